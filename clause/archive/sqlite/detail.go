package sqlite

import (
	"encoding/binary"
	"encoding/hex"
	"math"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/rules"
)

// maxDetails bounds what the packed results of a document may unfold to, in bytes.
const maxDetails = 256 << 20

// detailsVersion is the form of details that is written.
const detailsVersion = 1

// requirement is a requirement as documents were held against it. Its number is
// the place of its verdict in documents.statuses, from 1.
type requirement struct {
	id         rules.ID
	importance rules.Importance
	title      string
	caveat     string
}

func described(res *clause.Result) requirement {
	return requirement{res.Requirement, res.Importance, res.Title, res.Caveat}
}

// packer writes the results of a document. Numbers are varints; a text stands
// there once, and further on as its number, for reasons, headings and quotes come
// back many times.
type packer struct {
	out   []byte
	texts map[string]uint64
}

func (p *packer) reset() {
	p.out = append(p.out[:0], detailsVersion)
	if p.texts == nil {
		p.texts = map[string]uint64{}
	}
	clear(p.texts)
}

func (p *packer) number(n int) { p.out = binary.AppendVarint(p.out, int64(n)) }

func (p *packer) yes(b bool) {
	if b {
		p.out = append(p.out, 1)
	} else {
		p.out = append(p.out, 0)
	}
}

// text writes 0 and a new text, or the number of one that was there. The empty one
// is number 1.
func (p *packer) text(s string) {
	if s == "" {
		p.out = append(p.out, 1)
		return
	}
	if n, ok := p.texts[s]; ok {
		p.out = binary.AppendUvarint(p.out, n)
		return
	}
	p.texts[s] = uint64(len(p.texts)) + 2
	p.out = append(p.out, 0)
	p.out = binary.AppendUvarint(p.out, uint64(len(s)))
	p.out = append(p.out, s...)
}

func (p *packer) list(list []string) {
	p.number(len(list))
	for _, s := range list {
		p.text(s)
	}
}

// results writes the results, each under the number of its requirement.
func (p *packer) results(results []clause.Result, numbers []int64) {
	p.number(len(results))
	for i := range results {
		res := &results[i]
		p.number(int(numbers[i]))
		p.text(string(res.Status))
		p.text(string(res.Was))
		p.text(res.Reason)
		p.text(string(res.Basis))
		p.out = binary.LittleEndian.AppendUint64(p.out, math.Float64bits(res.Confidence))
		p.list(res.Lacks)
		p.list(res.Flags)
		p.findings(res.Findings)
		p.findings(res.Lapsed)
		p.number(len(res.Tensions))
		for j := range res.Tensions {
			t := &res.Tensions[j]
			p.text(string(t.Kind))
			p.text(t.Element)
			p.finding(&t.Gives)
			p.finding(&t.Takes)
			p.text(t.Decides)
			p.text(t.Why)
		}
		p.yes(res.Waiver != nil)
		if w := res.Waiver; w != nil {
			p.text(w.Reason)
			p.text(w.By)
			p.text(w.Until)
			p.text(string(w.Status))
		}
		p.number(len(res.Adjusted))
		for _, a := range res.Adjusted {
			p.text(a.Path)
			p.text(a.Was)
			p.text(a.Now)
			p.text(a.Origin)
		}
	}
}

func (p *packer) findings(list []clause.Finding) {
	p.number(len(list))
	for i := range list {
		p.finding(&list[i])
	}
}

// The marks of a finding.
const (
	markAgainst = 1 << iota
	markWeak
	markOverruled
	markValue
	markHex // the fingerprint is hexadecimal, and written as its bytes
)

const fingerprintBytes = 8

func (p *packer) finding(f *clause.Finding) {
	marks := byte(0)
	if f.Against {
		marks |= markAgainst
	}
	if f.Weak {
		marks |= markWeak
	}
	if f.Overruled {
		marks |= markOverruled
	}
	if f.Value != nil {
		marks |= markValue
	}
	var print [fingerprintBytes]byte
	if len(f.Fingerprint) == 2*fingerprintBytes && hexadecimal(f.Fingerprint) {
		if _, err := hex.Decode(print[:], []byte(f.Fingerprint)); err == nil {
			marks |= markHex
		}
	}
	p.out = append(p.out, marks)
	p.text(f.File)
	p.text(f.Element)
	p.text(f.Quote)
	p.number(f.Start)
	p.number(f.End - f.Start)
	p.text(f.Reads)
	p.text(f.Lead)
	p.number(int(f.Revision))
	p.number(f.Page)
	p.text(f.Label)
	p.text(f.Heading)
	p.text(f.Why)
	if marks&markHex != 0 {
		p.out = append(p.out, print[:]...)
	} else {
		p.text(f.Fingerprint)
	}
	if v := f.Value; v != nil {
		p.text(v.Kind)
		p.text(v.Raw)
		p.text(v.Norm)
		p.text(v.Worst)
	}
}

// hexadecimal tells whether a text is in small hexadecimal figures, which come
// back as they were.
func hexadecimal(s string) bool {
	for _, c := range []byte(s) {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}

// unpacker reads what packer wrote. After a fault it gives nothing but zeros.
type unpacker struct {
	in    []byte
	texts []string
	bad   bool
}

// unpackResults reads the results of a document; requirements are by number.
func unpackResults(data []byte, requirements []requirement) ([]clause.Result, error) {
	if len(data) == 0 || data[0] != detailsVersion {
		return nil, ErrCorrupt
	}
	u := &unpacker{in: data[1:], texts: make([]string, 2, 256)}
	results := make([]clause.Result, u.count())
	for i := range results {
		res := &results[i]
		n := u.number()
		if n < 0 || n >= len(requirements) || requirements[n].id == "" {
			return nil, ErrCorrupt
		}
		q := &requirements[n]
		res.Requirement, res.Importance, res.Title, res.Caveat = q.id, q.importance, q.title, q.caveat
		res.Status, res.Was = clause.Status(u.text()), clause.Status(u.text())
		res.Reason, res.Basis = u.text(), clause.Basis(u.text())
		if b := u.take(8); b != nil {
			res.Confidence = math.Float64frombits(binary.LittleEndian.Uint64(b))
		}
		res.Lacks, res.Flags = u.list(), u.list()
		res.Findings, res.Lapsed = u.findings(), u.findings()
		for range u.count() {
			t := clause.Tension{Kind: clause.TensionKind(u.text()), Element: u.text(), Gives: u.finding(), Takes: u.finding(), Decides: u.text(), Why: u.text()}
			res.Tensions = append(res.Tensions, t)
		}
		if u.byte() != 0 {
			res.Waiver = &clause.Waiver{Reason: u.text(), By: u.text(), Until: u.text(), Status: clause.Status(u.text())}
		}
		for range u.count() {
			res.Adjusted = append(res.Adjusted, clause.Setting{Path: u.text(), Was: u.text(), Now: u.text(), Origin: u.text()})
		}
	}
	if u.bad || len(u.in) > 0 {
		return nil, ErrCorrupt
	}
	return results, nil
}

func (u *unpacker) fail() {
	u.bad, u.in = true, nil
}

func (u *unpacker) number() int {
	v, n := binary.Varint(u.in)
	if n <= 0 || v > math.MaxInt32 || v < math.MinInt32 {
		u.fail()
		return 0
	}
	u.in = u.in[n:]
	return int(v)
}

// count is a number of things of at least a byte each.
func (u *unpacker) count() int {
	n := u.number()
	if n < 0 || n > len(u.in) {
		u.fail()
		return 0
	}
	return n
}

func (u *unpacker) byte() byte {
	if b := u.take(1); b != nil {
		return b[0]
	}
	return 0
}

// take takes bytes; nil where there are not so many.
func (u *unpacker) take(n int) []byte {
	if n > len(u.in) {
		u.fail()
		return nil
	}
	b := u.in[:n]
	u.in = u.in[n:]
	return b
}

func (u *unpacker) text() string {
	v, n := binary.Uvarint(u.in)
	if n <= 0 || v >= uint64(len(u.texts)) {
		u.fail()
		return ""
	}
	u.in = u.in[n:]
	if v > 0 {
		return u.texts[v]
	}
	size, n := binary.Uvarint(u.in)
	if n <= 0 || size > uint64(len(u.in)-n) {
		u.fail()
		return ""
	}
	u.in = u.in[n:]
	s := string(u.take(int(size)))
	u.texts = append(u.texts, s)
	return s
}

func (u *unpacker) list() []string {
	list := make([]string, u.count())
	for i := range list {
		list[i] = u.text()
	}
	return list
}

func (u *unpacker) findings() []clause.Finding {
	n := u.count()
	if n == 0 {
		return nil
	}
	var list []clause.Finding
	for range n {
		if u.bad {
			return nil
		}
		list = append(list, u.finding())
	}
	return list
}

func (u *unpacker) finding() clause.Finding {
	marks := u.byte()
	f := clause.Finding{
		Against: marks&markAgainst != 0, Weak: marks&markWeak != 0, Overruled: marks&markOverruled != 0,
		File: u.text(), Element: u.text(), Quote: u.text(), Start: u.number(),
	}
	f.End = f.Start + u.number()
	f.Reads, f.Lead = u.text(), u.text()
	f.Revision, f.Page = document.Revision(u.number()), u.number()
	f.Label, f.Heading, f.Why = u.text(), u.text(), u.text()
	if marks&markHex != 0 {
		f.Fingerprint = hex.EncodeToString(u.take(fingerprintBytes))
	} else {
		f.Fingerprint = u.text()
	}
	if marks&markValue != 0 {
		f.Value = &clause.Value{Kind: u.text(), Raw: u.text(), Norm: u.text(), Worst: u.text()}
	}
	return f
}
