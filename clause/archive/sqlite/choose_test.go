package sqlite

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// However few hits are read at once, every document gets its own.
func TestHits(t *testing.T) {
	all := []int64{first(1), first(1) + 4, first(3) + 1, first(3) + 2, first(3) + 3, first(7), first(9)}
	for chunk := 1; chunk <= len(all)+1; chunk++ {
		h := &hits{chunk: chunk, find: func(after int64) ([]byte, error) {
			var texts []string
			for _, hit := range all {
				if hit > after && len(texts) < chunk {
					texts = append(texts, fmt.Sprint(hit))
				}
			}
			return []byte(strings.Join(texts, ",")), nil
		}}
		if err := h.read(-1); err != nil {
			t.Fatal(err)
		}
		// The hits of documents that nobody asks for, 7, are passed over.
		for _, document := range []int64{1, 2, 3, 8, 9, 10} {
			want := map[int64][]int64{1: {0, 4}, 3: {1, 2, 3}, 9: {0}}[document]
			got, err := h.of(document)
			if err != nil || !slices.Equal(got, want) {
				t.Errorf("%d at once: of %d %v, %v; want %v", chunk, document, got, err, want)
			}
		}
	}
}
