package tesseract

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// hOCR is the page as tesseract describes it: XHTML in which the class of an
// element says what it is and its title holds properties
// (kba.github.io/hocr-spec/1.2).

// box is a rectangle in pixels, from the upper left corner of the picture.
type box struct{ left, top, right, bottom float64 }

// word is a word as it was recognised.
type word struct {
	text string
	box  box
	sure float64 // 0 to 1
	bold bool
}

// line is a line of words.
type line struct {
	box           box
	slope, offset float64 // of the baseline, from the lower left corner, y down
	size          float64 // height of the type from the lowest to the highest, in pixels; 0 unknown
	descent       float64 // part of size below the baseline
	angle         int     // to which the text is turned, counter-clockwise: 0, 90, 180 or 270
	words         []word
}

// Bounds on the page. A page of the smallest type has some 5,000 words.
const (
	maxWords = 200_000
	maxDepth = 64
	maxCoord = 1 << 20
)

// parse reads the lines of the first page. It accepts any bytes.
func parse(data []byte) ([]line, error) {
	d := xml.NewDecoder(bytes.NewReader(clean(data)))
	d.Strict = false
	d.Entity = xml.HTMLEntity
	var (
		lines []line
		depth int
		count int
		pages int
		open  int // depth of the element of the word being read; 0 for none
		text  strings.Builder
	)
	for {
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			if pages == 0 {
				return nil, errors.New("hocr: no page")
			}
			return lines, nil
		}
		if err != nil {
			return nil, fmt.Errorf("hocr: %w", err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			if depth++; depth > maxDepth {
				return nil, errors.New("hocr: nested too deep")
			}
			class, title := attributes(t)
			switch class {
			case "ocr_page":
				if pages++; pages > 1 {
					return lines, nil
				}
			case "ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat":
				lines = append(lines, lineOf(title))
				if len(lines) > maxWords {
					return nil, errors.New("hocr: too many lines")
				}
			case "ocrx_word":
				if len(lines) == 0 || open > 0 {
					break
				}
				if count++; count > maxWords {
					return nil, errors.New("hocr: too many words")
				}
				last := &lines[len(lines)-1]
				last.words = append(last.words, wordOf(title))
				open = depth
				text.Reset()
			}
			if open > 0 && t.Name.Local == "strong" {
				words := lines[len(lines)-1].words
				words[len(words)-1].bold = true
			}
		case xml.EndElement:
			if open > 0 && depth <= open {
				words := lines[len(lines)-1].words
				words[len(words)-1].text = strings.Join(strings.Fields(text.String()), " ")
				open = 0
			}
			depth = max(0, depth-1)
		case xml.CharData:
			if open > 0 {
				text.Write(t)
			}
		}
	}
}

// clean takes out what may not stand in XML.
func clean(data []byte) []byte {
	if !utf8.Valid(data) {
		data = bytes.ToValidUTF8(data, []byte("\uFFFD"))
	}
	bad := func(r rune) bool {
		return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF
	}
	if bytes.IndexFunc(data, bad) < 0 {
		return data
	}
	return bytes.Map(func(r rune) rune {
		if bad(r) {
			return ' '
		}
		return r
	}, data)
}

func attributes(e xml.StartElement) (class, title string) {
	for _, a := range e.Attr {
		switch a.Name.Local {
		case "class":
			class = a.Value
		case "title":
			title = a.Value
		}
	}
	return class, title
}

// properties calls f with the name and the numbers of every property.
func properties(title string, f func(name string, v []float64)) {
	for part := range strings.SplitSeq(title, ";") {
		fields := strings.Fields(part)
		if len(fields) < 2 || len(fields) > 5 {
			continue
		}
		var v []float64
		for _, s := range fields[1:] {
			n, err := strconv.ParseFloat(s, 64)
			if err != nil || math.IsNaN(n) || math.Abs(n) > maxCoord {
				v = nil
				break
			}
			v = append(v, n)
		}
		if v != nil {
			f(fields[0], v)
		}
	}
}

func lineOf(title string) line {
	var l line
	properties(title, func(name string, v []float64) {
		switch {
		case name == "bbox" && len(v) == 4:
			l.box = boxOf(v)
		case name == "baseline" && len(v) == 2 && math.Abs(v[0]) < 1:
			l.slope, l.offset = v[0], v[1]
		case name == "x_size" && v[0] > 0:
			l.size = v[0]
		case name == "x_descenders" && v[0] > 0:
			l.descent = v[0]
		case name == "textangle":
			l.angle = ((int(math.Round(v[0]/90))*90)%360 + 360) % 360
		}
	})
	return l
}

func wordOf(title string) word {
	var w word
	properties(title, func(name string, v []float64) {
		switch {
		case name == "bbox" && len(v) == 4:
			w.box = boxOf(v)
		case name == "x_wconf":
			w.sure = max(0, min(1, v[0]/100))
		}
	})
	return w
}

func boxOf(v []float64) box {
	return box{left: min(v[0], v[2]), top: min(v[1], v[3]), right: max(v[0], v[2]), bottom: max(v[1], v[3])}
}
