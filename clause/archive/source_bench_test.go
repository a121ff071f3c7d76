package archive

import (
	"fmt"
	"io"
	"strings"
	"testing"
)

// BenchmarkFolder lists 5,000 files.
func BenchmarkFolder(b *testing.B) {
	root := b.TempDir()
	for i := range 5000 {
		put(b, root, fmt.Sprintf("%d/%d.pdf", i%50, i), nil)
	}
	f := folderOf(b, root, SourceOptions{Exclude: []string{"**/concept/*.pdf", "*.jpg"}})
	b.ReportAllocs()
	for b.Loop() {
		walkAll(b, f, false, 5000)
	}
}

// BenchmarkMembers lists archive files of 2,000 members, and reads them.
func BenchmarkMembers(b *testing.B) {
	var members []string
	text := strings.Repeat("De verwerker meldt een inbreuk binnen 24 uur. ", 400)
	for i := range 2000 {
		members = append(members, fmt.Sprintf("%d/%d.txt=%d %s", i%20, i, i, text))
	}
	for name, data := range map[string][]byte{"a.zip": zipOf(b, members...), "a.tar": tarOf(b, members...), "a.tar.gz": gzipOf(b, tarOf(b, members...))} {
		root := b.TempDir()
		put(b, root, name, data)
		for _, read := range []bool{false, true} {
			b.Run(fmt.Sprintf("%s/read=%v", name, read), func(b *testing.B) {
				b.ReportAllocs()
				if read {
					b.SetBytes(int64(2000 * len(text)))
				}
				for b.Loop() {
					walkAll(b, folderOf(b, root, SourceOptions{}), read, 2000)
				}
			})
		}
	}
}

func walkAll(b *testing.B, src Source, read bool, want int) {
	n := 0
	for f, err := range src.Files(b.Context()) {
		if err != nil {
			b.Fatal(err)
		}
		n++
		if !read {
			continue
		}
		r, err := f.Open()
		if err != nil {
			b.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, r); err != nil {
			b.Fatal(err)
		}
		r.Close()
	}
	if n != want {
		b.Fatalf("%d files, want %d", n, want)
	}
}
