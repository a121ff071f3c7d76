package main

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/clausule/clausule/extract"
	"github.com/clausule/clausule/extract/pdfium"
	"github.com/clausule/clausule/extract/tesseract"
)

// reading says how contracts are to be read, as the flags of a call ask. It can be
// told to another process.
type reading struct {
	Revisions extract.Revisions
	Headers   bool
	OCR       string // auto, off or force
	Languages string // of the recognition
	Parallel  int    // pages that are recognised at the same time
	Fallback  string // auto or off
	Password  string
}

// readingOf reads the flags. As many as parallel contracts are read at the same
// time. Who wants recognition by force is told here that there is none; elsewhere
// the lack of it is told where a scan turns up.
func readingOf(c *cli.Context, parallel int) (reading, error) {
	rd := reading{Headers: c.Bool("headers"), Languages: c.String("ocr-lang"), Parallel: max(1, runtime.GOMAXPROCS(0)/max(1, parallel))}
	var err error
	if rd.OCR, err = oneOf(c, "ocr", "auto", "off", "force"); err != nil {
		return rd, err
	}
	if rd.Fallback, err = oneOf(c, "fallback", "auto", "off"); err != nil {
		return rd, err
	}
	readings, err := oneOf(c, "revisions", "accept", "original", "all")
	if err != nil {
		return rd, err
	}
	if rd.Password, err = password(c); err != nil {
		return rd, err
	}
	if err := rd.Revisions.UnmarshalText([]byte(readings)); err != nil {
		return rd, err
	}
	if rd.OCR == "force" {
		if err := rd.recognizer().Available(c.Context); err != nil {
			return rd, err
		}
	}
	return rd, nil
}

func (rd reading) recognizer() *tesseract.Engine {
	return tesseract.New(tesseract.Options{Languages: []string{rd.Languages}})
}

// options gives the options with their engines. The second engine for PDF is nil
// when switched off; who calls it closes it.
func (rd reading) options() (extract.Options, *pdfium.Engine) {
	o := extract.Options{Password: rd.Password, Headers: rd.Headers, Revisions: rd.Revisions}
	var engine *pdfium.Engine
	if rd.Fallback == "auto" {
		engine = pdfium.New(pdfium.Options{CacheDir: cacheDir()})
		o.Fallback = engine
	}
	if rd.OCR != "off" {
		o.OCR = extract.OCR{Recognizer: rd.recognizer(), Force: rd.OCR == "force", Parallel: rd.Parallel}
	}
	return o, engine
}

// password gives the password that the flags name.
func password(c *cli.Context) (string, error) {
	file := c.String("password-file")
	if file == "" {
		return c.String("password"), nil
	}
	if c.String("password") != "" {
		return "", usagef("geef --password of --password-file, niet beide")
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return "", usagef("--password-file: %s kan niet worden gelezen; controleer de naam en uw leesrechten", file)
	}
	line, _, _ := strings.Cut(string(data), "\n")
	return strings.TrimSuffix(strings.TrimPrefix(line, "\ufeff"), "\r"), nil
}

// cacheDir is where PDFium's compiled code is kept, so that only the first use
// on a machine is slow; empty where the user has no such directory.
func cacheDir() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "clausule")
}
