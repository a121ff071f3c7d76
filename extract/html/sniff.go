package html

import (
	"bytes"
	"strings"
)

// sniffed is how much of a file is looked at to find out what it is.
const sniffed = 8 << 10

// Is tells whether the bytes of a file are a page that Read reads: HTML, with or
// without a document type, XHTML, or a web archive. An e-mail message is none,
// also when there is a page in it.
func Is(data []byte) bool {
	head := data[:min(len(data), sniffed)]
	switch {
	case len(head) > 3 && head[0] == 0xff && head[1] == 0xfe, len(head) > 3 && head[0] == 0xfe && head[1] == 0xff:
		// UTF-16: what is ASCII has a zero byte beside it.
		head = bytes.ReplaceAll(head[2:], []byte{0}, nil)
	case len(head) > 3 && (head[0] == '<' && head[1] == 0 || head[0] == 0 && head[1] == '<'):
		head = bytes.ReplaceAll(head, []byte{0}, nil)
	}
	text := strings.ToLower(string(bytes.TrimLeft(head, "\ufeff \t\r\n")))
	xml := false
	for {
		end := ""
		switch {
		case strings.HasPrefix(text, "<!--"):
			end = "-->"
		case strings.HasPrefix(text, "<?xml"):
			end, xml = "?>", true
		default:
			return starts(text, xml) || !xml && fragment(text, data) || !strings.HasPrefix(text, "<") && archived(data)
		}
		_, rest, ok := strings.Cut(text, end)
		if !ok {
			return false
		}
		text = strings.TrimLeft(rest, " \t\r\n")
	}
}

// starts tells whether text, in lower case and without what may stand in front,
// begins as a page does. Behind an XML declaration only an html element will do:
// other XML is not read.
func starts(text string, xml bool) bool {
	prefixes := []string{"<!doctype html", "<!doctype xhtml", "<html", "<head", "<body"}
	if xml {
		prefixes = prefixes[:3]
	}
	for _, prefix := range prefixes {
		if rest, ok := strings.CutPrefix(text, prefix); ok && (rest == "" || rest[0] < 'a' || rest[0] > 'z') {
			return true
		}
	}
	return false
}

// fragment tells whether a file is a page without the elements around it, as
// programs that fill in a template write it: it begins with an element of
// HTML and ends in one. Markdown may begin so and then goes on as text.
func fragment(text string, data []byte) bool {
	rest, ok := strings.CutPrefix(text, "<")
	if !ok || !bytes.HasSuffix(bytes.TrimRight(data, " \t\r\n\x00"), []byte(">")) {
		return false
	}
	end := strings.IndexAny(rest, "> \t\r\n/")
	if end < 0 {
		return false
	}
	switch rest[:end] {
	case "meta", "title", "link", "style", "script", "div", "p", "table", "h1", "h2", "h3", "ol", "ul", "dl", "section", "article", "main",
		"center", "font", "span", "b", "form", "blockquote", "frameset":
		return true
	}
	return false
}
