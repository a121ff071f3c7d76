package html

// trait is what an element means for the text, by its name alone.
type trait uint16

const (
	block   trait = 1 << iota // begins on a line of its own
	void                      // has no content and no end tag
	unseen                    // its content is no text of the page
	endsP                     // its start tag ends an open paragraph
	bounds                    // end tags inside do not reach beyond it
	lists                     // items inside belong to it
	isBold                    // shown bold
	isStuck                   // shown struck out
	rawText                   // the tokenizer gives its content as one text
	plainly                   // preformatted
	ofTable                   // part of a table
	foreign                   // of a picture or a formula
)

// elements are the elements with a meaning for the text. All others, also those
// that no standard knows, are inline and show their content.
var elements = map[string]trait{
	"address": block | endsP, "article": block | endsP, "aside": block | endsP, "blockquote": block | endsP,
	"body": block, "html": block, "center": block | endsP, "details": block | endsP, "dialog": block | endsP,
	"dir": block | endsP | lists, "div": block | endsP, "dl": block | endsP | lists, "dt": block | endsP, "dd": block | endsP,
	"fieldset": block | endsP, "figcaption": block | endsP, "figure": block | endsP, "footer": block | endsP, "form": block | endsP,
	"h1": block | endsP, "h2": block | endsP, "h3": block | endsP, "h4": block | endsP, "h5": block | endsP, "h6": block | endsP,
	"header": block | endsP, "hgroup": block | endsP, "legend": block, "li": block | endsP,
	"listing": block | endsP | plainly, "main": block | endsP, "menu": block | endsP | lists, "nav": block | endsP,
	"ol": block | endsP | lists, "p": block | endsP, "pre": block | endsP | plainly, "search": block | endsP,
	"section": block | endsP, "summary": block | endsP | isBold, "ul": block | endsP | lists, "optgroup": 0, "option": 0,
	"table": block | bounds | ofTable, "caption": block | bounds | ofTable, "thead": block | ofTable, "tbody": block | ofTable,
	"tfoot": block | ofTable, "tr": block | ofTable, "td": block | bounds | ofTable, "th": block | bounds | ofTable | isBold,
	"button": bounds, "marquee": bounds, "object": unseen | bounds, "applet": unseen | bounds, "template": unseen | bounds,
	"b": isBold, "strong": isBold, "s": isStuck, "strike": isStuck,
	"br": void, "hr": void, "img": void, "input": void, "wbr": void, "embed": void, "col": void, "area": void, "base": void,
	"basefont": void, "bgsound": void, "link": void, "meta": void, "source": void, "track": void, "param": void,
	"frame": void, "keygen": void,
	"head": unseen, "title": unseen | rawText, "script": unseen | rawText, "style": unseen | rawText,
	"noscript": unseen | rawText, "noembed": unseen | rawText, "noframes": unseen | rawText, "iframe": unseen | rawText,
	"frameset": block, "textarea": rawText | plainly, "xmp": block | rawText | plainly, "plaintext": block | rawText | plainly,
	"datalist": unseen, "audio": unseen, "video": unseen, "canvas": unseen, "xml": unseen, "rp": unseen, "rt": unseen,
	"annotation": unseen, "annotation-xml": unseen, "metadata": unseen, "defs": unseen, "desc": unseen, "symbol": unseen,
	"svg": bounds | foreign, "math": foreign, "text": 0, "foreignobject": block,
}

// attrs are the attributes of a start tag that the reader knows.
type attrs struct {
	id, name, class, style, role, href, kind, value, start, cite, date, level, epub, title, content string
	width, height, size, face, colspan, rowspan                                                     string
	hidden, decorative, checked, selected, reversed, open                                           bool
}

// set takes one attribute; values longer than any that has a meaning are cut.
func (a *attrs) set(key, val []byte) {
	const most = 16 << 10
	if len(val) > most {
		val = val[:most]
	}
	switch string(key) {
	case "id", "xml:id":
		a.id = string(val)
	case "name":
		a.name = string(val)
	case "class":
		a.class = string(val)
	case "style":
		a.style = string(val)
	case "role":
		a.role = string(val)
	case "href":
		if len(val) > 1 && val[0] == '#' {
			a.href = string(val[1:])
		}
	case "type":
		a.kind = string(val)
	case "value":
		a.value = string(val)
	case "start":
		a.start = string(val)
	case "cite":
		a.cite = string(val)
	case "datetime":
		a.date = string(val)
	case "aria-level":
		a.level = string(val)
	case "epub:type":
		a.epub = string(val)
	case "title":
		a.title = string(val)
	case "content":
		a.content = string(val)
	case "width":
		a.width = string(val)
	case "height":
		a.height = string(val)
	case "size":
		a.size = string(val)
	case "face":
		a.face = string(val)
	case "colspan":
		a.colspan = string(val)
	case "rowspan":
		a.rowspan = string(val)
	case "hidden":
		a.hidden = string(val) != "until-found"
	case "aria-hidden":
		a.decorative = string(val) == "true"
	case "checked":
		a.checked = true
	case "selected":
		a.selected = true
	case "reversed":
		a.reversed = true
	case "open":
		a.open = true
	}
}
