package match

// Joined is several programs scanned as one: the ids of each follow those of
// the one before it. So a program that was compiled ahead can be added to.
type Joined struct {
	parts []*Program
	start []PatternID // first id of each part
}

// Join joins programs; those without patterns take no part.
func Join(programs ...*Program) *Joined {
	j := &Joined{}
	next := PatternID(0)
	for _, p := range programs {
		if p == nil || p.Len() == 0 {
			continue
		}
		j.parts = append(j.parts, p)
		j.start = append(j.start, next)
		next += PatternID(p.Len())
	}
	return j
}

// Len is the number of patterns of a program.
func (p *Program) Len() int { return int(p.modes.len()) }

// Len is the number of patterns of all programs.
func (j *Joined) Len() int {
	n := 0
	for _, p := range j.parts {
		n += p.Len()
	}
	return n
}

// JoinedScanner looks at one text with all the programs.
type JoinedScanner struct {
	start []PatternID
	parts []*Scanner
	cand  []PatternID
}

// NewScanner makes a scanner; see Program.NewScanner.
func (j *Joined) NewScanner(watched []bool) *JoinedScanner {
	s := &JoinedScanner{start: j.start}
	for i, p := range j.parts {
		s.parts = append(s.parts, p.NewScanner(s.part(watched, i, p)))
	}
	return s
}

// Beside makes a scanner beside another; see Scanner.Beside.
func (s *JoinedScanner) Beside(watched []bool) *JoinedScanner {
	out := &JoinedScanner{start: s.start}
	for i, part := range s.parts {
		out.parts = append(out.parts, part.Beside(s.part(watched, i, part.p)))
	}
	return out
}

// part gives what is watched of one program.
func (s *JoinedScanner) part(watched []bool, i int, p *Program) []bool {
	if watched == nil {
		return nil
	}
	return watched[s.start[i]:][:p.Len()]
}

// Load takes the next text.
func (s *JoinedScanner) Load(t Text) {
	for _, p := range s.parts {
		p.Load(t)
	}
}

// Candidates lists the patterns of which the loaded text holds a necessary
// word, in ascending order. The slice is reused by the next call.
func (s *JoinedScanner) Candidates() []PatternID {
	if len(s.parts) == 1 {
		return s.parts[0].Candidates()
	}
	s.cand = s.cand[:0]
	for i, p := range s.parts {
		for _, id := range p.Candidates() {
			s.cand = append(s.cand, s.start[i]+id)
		}
	}
	return s.cand
}

// Any tells whether the pattern occurs in the loaded text.
func (s *JoinedScanner) Any(id PatternID) bool {
	i := s.partOf(id)
	return s.parts[i].Any(id - s.start[i])
}

// Match finds the occurrences of a pattern; see Scanner.Match.
func (s *JoinedScanner) Match(id PatternID, context func() *JoinedScanner) []Hit {
	i := s.partOf(id)
	part, id := s.parts[i], id-s.start[i]
	if context == nil || !part.canMatch(id) {
		return part.Match(id, nil)
	}
	return part.Match(id, func() *Scanner { return context().parts[i] })
}

func (s *JoinedScanner) partOf(id PatternID) int {
	i := len(s.start) - 1
	for s.start[i] > id {
		i--
	}
	return i
}
