package odt

import (
	"strconv"
	"strings"

	"github.com/clausule/clausule/extract/internal/xmlscan"
)

// The namespaces of OpenDocument 1.3 part 3, and two that LibreOffice adds.
const (
	nsOffice xmlscan.Space = iota + 1
	nsText
	nsTable
	nsDraw
	nsStyle
	nsFO
	nsSVG
	nsXLink
	nsDC
	nsMeta
	nsForm
	nsManifest
	nsMath
	nsXML
	nsField // form fields of Word
	nsLO    // extensions that no standard has yet
)

func spaces() map[string]xmlscan.Space {
	const odf = "urn:oasis:names:tc:opendocument:xmlns:"
	return map[string]xmlscan.Space{
		odf + "office:1.0":                     nsOffice,
		odf + "text:1.0":                       nsText,
		odf + "table:1.0":                      nsTable,
		odf + "drawing:1.0":                    nsDraw,
		odf + "style:1.0":                      nsStyle,
		odf + "xsl-fo-compatible:1.0":          nsFO,
		odf + "svg-compatible:1.0":             nsSVG,
		odf + "meta:1.0":                       nsMeta,
		odf + "form:1.0":                       nsForm,
		odf + "manifest:1.0":                   nsManifest,
		"http://www.w3.org/1999/xlink":         nsXLink,
		"http://purl.org/dc/elements/1.1/":     nsDC,
		"http://www.w3.org/1998/Math/MathML":   nsMath,
		"http://www.w3.org/XML/1998/namespace": nsXML,
		"urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0":     nsField,
		"urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0": nsLO,
	}
}

// attr is the value of an attribute, "" when it is absent.
func attr(t *xmlscan.Token, space xmlscan.Space, local string) string {
	v, _ := t.Attr(space, local)
	return v
}

// number is an attribute as an integer; ok is false where it is absent or
// none, or too large to mean anything.
func number(t *xmlscan.Token, space xmlscan.Space, local string) (n int, ok bool) {
	v, ok := t.Attr(space, local)
	if !ok {
		return 0, false
	}
	n, err := strconv.Atoi(strings.TrimSpace(v))
	if err != nil || n > 1<<30 || n < -1<<30 {
		return 0, false
	}
	return n, true
}

// repeated is an attribute that counts repetitions: 1 when absent, and bounded.
func repeated(t *xmlscan.Token, space xmlscan.Space, local string, most int) int {
	n, ok := number(t, space, local)
	if !ok {
		return 1
	}
	return min(max(n, 1), most)
}

// millimetres reads a length with its unit (part 3, 18.3.18); 0 for none.
func millimetres(s string) float64 {
	i := 0
	for i < len(s) && (s[i] >= '0' && s[i] <= '9' || s[i] == '.') {
		i++
	}
	n, err := strconv.ParseFloat(s[:i], 64)
	if err != nil {
		return 0
	}
	switch s[i:] {
	case "mm":
		return n
	case "cm":
		return n * 10
	case "in":
		return n * 25.4
	case "pt":
		return n * 25.4 / 72
	case "pc":
		return n * 25.4 / 6
	case "px":
		return n * 25.4 / 96
	}
	return 0
}

// isTrue tells whether a Boolean attribute is there and set.
func isTrue(t *xmlscan.Token, space xmlscan.Space, local string) bool {
	return attr(t, space, local) == "true"
}
