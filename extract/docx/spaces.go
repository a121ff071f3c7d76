package docx

import (
	"strings"

	"github.com/clausule/clausule/extract/internal/xmlscan"
)

// The namespaces that the reader knows. The strict and the transitional form
// of a namespace share a number, so that both kinds of document read alike.
const (
	nsW xmlscan.Space = iota + 1
	nsMC
	nsR
	nsM
	nsDrawing  // wp: placement of drawings
	nsA        // a: DrawingML
	nsDiagram  // dgm: SmartArt
	nsChart    // c: charts
	nsVML      // v:
	nsOffice   // o: OLE objects
	nsExtended // docProps/app.xml
	nsUnderstood
)

// spaces maps namespace URIs to numbers. nsUnderstood is for the namespaces of
// which nothing is read but that a Choice of markup compatibility may require:
// their content holds ordinary text boxes.
func spaces() map[string]xmlscan.Space {
	m := map[string]xmlscan.Space{
		"http://schemas.openxmlformats.org/wordprocessingml/2006/main":              nsW,
		"http://purl.oclc.org/ooxml/wordprocessingml/main":                          nsW,
		"http://schemas.openxmlformats.org/markup-compatibility/2006":               nsMC,
		"http://schemas.openxmlformats.org/officeDocument/2006/relationships":       nsR,
		"http://purl.oclc.org/ooxml/officeDocument/relationships":                   nsR,
		"http://schemas.openxmlformats.org/officeDocument/2006/math":                nsM,
		"http://purl.oclc.org/ooxml/officeDocument/math":                            nsM,
		"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing":    nsDrawing,
		"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing":                nsDrawing,
		"http://schemas.openxmlformats.org/drawingml/2006/main":                     nsA,
		"http://purl.oclc.org/ooxml/drawingml/main":                                 nsA,
		"http://schemas.openxmlformats.org/drawingml/2006/diagram":                  nsDiagram,
		"http://purl.oclc.org/ooxml/drawingml/diagram":                              nsDiagram,
		"http://schemas.openxmlformats.org/drawingml/2006/chart":                    nsChart,
		"http://purl.oclc.org/ooxml/drawingml/chart":                                nsChart,
		"urn:schemas-microsoft-com:vml":                                             nsVML,
		"urn:schemas-microsoft-com:office:office":                                   nsOffice,
		"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties": nsExtended,
		"http://purl.oclc.org/ooxml/officeDocument/extendedProperties":              nsExtended,
		"http://schemas.microsoft.com/office/word/2010/wordml":                      nsUnderstood,
		"http://schemas.microsoft.com/office/word/2012/wordml":                      nsUnderstood,
		"http://schemas.microsoft.com/office/drawing/2010/main":                     nsUnderstood,
		"http://schemas.microsoft.com/office/drawing/2014/chartex":                  nsUnderstood,
		"http://schemas.openxmlformats.org/drawingml/2006/picture":                  nsUnderstood,
		"http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing":       nsUnderstood,
		"http://schemas.microsoft.com/office/word/2010/wordprocessingShape":         nsUnderstood,
		"http://schemas.microsoft.com/office/word/2010/wordprocessingGroup":         nsUnderstood,
		"http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas":        nsUnderstood,
		"http://schemas.microsoft.com/office/word/2010/wordprocessingInk":           nsUnderstood,
		"http://schemas.microsoft.com/office/word/2018/wordml":                      nsUnderstood,
		"http://schemas.microsoft.com/office/word/2016/wordml/cid":                  nsUnderstood,
		"http://schemas.microsoft.com/office/word/2018/wordml/cex":                  nsUnderstood,
		"http://schemas.microsoft.com/office/drawing/2016/ink":                      nsUnderstood,
		"http://schemas.microsoft.com/office/word/2023/wordml/word16du":             nsUnderstood,
	}
	return m
}

// val is the attribute w:val of a token, "" when absent.
func val(t *xmlscan.Token) string {
	v, _ := t.Attr(nsW, "val")
	return v
}

// on reads an on/off element (ECMA-376 Part 1, 17.17.4).
func on(t *xmlscan.Token) bool {
	v, ok := t.Attr(nsW, "val")
	return !ok || v != "0" && v != "false" && v != "off"
}

// number reads a decimal attribute of the main namespace; ok is false where it
// is absent, malformed or beyond anything that a document needs.
func number(t *xmlscan.Token, local string) (n int, ok bool) {
	v, ok := t.Attr(nsW, local)
	if !ok {
		return 0, false
	}
	return atoi(v)
}

func atoi(v string) (n int, ok bool) {
	v = strings.TrimSpace(v)
	negative := strings.HasPrefix(v, "-")
	v = strings.TrimPrefix(v, "-")
	if v == "" || len(v) > 9 {
		return 0, false
	}
	for i := range len(v) {
		if v[i] < '0' || v[i] > '9' {
			return 0, false
		}
		n = n*10 + int(v[i]-'0')
	}
	if negative {
		n = -n
	}
	return n, true
}
