package font

import "strings"

// furtherNames lists glyph names that the Adobe Glyph List lacks, each with its
// text after a semicolon: of the fonts of TeX, of Latin ligatures, and of shapes.
const furtherNames = ` Abar;Ā Dbar;Đ EUR;€ Eurosign;€ Finv;Ⅎ Gbar;Ǥ Germandbls;SS Gmir;⅁ Ifractur;ℑ Lslashslash;Ł Rfractur;ℜ SS;SS Th;Th angbracketleft;⟨ angbracketright;⟩
apostrophe;’ arrowbothv;↕ arrowdblbothv;⇕ arrowlong;→ arrowmapsto;↦ arrownortheast;↗ arrownorthwest;↖ arrowsoutheast;↘ arrowsouthwest;↙
arrowvertexdbl;‖ bardbl;‖ beth;ℶ blackbox;■ box;□ ceilingleft;⌈ ceilingright;⌉ check;✓ circleR;® circleS;Ⓢ circlecopyrt;© circledivide;⊘ circledot;⊙
circleminus;⊖ contintegral;∮ coproduct;∐ copyrightsign;© ct;ct daleth;ℸ dbar;đ defines;≜ diamondmath;⋄ diamondsuit;♢ ellipsissign;… emdashsign;—
emptysetalt;∅ endashsign;– epsilon1;ϵ equivasymptotic;≍ ffj;ffj fft;fft fj;fj flat;♭ floorleft;⌊ floorright;⌋ follownotequal;⋡ follows;≻
followsequal;≽ forces;⊩ ft;ft gbar;ǥ greatermuch;≫ greaterorequalslant;⩾ greaterorsimilar;≳ guillemetleft;« guillemetright;» harpoonleftdown;↽
harpoonleftup;↼ harpoonrightdown;⇁ harpoonrightup;⇀ heartsuit;♡ hookleftchar;↩ hookrightchar;↪ hslash;ℏ hyphenchar;- intersectionsq;⊓ kappa1;ϰ
latticetop;⊤ lessmuch;≪ lessorequalslant;⩽ lessorsimilar;≲ lscript;ℓ lunateepsilon;ϵ maltesecross;✠ mapsto;↦ mapstochar;↦ middledot;· natural;♮
negationslash;/ notexistential;∄ owner;∋ perthousandzero;0 planckover2pi1;ℏ planckover2pi;ℏ precedesequal;≼ prime;′ quoteleftbase;‚ quotesinglright;’
rangedash;– registeredsign;® rho1;ϱ sharp;♯ similarequal;≃ slurabove;⌢ slurbelow;⌣ spadesuit;♠ square4;▪ square;□ squaresolid;■ st;st star;☆
subsetsqequal;⊑ supersetsqequal;⊒ surd;√ tie;͡ tieaccentlowercase;͡ trademarksign;™ triangle;△ triangleinv;▽ triangleleft;◁ triangleleftsld;◀
triangleright;▷ trianglerightsld;▶ tt;tt turnstileleft;⊢ turnstileright;⊣ unionmulti;⊎ unionsq;⊔ vector;⃗ vextenddouble;‖ vextendsingle;|
wreathproduct;≀ `

// furtherName looks a name up in furtherNames, first as it is and then without
// the endings with which TeX tells the sizes of its brackets and operators.
func furtherName(name string) string {
	switch name {
	case "nonbreakingspace", "visiblespace", "spacehackarabic", "nbspace":
		return " "
	case "cwm", "compwordmark", "zerowidthjoiner", "zerowidthnonjoiner":
		return "\u200c"
	}
	if text := tabled(name); text != "" {
		return text
	}
	for _, ending := range []string{"display", "text", "bigg", "Bigg", "big", "Big", "tp", "bt", "mid", "ex", "wider", "widest", "wide"} {
		base, ok := strings.CutSuffix(name, ending)
		if !ok || len(base) < 3 {
			continue
		}
		if r, ok := listed(base); ok {
			return string(r)
		}
		if text := tabled(base); text != "" {
			return text
		}
	}
	return ""
}

func tabled(name string) string {
	for rest := furtherNames; ; {
		i := strings.Index(rest, name)
		if i < 0 {
			return ""
		}
		end := i + len(name)
		if i > 0 && rest[i-1] <= ' ' && rest[end] == ';' {
			text, _, _ := strings.Cut(rest[end+1:], " ")
			text, _, _ = strings.Cut(text, "\n")
			return text
		}
		rest = rest[end:]
	}
}
