package main

import (
	"bytes"
	"fmt"
	"image/jpeg"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

const (
	variantDir = "testdata/variants"
	password   = "geheim"     // of the user of the protected variant
	owner      = "eigenaar"   // of its owner
	dpi        = "150"        // of the scan: what an office scanner does at its lowest
	quality    = "quality=30" // of its pictures, as such scanners keep them
)

// inFormats are the contracts that are written in other formats too: one with
// everything, one with tables, and a draft with tracked changes. Of the last,
// LibreOffice's HTML shows what was deleted as text.
var inFormats = map[string][]string{
	"verwerkersovereenkomst-goed":    {"odt", "fodt", "rtf", "doc", "html"},
	"verwerkersovereenkomst-concept": {"odt", "fodt", "rtf", "doc"},
	"sla-hosting":                    {"odt", "rtf", "doc", "html"},
}

// formats writes the other formats of a Word document, those that are not there
// and, when it changed, all.
func formats(office, word string, changed bool) error {
	filters := map[string]string{"doc": "doc:MS Word 97", "html": "html:HTML (StarWriter)"}
	name := strings.TrimSuffix(filepath.Base(word), ".docx")
	for _, format := range inFormats[name] {
		target := filepath.Join(variantDir, name+"."+format)
		if !changed && !missing(target) {
			continue
		}
		filter := format
		if f, ok := filters[format]; ok {
			filter = f
		}
		out, err := exec.Command(office, "--headless", "--convert-to", filter, "--outdir", variantDir, word).CombinedOutput()
		if err != nil {
			return fmt.Errorf("%s: %w: %s", target, err, out)
		}
	}
	return nil
}

// variants writes the scanned and the protected variant of a contract, those
// that are not there yet.
func variants(paper string) error {
	base := filepath.Join(variantDir, strings.TrimSuffix(filepath.Base(paper), ".pdf"))
	if err := os.MkdirAll(variantDir, 0o755); err != nil {
		return err
	}
	if target := base + "-scan.pdf"; missing(target) && installed("pdftoppm") {
		if err := scan(paper, target); err != nil {
			return fmt.Errorf("%s: %w", target, err)
		}
	}
	if target := base + "-beveiligd.pdf"; missing(target) && installed("qpdf") {
		out, err := exec.Command("qpdf", "--encrypt", password, owner, "256", "--", paper, target).CombinedOutput()
		if err != nil {
			return fmt.Errorf("%s: %w: %s", target, err, out)
		}
	}
	return nil
}

func missing(file string) bool {
	_, err := os.Stat(file)
	return err != nil
}

func installed(program string) bool {
	_, err := exec.LookPath(program)
	if err != nil {
		fmt.Printf("%s is not installed; the variant that it makes is left as it is\n", program)
	}
	return err == nil
}

// scan draws the pages and puts the pictures into a PDF of nothing else.
func scan(paper, target string) error {
	tmp, err := os.MkdirTemp("", "scan")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	if out, err := exec.Command("pdftoppm", "-r", dpi, "-gray", "-jpeg", "-jpegopt", quality, paper, filepath.Join(tmp, "page")).CombinedOutput(); err != nil {
		return fmt.Errorf("pdftoppm: %w: %s", err, out)
	}
	pages, err := filepath.Glob(filepath.Join(tmp, "page*.jpg"))
	if err != nil {
		return err
	}
	objects := []string{"<< /Type /Catalog /Pages 2 0 R >>", ""}
	var kids []string
	for _, page := range pages {
		data, err := os.ReadFile(page)
		if err != nil {
			return err
		}
		size, err := jpeg.DecodeConfig(bytes.NewReader(data))
		if err != nil {
			return err
		}
		n := len(objects) + 1
		kids = append(kids, fmt.Sprintf("%d 0 R", n))
		objects = append(objects,
			fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /I %d 0 R >> >> /Contents %d 0 R >>", n+2, n+1),
			stream("", "q 595 0 0 842 0 0 cm /I Do Q"),
			stream(fmt.Sprintf("/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode ", size.Width, size.Height), string(data)))
	}
	objects[1] = fmt.Sprintf("<< /Type /Pages /Count %d /Kids [%s] >>", len(kids), strings.Join(kids, " "))
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	offsets := make([]int, len(objects))
	for i, o := range objects {
		offsets[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, start)
	return os.WriteFile(target, b.Bytes(), 0o644)
}

func stream(entries, data string) string {
	return fmt.Sprintf("<< %s/Length %d >>\nstream\n%s\nendstream", entries, len(data), data)
}
