package main

import (
	"crypto/rand"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// output is where a result goes: standard output, or a file that appears whole
// or not at all.
type output struct {
	io.Writer
	temp   *os.File // nil when writing straight
	target string
}

// openOutput prepares the writing of target, "" or "-" for standard output. It
// refuses to write over one of the inputs. A device or pipe is written straight;
// a file by way of a temporary file in the same folder.
func (p *program) openOutput(target string, inputs []string) (*output, error) {
	if target == "" || target == "-" {
		return &output{Writer: p.stdout}, nil
	}
	// A link stays a link: what it points to is replaced.
	if real, err := filepath.EvalSymlinks(target); err == nil {
		target = real
	}
	mode := fs.FileMode(0o666)
	if have, err := os.Stat(target); err == nil {
		if have.IsDir() {
			return nil, usagef("--output %s is een map; geef een bestandsnaam", target)
		}
		for _, in := range inputs {
			if stat, err := os.Stat(in); err == nil && os.SameFile(stat, have) {
				return nil, usagef("--output %s is ook invoer; kies een andere naam", target)
			}
		}
		mode = have.Mode()
		if !mode.IsRegular() {
			f, err := os.OpenFile(target, os.O_WRONLY, 0)
			if err != nil {
				return nil, cannotWrite(target, err)
			}
			return &output{Writer: f, temp: f}, nil
		}
	}
	name := filepath.Join(filepath.Dir(target), "."+filepath.Base(target)+"."+strings.ToLower(rand.Text()[:10])+".tmp")
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode.Perm())
	if err != nil {
		return nil, cannotWrite(target, err)
	}
	return &output{Writer: f, temp: f, target: target}, nil
}

func cannotWrite(target string, err error) error {
	if p, ok := err.(*fs.PathError); ok {
		err = p.Err // the path is in the message already
	}
	return fmt.Errorf("kan %s niet schrijven (%w); controleer de map en de rechten", target, err)
}

// commit makes the result final.
func (o *output) commit() error {
	if o.temp == nil {
		return nil
	}
	f := o.temp
	o.temp = nil
	err := f.Close()
	if o.target == "" {
		return err
	}
	if err == nil {
		err = os.Rename(f.Name(), o.target)
	}
	if err != nil {
		os.Remove(f.Name())
		return cannotWrite(o.target, err)
	}
	return nil
}

// discard drops what was not committed.
func (o *output) discard() {
	if o.temp == nil {
		return
	}
	o.temp.Close()
	if o.target != "" {
		os.Remove(o.temp.Name())
	}
	o.temp = nil
}

// write runs one writing and commits it; after an error nothing is left.
func (p *program) write(target string, inputs []string, fill func(io.Writer) error) error {
	out, err := p.openOutput(target, inputs)
	if err != nil {
		return err
	}
	defer out.discard()
	if err := fill(out); err != nil {
		if target == "" {
			target = "de uitvoer"
		}
		return cannotWrite(target, err)
	}
	return out.commit()
}
