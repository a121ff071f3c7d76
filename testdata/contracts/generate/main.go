// Command generate writes the contracts of testdata: from each source in
// src/*.md a Word document, and a PDF where LibreOffice is installed. Run it
// from the root of the project:
//
//	go run ./testdata/contracts/generate
//
// The Word documents are the same bytes at every run. A PDF is written only
// when its Word document changed or it is not there, since LibreOffice writes
// the time into it.
//
// Of one contract it writes two variants that Word does not make, from its PDF:
// a scan, where pdftoppm (poppler) is installed, and one behind a password,
// where qpdf is. Of some it writes the other formats that drafts come in, with
// LibreOffice.
package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

const dir = "testdata/contracts"

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

func run() error {
	sources, err := filepath.Glob(filepath.Join(dir, "src", "*.md"))
	if err != nil {
		return err
	}
	if len(sources) == 0 {
		return fmt.Errorf("no sources in %s/src; run this from the root of the project", dir)
	}
	office, _ := exec.LookPath("soffice")
	for _, source := range sources {
		text, err := os.ReadFile(source)
		if err != nil {
			return err
		}
		c, err := parse(string(text))
		if err != nil {
			return fmt.Errorf("%s: %w", source, err)
		}
		word, err := c.word()
		if err != nil {
			return fmt.Errorf("%s: %w", source, err)
		}
		target := filepath.Join(dir, strings.TrimSuffix(filepath.Base(source), ".md")+".docx")
		old, _ := os.ReadFile(target)
		changed := !bytes.Equal(old, word)
		if changed {
			if err := os.WriteFile(target, word, 0o644); err != nil {
				return err
			}
		}
		paper := strings.TrimSuffix(target, ".docx") + ".pdf"
		_, missing := os.Stat(paper)
		if office != "" && c.onPaper && (changed || missing != nil) {
			out, err := exec.Command(office, "--headless", "--convert-to", "pdf", "--outdir", dir, target).CombinedOutput()
			if err != nil {
				return fmt.Errorf("%s: %w: %s", paper, err, out)
			}
		}
		if office != "" {
			if err := formats(office, target, changed); err != nil {
				return err
			}
		}
		fmt.Printf("%s: %d bytes, changed: %v\n", target, len(word), changed)
	}
	if office == "" {
		fmt.Println("LibreOffice is not installed; the PDF files are left as they are")
	}
	return variants(filepath.Join(dir, "verwerkersovereenkomst-zwak.pdf"))
}
