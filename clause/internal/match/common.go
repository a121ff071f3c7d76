package match

import (
	"strconv"
	"strings"

	_ "embed"
)

// commonText lists the words met most often in contracts, each with the number
// of sentences in ten thousand that hold it, counted over the examples of the
// built-in rules. Which word of a pattern is looked for first hangs on it, and
// so speed, but no verdict.
//
//go:embed common.txt
var commonText string

type commonWord struct {
	word  string
	count uint32
}

func commonWords() []commonWord {
	var out []commonWord
	for line := range strings.Lines(commonText) {
		word, count, ok := strings.Cut(strings.TrimSpace(line), " ")
		n, err := strconv.ParseUint(count, 10, 32)
		if ok && err == nil {
			out = append(out, commonWord{word, uint32(n)})
		}
	}
	return out
}
