package redline

import (
	"strconv"
	"strings"

	"github.com/clausule/clausule/extract/docx/opc"
)

// note is a comment with its number.
type note struct {
	id   int
	text string
}

// commentsPart is the part that holds the comments, new or not.
type commentsPart struct {
	name         string
	exists, link bool // it is in the package; the main part refers to it
	xml, raw     string
	names        names
	next         int // above the numbers that are used
	end          *outline
}

// comments finds the comments part.
func (f *files) comments(main string, list []opc.Relationship, like names) (*commentsPart, error) {
	c := &commentsPart{names: names{prefix: "w:", uri: like.uri}}
	c.name, c.link = related(list, "comments")
	if !c.link {
		c.name = f.free(main)
		return c, nil
	}
	if c.exists = f.pkg.Has(c.name); !c.exists {
		return c, nil
	}
	var err error
	if c.xml, c.raw, err = f.read(c.name); err != nil {
		return nil, err
	}
	isComments := false
	c.end, err = f.scan(c.name, c.xml, func(t *opc.Token, depth int) {
		if depth == 0 {
			isComments = t.Space == nsW && t.Local == "comments"
			c.names = namesOf(c.xml, t)
			return
		}
		c.names.redeclared(t)
		if t.Space != nsW || t.Local != "comment" {
			return
		}
		v, _ := t.Attr(nsW, "id")
		if n, err := strconv.Atoi(v); err == nil && n >= c.next && n < highID {
			c.next = n + 1
		}
	})
	if err == nil && !isComments {
		err = f.pkg.Fault(c.name, errNotComments)
	}
	return c, err
}

// save writes the part with new comments behind those that it has (17.13.4.2),
// and what leads to it.
func (f *files) save(c *commentsPart, main, content string) error {
	n := &c.names
	if c.exists {
		f.write(c.name, c.end.appended(c.xml, content), c.raw)
		return nil
	}
	f.write(c.name, declaration+n.open("comments")+" xmlns:"+strings.TrimSuffix(n.prefix, ":")+`="`+n.uri+`">`+content+n.end("comments"), "")
	first := false
	if !c.link {
		var err error
		if first, err = f.relate(main, c.name, n.strict()); err != nil {
			return err
		}
	}
	return f.declare(c.name, first)
}

// write writes a comment for the comments part.
func (r *reviser) comment(b *strings.Builder, n *names, c note) {
	b.WriteString(n.open("comment") + n.attr("id", strconv.Itoa(c.id)) + n.attr("author", r.author))
	if r.date != "" {
		b.WriteString(n.attr("date", r.date))
	}
	b.WriteString(n.attr("initials", r.initials) + ">")
	style := ""
	if r.styles.commentText != "" {
		style = wrap(n, "pPr", n.open("pStyle")+n.attr("val", r.styles.commentText)+"/>")
	}
	text := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(c.text)
	for i, line := range strings.Split(text, "\n") {
		b.WriteString(n.open("p") + ">" + style)
		if i == 0 {
			b.WriteString(n.open("r") + ">" + r.referenceStyle(n) + n.open("annotationRef") + "/>" + n.end("r"))
		}
		if line != "" {
			b.WriteString(n.open("r") + ">")
			n.text(b, line)
			b.WriteString(n.end("r"))
		}
		b.WriteString(n.end("p"))
	}
	b.WriteString(n.end("comment"))
}

// referenceStyle is the w:rPr of the mark of a comment.
func (r *reviser) referenceStyle(n *names) string {
	if r.styles.commentReference == "" {
		return ""
	}
	return wrap(n, "rPr", n.open("rStyle")+n.attr("val", r.styles.commentReference)+"/>")
}

// rangeStart and rangeEnd are the markup around commented text.
func (r *reviser) rangeStart(id int) string {
	n := &r.layout.names
	return n.open("commentRangeStart") + n.attr("id", strconv.Itoa(id)) + "/>"
}

func (r *reviser) rangeEnd(id int) string {
	n := &r.layout.names
	return n.open("commentRangeEnd") + n.attr("id", strconv.Itoa(id)) + "/>"
}

// reference is the run that refers to a comment, behind its range.
func (r *reviser) reference(id int) string {
	n := &r.layout.names
	return n.open("r") + ">" + r.referenceStyle(n) + n.open("commentReference") + n.attr("id", strconv.Itoa(id)) + "/>" + n.end("r")
}
