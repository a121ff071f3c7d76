package pdfium

import (
	"context"
	"fmt"
	"strings"
	"testing"
)

// lines is a page of running text.
func lines() []byte {
	var b strings.Builder
	b.WriteString("BT /F 10 Tf 60 790 Td 12 TL\n")
	for i := range 60 {
		fmt.Fprintf(&b, "(De verwerker meldt een inbreuk in verband met persoonsgegevens binnen %d uur aan de klant.) '\n", i)
	}
	b.WriteString("ET")
	return newPDF("", a4, b.String())
}

func BenchmarkOpen(b *testing.B) {
	data := hello()
	open(b, shared, data)
	for b.Loop() {
		f, err := shared.Open(context.Background(), data, "")
		if err != nil {
			b.Fatal(err)
		}
		f.Close()
	}
}

func BenchmarkWords(b *testing.B) {
	data := lines()
	f := open(b, shared, data)
	b.SetBytes(int64(len(text(words(b, f)))))
	for b.Loop() {
		words(b, f)
	}
}

func BenchmarkRender(b *testing.B) {
	f := open(b, shared, lines())
	for b.Loop() {
		if _, err := f.Render(context.Background(), 1, 200); err != nil {
			b.Fatal(err)
		}
	}
}
