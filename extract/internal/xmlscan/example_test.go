package xmlscan_test

import (
	"fmt"

	"github.com/clausule/clausule/extract/internal/xmlscan"
)

func ExampleScanner() {
	const word = xmlscan.Space(1)
	spaces := map[string]xmlscan.Space{"urn:word": word}
	s := xmlscan.New(`<q:p xmlns:q="urn:word">7 &amp; 8</q:p>`, spaces, xmlscan.Limits{})
	for t := s.Next(); t.Kind != xmlscan.EOF; t = s.Next() {
		switch {
		case t.Kind == xmlscan.Start && t.Space == word:
			fmt.Println("begin", t.Local)
		case t.Kind == xmlscan.Text:
			fmt.Println(t.Text(), "at byte", t.Start)
		}
	}
	fmt.Println(s.Err())
	// Output:
	// begin p
	// 7 & 8 at byte 24
	// <nil>
}
