package object

import (
	"context"
	"reflect"
	"strings"
	"testing"
)

func TestLexer(t *testing.T) {
	tests := []struct {
		in   string
		want []any
	}{
		{"1 -2 +3 .5 -.25 4. 1e3", []any{int64(1), int64(-2), int64(3), 0.5, -0.25, 4.0, 1000.0}},
		{"--5 1.2.3 12-3 20000000000000000000", []any{int64(-5), 1.2, int64(12), 2e19}},
		{"true false null Tj", []any{true, false, nil, Keyword("Tj")}},
		{"/Name /A#20B /# /", []any{NameToken("Name"), NameToken("A B"), NameToken("#"), NameToken("")}},
		{`(a(b)c) (\(\)\\) (\101\12\0) (x\
y)`, []any{"a(b)c", `()\`, "A\n\x00", "xy"}},
		{"(a\r\nb\rc)", []any{"a\nb\nc"}},
		{"<48 65 6C> <4> <zz41>", []any{"Hel", "@", "A"}},
		{"[1 [2 (x)] /N]", []any{List{int64(1), List{int64(2), "x"}, NameToken("N")}}},
		{"<</A 1/B<</C (d)>>>>", []any{Table{"A": int64(1), "B": Table{"C": "d"}}}},
		{"<</A>>", []any{Table{}}},
		{"5 0 R 5 0 Rx 5 0", []any{Ref{5, 0}, int64(5), int64(0), Keyword("Rx"), int64(5), int64(0)}},
		{"1%comment\n2", []any{int64(1), int64(2)}},
		{"(open", []any{"open"}},
		{"[1 2", []any{List{int64(1), int64(2)}}},
		{"<</A [1 endobj", []any{Table{"A": List{int64(1)}}, Keyword("endobj")}},
	}
	for _, tt := range tests {
		l := Lexer{Data: []byte(tt.in), Refs: true}
		var got []any
		for v := l.Next(); v != Keyword(EOF); v = l.Next() {
			got = append(got, v)
		}
		if !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%q: %#v, want %#v", tt.in, got, tt.want)
		}
	}
}

func TestLexerDepth(t *testing.T) {
	l := Lexer{Data: []byte(strings.Repeat("[", 100) + "(x]) <41> <</K 1>>" + strings.Repeat("]", 100) + " 7")}
	depth := 0
	for v := l.Next(); ; depth++ {
		list, ok := v.(List)
		if !ok || len(list) == 0 {
			break
		}
		v = list[0]
	}
	if depth != MaxDepth {
		t.Errorf("depth %d, want %d", depth, MaxDepth)
	}
	if v := l.Next(); v != int64(7) {
		t.Errorf("after the nesting comes %v, want 7", v)
	}
}

// A context that is done ends the data, also within one object.
func TestLexerContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, open := range []string{"1 ", "[", "<</A "} {
		l := Lexer{Data: []byte("[" + strings.Repeat(open, 100_000) + "]"), Ctx: ctx}
		if list, _ := l.Next().(List); len(list) > 10_000 || l.Pos != len(l.Data) || l.Next() != EOF {
			t.Errorf("%q: %d items, position %d", open, len(list), l.Pos)
		}
		s := Scanner{Lexer: Lexer{Data: l.Data, Ctx: ctx}}
		if items := s.Scan().Items; len(items) > 10_000 {
			t.Errorf("%q: %d items", open, len(items))
		}
	}
}

func TestScanner(t *testing.T) {
	s := Scanner{Lexer: Lexer{Data: []byte("/F1 12 Tf [(A) -20 [9] (B)] TJ <</K [1]>> BDC true \"")}}
	var got []string
	for tok := s.Scan(); tok.Kind != TokenEnd; tok = s.Scan() {
		switch tok.Kind {
		case TokenList:
			for _, i := range tok.Items {
				got = append(got, i.Text)
			}
		case TokenOperator:
			got = append(got, "op:"+string(tok.Word))
		case TokenName:
			got = append(got, "/"+tok.Text)
		case TokenTable:
			got = append(got, "table")
		}
	}
	if want := "/F1 op:Tf A  B op:TJ table op:BDC op:\""; strings.Join(got, " ") != want {
		t.Errorf("%q, want %q", strings.Join(got, " "), want)
	}
}

func FuzzLexer(f *testing.F) {
	for _, s := range []string{"<</A [1 (x\\)) <41>] /B 5 0 R>> stream", "[[[[", "(((", "<<<<", "1 0 obj<</Length 3>>stream\nabc\nendstream", "q 1 0 0 1 0 0 cm BT [(a)-1(b)]TJ ET"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		l := Lexer{Data: data, Refs: true}
		for last := -1; ; last = l.Pos {
			if v := l.Next(); v == Keyword(EOF) {
				break
			}
			if l.Pos <= last {
				t.Fatalf("no progress at %d", l.Pos)
			}
		}
		s := Scanner{Lexer: Lexer{Data: data}}
		for last := -1; s.Scan().Kind != TokenEnd; last = s.Pos {
			if s.Pos <= last {
				t.Fatalf("scanner: no progress at %d", s.Pos)
			}
		}
	})
}
