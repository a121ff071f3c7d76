package clause

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/rules"
)

// FormatBundle is the format of a report on several documents.
const FormatBundle document.Format = "bundle"

// MaxBundle is the largest number of documents that are judged as one contract.
const MaxBundle = 50

// ErrBundle: the documents cannot be judged as one contract: there are none, or
// more than MaxBundle, or two are the same file. The error that wraps it says
// which.
var ErrBundle = errors.New("clause: deze documenten zijn niet als één contract te toetsen")

// CheckBundle judges documents that together are one contract, such as a main
// agreement with its processor agreement and its SLA, and gives one report on
// them. Who the parties are and what defined terms mean is resolved over all of
// them, each has articles and annexes of its own, and a reference to another of
// them is not open. Findings name the file in which they stand; their offsets are
// those of that file's own text. Text that could not be read in one of them makes
// what was not found unknown for the whole. Where a provision says which document
// prevails, that one decides where they differ.
//
// Its errors are those of Check, and ErrBundle. One document is a bundle too.
func (c *Checker) CheckBundle(ctx context.Context, docs ...*document.Document) (*Report, error) {
	d, err := c.bundle(ctx, docs)
	if err != nil {
		return nil, err
	}
	return c.report(d), nil
}

// ExplainBundle judges one requirement on documents that together are one
// contract, as CheckBundle does, and tells the route. Its errors are those of
// Explain, and ErrBundle.
func (c *Checker) ExplainBundle(ctx context.Context, id rules.ID, docs ...*document.Document) (*Explanation, error) {
	of, err := c.explainer(id)
	if err != nil {
		return nil, err
	}
	d, err := c.bundle(ctx, docs)
	if err != nil {
		return nil, err
	}
	return of(ctx, d)
}

// bundle reads documents as one contract.
func (c *Checker) bundle(ctx context.Context, docs []*document.Document) (*draft, error) {
	if len(docs) == 0 {
		return nil, fmt.Errorf("%w: er is geen enkel document; geef ze alle mee", ErrBundle)
	}
	if len(docs) > MaxBundle {
		return nil, fmt.Errorf("%w: het zijn er %d; geef er ten hoogste %d mee", ErrBundle, len(docs), MaxBundle)
	}
	seen := map[string]string{}
	for _, doc := range docs {
		if doc == nil {
			return nil, ErrDocument
		}
		if first, again := seen[doc.SHA256]; again && doc.SHA256 != "" {
			return nil, fmt.Errorf("%w: %s en %s zijn hetzelfde bestand; laat er een weg", ErrBundle, first, doc.Name)
		}
		seen[doc.SHA256] = doc.Name
	}
	return c.draft(ctx, fileNames(docs), docs...)
}

// fileNames gives the documents names by which they can be told apart: a second
// "bijlage.pdf" is "bijlage.pdf (2)".
func fileNames(docs []*document.Document) []string {
	names := make([]string, len(docs))
	taken := map[string]bool{}
	for k, doc := range docs {
		name := doc.Name
		for n := 2; taken[name]; n++ {
			name = fmt.Sprintf("%s (%d)", doc.Name, n)
		}
		taken[name] = true
		names[k] = name
	}
	return names
}

// bundleInfo describes a bundle: its kind is that of the document that leads it.
func (d *draft) bundleInfo() DocumentInfo {
	con := d.now.con
	info := DocumentInfo{Name: strings.Join(d.files, " + "), Format: FormatBundle, Language: con.Language, Kind: KindOther, Revisions: revisions(d.docs), Warnings: d.warnings()}
	hash := sha256.New()
	for k, doc := range d.docs {
		kind := kinds[con.Parts[k].Kind]
		info.Files = append(info.Files, FileInfo{Name: d.files[k], Format: doc.Format, SHA256: doc.SHA256, Pages: len(doc.Pages), Language: con.Parts[k].Language, Kind: kind})
		info.Pages += len(doc.Pages)
		hash.Write([]byte(doc.SHA256 + "\n"))
		if leads[kind] < leads[info.Kind] {
			info.Kind = kind
		}
	}
	info.SHA256 = hex.EncodeToString(hash.Sum(nil))
	return info
}

// leads orders kinds by which leads a bundle.
var leads = map[Kind]int{KindMainAgreement: 0, KindTerms: 1, KindProcessorAgreement: 2, KindServiceLevels: 3, KindOther: 4}
