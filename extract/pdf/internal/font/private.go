package font

// private gives the meaning of a private-use code point: those of Adobe's
// corporate use subarea (the "corporate use" part of the Adobe Glyph List), in
// which older fonts put small capitals, old-style, superior and inferior
// figures, and pieces of brackets. It is "" for any other.
func private(r rune) string {
	switch {
	case r >= 0xf730 && r <= 0xf739: // old-style figures
		return string(r - 0xf700)
	case r >= 0xf761 && r <= 0xf77a: // small capitals
		return string(r - 0xf720)
	case r >= 0xf7e0 && r <= 0xf7fe && r != 0xf7f7: // small capitals with an accent
		return string(r - 0xf720)
	case r == 0xf721 || r == 0xf724 || r == 0xf726 || r == 0xf73f || r == 0xf760, r >= 0xf7a1 && r <= 0xf7bf:
		return string(r - 0xf700)
	case r == 0xf7ff:
		return "Ÿ"
	case r >= 0xf8e5 && r <= 0xf8ff:
		return pick(bracketPieces, int(r)-0xf8e5)
	case r >= 0xf6be && r <= 0xf6ff:
		return pick(corporateSigns, int(r)-0xf6be)
	}
	return ""
}

// A tilde stands for a code point without meaning in text.
const (
	bracketPieces  = "‾|—®©™(|([|[{{{||)|)]|]}}}~"
	corporateSigns = "ȷ~~Şş,~~~~~´ˇ¨~~`˝¯~~~~~~~~©®™1~—¢¢,,$$--..abdeilmorst˘ˇˆ˙˝ŁŒ˛˚Š~Ž"
)

func pick(signs string, i int) string {
	for _, r := range signs {
		if i == 0 {
			if r == '~' {
				return ""
			}
			return string(r)
		}
		i--
	}
	return ""
}

// isPrivate tells whether a code point is for private use.
func isPrivate(r rune) bool {
	return r >= 0xe000 && r <= 0xf8ff || r >= 0xf0000
}

// meaningless tells whether a text holds a private-use code point of which the
// meaning is not known; windows tells that the codes of symbol fonts, which
// Windows puts at U+F000, count as known.
func meaningless(text string, windows bool) bool {
	for _, r := range text {
		if isPrivate(r) && private(r) == "" && !(windows && r >= 0xf020 && r <= 0xf0ff) {
			return true
		}
	}
	return false
}
