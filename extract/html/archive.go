package html

import (
	"bytes"
	"context"
	"encoding/base64"
	"io"
	"mime"
	"strings"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/internal/build"
)

// Bounds on the headers of an archive (RFC 2557, MHTML).
const (
	maxHeader = 64 << 10 // bytes of the header of one part
	maxNested = 4        // multiparts inside each other
)

// header is the header of a message or of a part, by lower-case field name.
type header map[string]string

// headerOf reads the header that data begins with and returns what comes after
// it. Folded lines are put together (RFC 5322, 2.2.3); of fields with one name
// the first counts.
func headerOf(data []byte) (header, []byte) {
	h := header{}
	var name string
	var value []byte
	field := func() {
		if _, twice := h[name]; !twice && name != "" {
			h[name] = string(bytes.TrimSpace(value))
		}
		name, value = "", value[:0]
	}
	defer field()
	head := data[:min(len(data), maxHeader)]
	for len(head) > 0 {
		line, rest, _ := bytes.Cut(head, []byte("\n"))
		after := data[len(head)-len(rest):]
		line = bytes.TrimRight(line, "\r")
		switch {
		case len(line) == 0:
			return h, after
		case line[0] == ' ' || line[0] == '\t':
			value = append(append(value, ' '), bytes.TrimSpace(line)...)
		default:
			key, text, ok := bytes.Cut(line, []byte(":"))
			if !ok || bytes.ContainsAny(key, " \t<>") {
				return h, data
			}
			field()
			name, value = strings.ToLower(string(key)), append(value, text...)
		}
		data, head = after, rest
	}
	return h, data
}

// media is the content type of a part.
func (h header) media() (string, map[string]string) {
	kind, params, err := mime.ParseMediaType(h["content-type"])
	if err != nil {
		kind, _, _ = strings.Cut(strings.ToLower(h["content-type"]), ";")
		return strings.TrimSpace(kind), map[string]string{}
	}
	return kind, params
}

func isPage(kind string) bool { return kind == "text/html" || kind == "application/xhtml+xml" }

// archived tells whether data is a web archive: a message that was never sent,
// with a page in it. A message with an addressee or a way through the mail is an
// e-mail, whatever it holds.
func archived(data []byte) bool {
	data = bytes.TrimLeft(data, " \t\r\n")
	h, _ := headerOf(data)
	for _, sent := range [...]string{"to", "cc", "bcc", "received", "message-id", "return-path", "delivered-to"} {
		if _, ok := h[sent]; ok {
			return false
		}
	}
	if _, ok := h["mime-version"]; !ok {
		return false
	}
	kind, _ := h.media()
	return kind == "multipart/related" || isPage(kind)
}

// unpack finds the page in a web archive and undoes its transfer encoding. The
// charset is the one that the part declares, "" for none.
func unpack(ctx context.Context, src document.Source, limits document.Limits, b *build.Builder) (text []byte, charset string, err error) {
	a := &unpacker{ctx: ctx, left: limits.Parts}
	h, body := headerOf(bytes.TrimLeft(src.Data, " \t\r\n"))
	h, body, ok := a.find(h, body, 0)
	if err := ctx.Err(); err != nil {
		return nil, "", err
	}
	if !ok {
		if a.left <= 0 {
			return nil, "", document.OverLimit(src.Name, archive, "het aantal onderdelen", int64(limits.Parts))
		}
		return nil, "", document.Damaged(src.Name, archive, "er staat geen pagina in", nil)
	}
	_, params := h.media()
	if int64(len(body)) > limits.PartBytes/3*4 {
		return nil, "", document.OverLimit(src.Name, archive, "de grootte van de pagina in bytes", limits.PartBytes)
	}
	text, whole := transferred(body, strings.ToLower(h["content-transfer-encoding"]))
	if !whole {
		b.Warn(document.Warning{Code: document.WarnPageFailed,
			Message: "De pagina in het webarchief is beschadigd; wat na de beschadiging staat is niet gelezen."})
	}
	return text, params["charset"], nil
}

const archive = "webarchief (.mht)"

type unpacker struct {
	ctx  context.Context
	left int // parts that may still be looked at
}

// find gives the part with the page: that which the archive says is its start,
// else the first.
func (a *unpacker) find(h header, body []byte, depth int) (header, []byte, bool) {
	kind, params := h.media()
	if isPage(kind) {
		return h, body, true
	}
	boundary := params["boundary"]
	if !strings.HasPrefix(kind, "multipart/") || boundary == "" || depth >= maxNested {
		return nil, nil, false
	}
	start := strings.Trim(params["start"], "<>")
	delimiter := []byte("--" + boundary)
	var first header
	var text []byte
	for part := range parts(body, delimiter) {
		if a.left--; a.left < 0 || a.ctx.Err() != nil {
			return nil, nil, false
		}
		h, inner := headerOf(part)
		h, inner, ok := a.find(h, inner, depth+1)
		if !ok {
			continue
		}
		if start == "" || strings.Trim(h["content-id"], "<>") == start {
			return h, inner, true
		}
		if first == nil {
			first, text = h, inner
		}
	}
	return first, text, first != nil
}

// parts walks over the parts between the delimiter lines (RFC 2046, 5.1.1).
func parts(body, delimiter []byte) func(yield func([]byte) bool) {
	return func(yield func([]byte) bool) {
		start := -1 // of the part that is open
		for at := 0; at < len(body); {
			i := bytes.Index(body[at:], delimiter)
			if i < 0 {
				break
			}
			i += at
			at = i + len(delimiter)
			if i > 0 && body[i-1] != '\n' {
				continue
			}
			line, _, _ := bytes.Cut(body[at:], []byte("\n"))
			trimmed := bytes.TrimRight(line, " \t\r")
			last := bytes.Equal(trimmed, []byte("--"))
			if len(trimmed) > 0 && !last { // a longer boundary that begins the same
				continue
			}
			if start >= 0 && !yield(body[start:i]) {
				return
			}
			start = min(at+len(line)+1, len(body))
			at = start
			if last {
				return
			}
		}
		if start >= 0 { // the closing delimiter is lacking
			yield(body[start:])
		}
	}
}

// transferred undoes a transfer encoding; whole is false where the bytes are
// not according to it and the rest is lost.
func transferred(body []byte, encoding string) (text []byte, whole bool) {
	switch encoding {
	case "base64":
		text, err := io.ReadAll(base64.NewDecoder(base64.StdEncoding, &letters{body}))
		return text, err == nil
	case "quoted-printable":
		return quoted(body), true
	}
	return body, true
}

// letters reads base64 without the blanks between lines.
type letters struct{ rest []byte }

func (l *letters) Read(p []byte) (int, error) {
	n := 0
	for n < len(p) && len(l.rest) > 0 {
		if c := l.rest[0]; c > ' ' {
			p[n] = c
			n++
		}
		l.rest = l.rest[1:]
	}
	if n == 0 && len(l.rest) == 0 {
		return 0, io.EOF
	}
	return n, nil
}

// quoted undoes quoted-printable (RFC 2045, 6.7). What is not according to it
// stays as it is, as in every mail program; the package of the standard library
// ends there.
func quoted(body []byte) []byte {
	out := make([]byte, 0, len(body))
	for len(body) > 0 {
		line, rest, ended := bytes.Cut(body, []byte("\n"))
		body = rest
		line = bytes.TrimRight(line, " \t\r")
		soft := bytes.HasSuffix(line, []byte("="))
		if soft {
			line = line[:len(line)-1]
		}
		for i := 0; i < len(line); i++ {
			if line[i] == '=' && i+2 < len(line) {
				if hi, lo := hex(line[i+1]), hex(line[i+2]); hi >= 0 && lo >= 0 {
					out = append(out, byte(hi<<4|lo))
					i += 2
					continue
				}
			}
			out = append(out, line[i])
		}
		if !soft && ended {
			out = append(out, '\n')
		}
	}
	return out
}

func hex(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	}
	return -1
}
