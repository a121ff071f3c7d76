package tesseract_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/tesseract"
)

// The test program is its own stub of tesseract: started under a name that
// begins with "stub-", it behaves as the rest of the name says.
func TestMain(m *testing.M) {
	name := strings.TrimSuffix(filepath.Base(os.Args[0]), ".exe")
	if scene, ok := strings.CutPrefix(name, "stub-"); ok {
		os.Exit(play(scene, os.Args[1:]))
	}
	os.Exit(m.Run())
}

const stubPage = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head><title></title></head><body>
<div class='ocr_page' id='page_1' title='image "stdin"; bbox 0 0 400 200; ppageno 0'>
<div class='ocr_carea'><p class='ocr_par'>
<span class='ocr_line' title="bbox 40 40 300 70; baseline 0.01 -7; x_size 30; x_descenders 7; x_ascenders 7">
<span class='ocrx_word' title='bbox 40 40 140 70; x_wconf 96'>Partijen</span>
<span class='ocrx_word' title='bbox 160 40 300 70; x_wconf 51'><strong>R&amp;D</strong></span>
</span></p></div></div>%s</body></html>`

// play is the stub: it returns the exit status.
func play(scene string, args []string) int {
	switch {
	case slices.Contains(args, "--version"):
		switch scene {
		case "old":
			fmt.Println("tesseract 3.04.01\n leptonica-1.74")
		case "other":
			fmt.Println("busybox 1.0")
		case "broken":
			fmt.Fprintln(os.Stderr, "error while loading shared libraries: libtesseract.so.5")
			return 127
		default:
			fmt.Println("tesseract 5.3.0\n leptonica-1.82.0")
		}
		return 0
	case slices.Contains(args, "--list-langs"):
		fmt.Println("List of available languages in \"/data/\" (3):\neng\nosd")
		if scene != "nodutch" {
			fmt.Println("nld")
		}
		return 0
	}
	data, _ := io.ReadAll(os.Stdin)
	switch scene {
	case "slow":
		// For who wants to know whether it has ended.
		_ = os.WriteFile(filepath.Join(filepath.Dir(os.Args[0]), "pid"), []byte(strconv.Itoa(os.Getpid())), 0o666)
		time.Sleep(time.Minute)
	case "flood":
		for range 70 {
			os.Stdout.Write(make([]byte, 1<<20))
		}
	case "garbage":
		fmt.Print("<div class='ocr_page'><a <b")
	case "fails":
		fmt.Fprintln(os.Stderr, "Error in pixReadMem:\n  image not found")
		return 1
	case "lost":
		fmt.Fprintln(os.Stderr, "Failed loading language 'nld'")
		return 1
	case "environment":
		fmt.Printf(stubPage, "<!-- -->")
		if os.Getenv("OMP_THREAD_LIMIT") != "1" || os.Getenv("CLAUSULE_SECRET") != "" {
			return 1
		}
	default:
		if !bytes.HasPrefix(data, []byte("\x89PNG")) || !strings.Contains(strings.Join(args, " "), "stdin stdout -l nld --psm 3 --dpi 144 ") {
			fmt.Fprintln(os.Stderr, "unexpected", args)
			return 1
		}
		fmt.Printf(stubPage, "<div class='ocr_page'><span class='ocr_line'><span class='ocrx_word'>tweede</span></span></div>")
	}
	return 0
}

// stub gives the path of a program that behaves as scene says.
func stub(t *testing.T, scene string) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "stub-"+scene)
	if runtime.GOOS == "windows" {
		path += ".exe"
	}
	if os.Symlink(self, path) != nil {
		data, err := os.ReadFile(self)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, data, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return path
}

// blank is a white picture of 400 by 200 pixels at 144 to the inch.
func blank(t *testing.T) document.Image {
	t.Helper()
	m := image.NewGray(image.Rect(0, 0, 400, 200))
	for i := range m.Pix {
		m.Pix[i] = 0xff
	}
	return document.Image{Data: encodePNG(t, m), Width: 400, Height: 200, Box: [4]float64{0, 0, 200, 100}}
}

func encodePNG(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestRecognizeStub(t *testing.T) {
	e := tesseract.New(tesseract.Options{Program: stub(t, "good")})
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			page, err := e.Recognize(context.Background(), blank(t))
			if err != nil {
				t.Error(err)
				return
			}
			if page.Width != 200 || page.Height != 100 || len(page.Words) != 2 {
				t.Errorf("page is %+v", page)
				return
			}
			first, second := page.Words[0], page.Words[1]
			// The baseline starts at pixel 63 of 200 and falls one in a hundred.
			if first.Text != "Partijen" || first.X != 20 || first.Y != 68.5 || first.Confidence != 0.96 || first.Bold || first.Width < 50 || first.Width > 50.01 {
				t.Errorf("first word is %+v", first)
			}
			if second.Text != "R&D" || second.X != 80 || second.Y != 67.9 || !second.Bold || second.Size != first.Size {
				t.Errorf("second word is %+v", second)
			}
		})
	}
	wait.Wait()
	if v, err := e.Version(context.Background()); v != "5.3.0" || err != nil {
		t.Errorf("version %q, %v", v, err)
	}
	if e.Name() != "tesseract" {
		t.Error(e.Name())
	}
}

func TestEngineErrors(t *testing.T) {
	for _, tc := range []struct {
		name string
		opt  tesseract.Options
		want []string // parts of the message
	}{
		{"missing", tesseract.Options{Program: filepath.Join(t.TempDir(), "nergens")}, []string{"nergens", "niet gevonden", "installeer"}},
		{"old", tesseract.Options{Program: stub(t, "old")}, []string{"3.04.01 is te oud", "installeer"}},
		{"other", tesseract.Options{Program: stub(t, "other")}, []string{"is geen tesseract"}},
		{"broken", tesseract.Options{Program: stub(t, "broken")}, []string{"werkt niet"}},
		{"no Dutch", tesseract.Options{Program: stub(t, "nodutch")}, []string{"geen taalgegevens voor Nederlands (nld)"}},
		{"what there is", tesseract.Options{Program: stub(t, "good"), Languages: []string{"nld, fra"}}, []string{"Frans (fra) (beschikbaar zijn: eng, nld)", "tesseract-ocr-fra"}},
		{"unknown", tesseract.Options{Program: stub(t, "good"), Languages: []string{"nld+xyz"}}, []string{"beschikbaar zijn: eng, nld", "kent geen taal xyz"}},
		{"no French", tesseract.Options{Program: stub(t, "good"), Languages: []string{"nld+fra", "deu"}}, []string{"geen taalgegevens voor Frans (fra) en Duits (deu)"}},
		{"option for a language", tesseract.Options{Program: stub(t, "good"), Languages: []string{"--user-words"}}, []string{"geen naam van een taal"}},
		{"path for a language", tesseract.Options{Program: stub(t, "good"), Languages: []string{"../../etc/x"}}, []string{"geen naam van een taal"}},
		{"lost", tesseract.Options{Program: stub(t, "lost")}, []string{"niet te starten"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := tesseract.New(tc.opt).Recognize(context.Background(), blank(t))
			var engine *document.Error
			if !errors.As(err, &engine) || !errors.Is(err, document.ErrEngine) || engine.Remedy == "" {
				t.Fatalf("got %v", err)
			}
			for _, want := range tc.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("%q lacks %q", err, want)
				}
			}
		})
	}
}

func TestPictureErrors(t *testing.T) {
	var large bytes.Buffer
	large.Write(blank(t).Data)
	copy(large.Bytes()[16:], []byte{0, 1, 0, 0, 0, 1, 0, 0}) // 65536 by 65536; the checksum is wrong too
	for _, tc := range []struct {
		scene string
		img   func(*document.Image)
	}{
		{"garbage", nil},
		{"fails", nil},
		{"flood", nil},
		{"good", func(img *document.Image) { img.Data = []byte("/etc/passwd\n") }},
		{"good", func(img *document.Image) { img.Data = nil }},
		{"good", func(img *document.Image) { img.Data = large.Bytes() }},
		{"good", func(img *document.Image) { img.Data, img.Width = []byte("II*\x00"), -1 }},
	} {
		img := blank(t)
		if tc.img != nil {
			tc.img(&img)
		}
		_, err := tesseract.New(tesseract.Options{Program: stub(t, tc.scene)}).Recognize(context.Background(), img)
		var picture *tesseract.PictureError
		if !errors.As(err, &picture) || errors.Is(err, document.ErrEngine) {
			t.Errorf("%s: got %v", tc.scene, err)
		}
	}
}

func TestEndsInTime(t *testing.T) {
	e := tesseract.New(tesseract.Options{Program: stub(t, "slow"), PageTimeout: 100 * time.Millisecond})
	start := time.Now()
	_, err := e.Recognize(context.Background(), blank(t))
	var picture *tesseract.PictureError
	if !errors.As(err, &picture) || !strings.Contains(err.Error(), "0,1 seconden") {
		t.Errorf("got %v", err)
	}
	e = tesseract.New(tesseract.Options{Program: stub(t, "slow")})
	ctx, cancel := context.WithTimeout(context.Background(), 200*time.Millisecond)
	defer cancel()
	if _, err := e.Recognize(ctx, blank(t)); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
	if time.Since(start) > 30*time.Second {
		t.Error("the program was waited for")
	}
	canceled, stop := context.WithCancel(context.Background())
	stop()
	e = tesseract.New(tesseract.Options{Program: stub(t, "good")})
	if err := e.Available(canceled); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if err := e.Available(context.Background()); err != nil {
		t.Errorf("an ended context spoiled the engine: %v", err)
	}
}

func TestEnvironment(t *testing.T) {
	t.Setenv("CLAUSULE_SECRET", "x")
	if _, err := tesseract.New(tesseract.Options{Program: stub(t, "environment")}).Recognize(context.Background(), blank(t)); err != nil {
		t.Error(err)
	}
}

var _ document.Recognizer = (*tesseract.Engine)(nil)

// paint fills a rectangle; the pictures of the tests are black on white.
func paint(m *image.Gray, r image.Rectangle, c uint8) {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			m.SetGray(x, y, color.Gray{Y: c})
		}
	}
}
