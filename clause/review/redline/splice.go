package redline

import (
	"sort"
	"strings"
)

// splices collects what is put into a part.
type splices struct{ list []splice }

// splice is markup that comes at an offset. Of those at one offset the ones that
// close come before those that open.
type splice struct {
	point
	rank rank
	text string
}

type rank uint8

const (
	propsRank rank = iota // properties of a paragraph come before all else in it
	endRank
	startRank
	behindRank // new paragraphs
)

func (s *splices) put(pt point, r rank, text string) {
	s.list = append(s.list, splice{point: pt, rank: r, text: text})
}

func (s *splices) replace(at, drop int, text string) {
	s.list = append(s.list, splice{point: point{at: at, drop: drop}, text: text})
}

// apply puts everything into the XML. Splices that stand at one offset between
// the halves of an element share the split.
func (s *splices) apply(xml string) string {
	sort.SliceStable(s.list, func(i, j int) bool {
		a, b := &s.list[i], &s.list[j]
		return a.at < b.at || a.at == b.at && a.rank < b.rank
	})
	var b strings.Builder
	done := 0
	for i := 0; i < len(s.list); {
		at := s.list[i].at
		b.WriteString(xml[done:at])
		done = at
		b.WriteString(s.list[i].before)
		last := i
		for ; i < len(s.list) && s.list[i].at == at; i++ {
			b.WriteString(s.list[i].text)
			done = max(done, at+s.list[i].drop)
			last = i
		}
		b.WriteString(s.list[last].after)
	}
	b.WriteString(xml[done:])
	return b.String()
}
