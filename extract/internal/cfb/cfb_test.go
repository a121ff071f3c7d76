package cfb_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"testing"

	"github.com/clausule/clausule/extract/internal/cfb"
	"github.com/clausule/clausule/extract/internal/cfb/cfbtest"
)

func filled(n int, c byte) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = c + byte(i%7)
	}
	return b
}

func TestStreams(t *testing.T) {
	streams := []cfbtest.Stream{
		{Name: "Leeg"}, {Name: "Kort", Data: filled(100, 'a')}, {Name: "Lang", Data: filled(9000, 'k')},
		{Name: "Grens", Data: filled(4096, 'p')}, {Name: "Ook kort", Data: filled(4095, 'u')},
	}
	f, err := cfb.Open(cfbtest.Write(streams...))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range streams {
		if got, err := f.Stream(s.Name); err != nil || !bytes.Equal(got, s.Data) {
			t.Errorf("%s: got %d bytes, %v, want %d", s.Name, len(got), err, len(s.Data))
		}
	}
	if !f.Has("kort") {
		t.Error("case decides over a name")
	}
	if _, err := f.Stream("Root Entry"); !errors.Is(err, cfb.ErrAbsent) {
		t.Errorf("the root is no stream: %v", err)
	}
}

// put changes a number of the file.
func put(data []byte, at int, v uint32) []byte {
	data = bytes.Clone(data)
	binary.LittleEndian.PutUint32(data[at:], v)
	return data
}

// TestScattered: a stream whose sectors stand in another order than its bytes.
func TestScattered(t *testing.T) {
	want := filled(8*512, 'a')
	data := cfbtest.Write(cfbtest.Stream{Name: "Lang", Data: want})
	// The stream has sectors 0 to 7; 2 and 5 change places.
	a, b := 512*3, 512*6
	swapped := bytes.Clone(data)
	copy(swapped[a:a+512], data[b:b+512])
	copy(swapped[b:b+512], data[a:a+512])
	fat := (len(data) - 512) / 512 * 512
	for _, link := range [][2]int{{1, 5}, {5, 3}, {4, 2}, {2, 6}} {
		swapped = put(swapped, fat+4*link[0], uint32(link[1]))
	}
	f, err := cfb.Open(swapped)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := f.Stream("Lang"); err != nil || !bytes.Equal(got, want) {
		t.Errorf("%d bytes, %v; equal %v", len(got), err, bytes.Equal(got, want))
	}
}

func TestHostile(t *testing.T) {
	data := cfbtest.Write(cfbtest.Stream{Name: "Lang", Data: filled(9000, 'a')}, cfbtest.Stream{Name: "Kort", Data: filled(300, 'k')})
	fat := len(data) - 512
	directory := 512 + 512*int(binary.LittleEndian.Uint32(data[48:]))
	miniFAT := 512 + 512*int(binary.LittleEndian.Uint32(data[60:]))
	for _, c := range []struct {
		name, stream string
		data         []byte
		open, read   error
		length       int // of what is read all the same
	}{
		{"no magic", "", []byte("PK"), cfb.ErrFormat, nil, 0},
		{"header only", "", data[:512], cfb.ErrChain, nil, 0},
		{"size of sectors", "", put(data, 30, 0x0006001F), cfb.ErrFormat, nil, 0},
		{"directory outside", "", put(data, 48, 0x00FFFFFF), cfb.ErrChain, nil, 0},
		{"loop in the directory", "", put(data, fat+4*int(binary.LittleEndian.Uint32(data[48:])), binary.LittleEndian.Uint32(data[48:])), cfb.ErrChain, nil, 0},
		{"loop in a stream", "Lang", put(data, fat+4*5, 1), nil, nil, 9000},
		{"loop in a stream of a size that the file has", "Lang", put(put(data, fat+4*5, 1), directory+128+120, uint32(len(data)*2)), nil, cfb.ErrChain, len(data)},
		{"4 GB claimed", "Lang", put(data, directory+128+120, 0xFFFFFFFF), nil, cfb.ErrChain, 18 * 512},
		{"chain breaks off", "Lang", put(data, fat+4*5, 0xFFFFFFFF), nil, cfb.ErrChain, 6 * 512},
		{"chain leads outside", "Lang", put(data, fat+4*5, 0x00FFFFFF), nil, cfb.ErrChain, 6 * 512},
		{"loop in the mini stream", "Kort", put(data, miniFAT+4, 0), nil, nil, 300},
		{"mini stream without end", "Kort", put(data, directory+256+120, 4000), nil, cfb.ErrChain, 320},
		{"mini chain outside", "Kort", put(data, miniFAT+4, 0x00FFFFFF), nil, cfb.ErrChain, 128},
		{"table outside", "Lang", put(data, 76, 0x00FFFFFF), cfb.ErrChain, nil, 0},
		{"loop among the entries", "Weg", put(data, directory+256+72, 1), nil, cfb.ErrAbsent, 0},
		{"cut in half", "Lang", data[:len(data)-700], cfb.ErrChain, nil, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, err := cfb.Open(c.data)
			if !errors.Is(err, c.open) {
				t.Fatalf("open: %v, want %v", err, c.open)
			}
			if err != nil {
				return
			}
			got, err := f.Stream(c.stream)
			if !errors.Is(err, c.read) || len(got) != c.length {
				t.Errorf("%d bytes, %v; want %d, %v", len(got), err, c.length, c.read)
			}
		})
	}
}

// TestTableBeyondHeader: more sectors than the header can list.
func TestTableBeyondHeader(t *testing.T) {
	data := cfbtest.Write(cfbtest.Stream{Name: "Lang", Data: filled(9000, 'a')})
	table := binary.LittleEndian.Uint32(data[76:])
	list := bytes.Repeat([]byte{0xFF}, 512)
	binary.LittleEndian.PutUint32(list, table)
	binary.LittleEndian.PutUint32(list[508:], 0xFFFFFFFE)
	at := uint32(len(data)/512 - 1)
	data = put(append(data, list...), 68, at)
	for i := range 109 {
		data = put(data, 76+4*i, table) // every table says the same, the last one in the list too
	}
	f, err := cfb.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := f.Stream("Lang"); err != nil || len(got) != 9000 {
		t.Errorf("%d bytes, %v", len(got), err)
	}
	loop := put(data, int(at+2)*512-4, at)
	if _, err := cfb.Open(loop); err != nil {
		t.Errorf("a list of tables in a loop: %v", err)
	}
}

func FuzzOpen(f *testing.F) {
	f.Add(cfbtest.Write(cfbtest.Stream{Name: "WordDocument", Data: filled(5000, 'a')}, cfbtest.Stream{Name: "1Table", Data: filled(700, 'k')}))
	f.Add(cfbtest.Write())
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := cfb.Open(data)
		if err != nil {
			return
		}
		for _, name := range []string{"WordDocument", "1Table"} {
			if b, err := file.Stream(name); len(b) > len(data) || err != nil && file.Has(name) && !errors.Is(err, cfb.ErrChain) {
				t.Fatalf("%d bytes of %d, %v", len(b), len(data), err)
			}
		}
	})
}

func BenchmarkOpen(b *testing.B) {
	data := cfbtest.Write(cfbtest.Stream{Name: "Lang", Data: filled(4<<20, 'a')})
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		f, err := cfb.Open(data)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := f.Stream("Lang"); err != nil {
			b.Fatal(err)
		}
	}
}
