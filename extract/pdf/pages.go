package pdf

import (
	"context"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/pdf/internal/content"
	"github.com/clausule/clausule/extract/pdf/internal/object"
)

const (
	mostTreeDepth = 40
	mostTreeNodes = 200_000
	// mostPoints bounds the side of a page; PDF 1.x allows 14,400 points and a
	// scale of up to 75,000 on them.
	mostPoints = 1e9
)

// inherited are the entries that a page takes over from the nodes above it
// (ISO 32000-1, 7.7.3.4).
type inherited struct {
	resources object.Value
	media     object.Value
	crop      object.Value
	rotate    object.Value
}

func (in inherited) with(node object.Value) inherited {
	take := func(key string, field *object.Value) {
		if v := node.Key(key); v.Kind() != object.Null {
			*field = v
		}
	}
	take("Resources", &in.resources)
	take("MediaBox", &in.media)
	take("CropBox", &in.crop)
	take("Rotate", &in.rotate)
	return in
}

// pageTree lists the pages in one walk over the tree. lost counts the nodes
// that are not in the file; cut tells that there are more pages than the limit.
func pageTree(ctx context.Context, file object.File, limits document.Limits) (pages []content.PageSource, lost int, cut bool, err error) {
	none := object.Nothing()
	nodes := 0
	seen := map[string]bool{}
	var walk func(node object.Value, in inherited, depth int) error
	walk = func(node object.Value, in inherited, depth int) error {
		if nodes++; nodes > mostTreeNodes || depth > mostTreeDepth || len(pages) >= limits.Pages {
			cut = cut || len(pages) >= limits.Pages
			return nil
		}
		if nodes&255 == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		if node.Kind() != object.Dict {
			lost++
			return nil
		}
		in = in.with(node)
		kids := node.Key("Kids")
		if kids.Kind() == object.Dict {
			return walk(kids, in, depth+1)
		}
		if kids.Kind() != object.Array {
			if kind := node.Key("Type").Name(); kind == "Catalog" || kind == "Pages" && node.Key("Contents").Kind() == object.Null {
				return nil
			}
			pages = append(pages, pageSource(node, in))
			return nil
		}
		// A node that stands under itself would be walked without end.
		id := node.Identity()
		if seen[id] {
			return nil
		}
		seen[id] = true
		defer delete(seen, id)
		for i := range kids.Len() {
			if nodes > mostTreeNodes || len(pages) >= limits.Pages {
				cut = cut || len(pages) >= limits.Pages
				return nil
			}
			if err := walk(kids.Index(i), in, depth+1); err != nil {
				return err
			}
		}
		return nil
	}
	err = walk(file.Trailer().Key("Root").Key("Pages"), inherited{none, none, none, none}, 0)
	return pages, lost, cut, err
}

func pageSource(node object.Value, in inherited) content.PageSource {
	s := content.PageSource{Dict: node, Resources: in.resources, Box: [4]float64{0, 0, 595, 842}, Rotate: int(in.rotate.Int() % 360)}
	for _, v := range []object.Value{in.crop, in.media} {
		if b, ok := rectangle(v); ok {
			s.Box = b
			break
		}
	}
	return s
}

func rectangle(v object.Value) (box [4]float64, ok bool) {
	if v.Len() < 4 {
		return box, false
	}
	for i := range box {
		box[i] = v.Index(i).Float()
		if box[i] > mostPoints || box[i] < -mostPoints {
			return box, false
		}
	}
	return box, box[0] != box[2] && box[1] != box[3]
}
