package export

import (
	"io"
	"iter"
	"strings"

	"github.com/parquet-go/parquet-go"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/archive"
	"github.com/clausule/clausule/clause/internal/wording"
)

// Document is what every row of a Parquet file begins with: the document that it
// tells of. The names of columns are those of the CSV table in English. A text that
// is not known is empty, and a number 0.
type Document struct {
	Place    string `parquet:"place,zstd"`         // the first path, below the source
	Copies   int32  `parquet:"copies,zstd"`        // places at which the same bytes stand
	SHA256   string `parquet:"sha256,dict,zstd"`   // hexadecimal; empty after a failure of the place
	Supplier string `parquet:"supplier,dict,zstd"` // a name, guessed from the text
	Customer string `parquet:"customer,dict,zstd"`
	Year     int32  `parquet:"year,zstd"`         // of the contract
	Kind     string `parquet:"kind,dict,zstd"`    // clause.Kind
	State    string `parquet:"state,dict,zstd"`   // State: judged, outdated, failed
	Failure  string `parquet:"failure,dict,zstd"` // archive.Class
}

// FindingRow is a row of Findings: a finding with its result, or a result without
// findings, or a document without results.
type FindingRow struct {
	Document
	Requirement string  `parquet:"requirement,dict,zstd"`
	Pack        string  `parquet:"pack,dict,zstd"`
	Title       string  `parquet:"title,dict,zstd"`
	Importance  string  `parquet:"importance,dict,zstd"` // rules.Importance
	Status      string  `parquet:"status,dict,zstd"`     // clause.Status
	Was         string  `parquet:"was,dict,zstd"`        // before tracked changes, where that is another status
	Confidence  float64 `parquet:"confidence,zstd"`      // from 0 to 1
	Element     string  `parquet:"element,dict,zstd"`
	Against     bool    `parquet:"against,zstd"`
	Weak        bool    `parquet:"weak,zstd"`
	Lead        string  `parquet:"lead,zstd"`
	Quote       string  `parquet:"quote,zstd"`
	Reads       string  `parquet:"reads,zstd"`
	Label       string  `parquet:"label,dict,zstd"`
	Heading     string  `parquet:"heading,dict,zstd"`
	Page        int32   `parquet:"page,zstd"`
	Start       int64   `parquet:"start,zstd"` // byte offset in the extracted text
	End         int64   `parquet:"end,zstd"`
	Value       string  `parquet:"value,dict,zstd"` // as it stands: "36 uur"
	Norm        string  `parquet:"norm,dict,zstd"`  // "PT36H"
	Why         string  `parquet:"why,dict,zstd"`
	Reason      string  `parquet:"reason,zstd"`
	Lacks       string  `parquet:"lacks,dict,zstd"` // with "; " between
	Flags       string  `parquet:"flags,dict,zstd"` // with "; " between
	Caveat      string  `parquet:"caveat,dict,zstd"`
	Fingerprint string  `parquet:"fingerprint,zstd"`
}

// ContractRow is a row of Contracts.
type ContractRow struct {
	Document
	Format   string `parquet:"format,dict,zstd"` // document.Format
	Pages    int32  `parquet:"pages,zstd"`
	Language string `parquet:"language,dict,zstd"` // of the text, ISO 639-1
	Conflict int32  `parquet:"conflict,zstd"`      // requirements with this status
	Missing  int32  `parquet:"missing,zstd"`
	Partial  int32  `parquet:"partial,zstd"`
	Unknown  int32  `parquet:"unknown,zstd"`
	Met      int32  `parquet:"met,zstd"`
	Waived   int32  `parquet:"waived,zstd"`
	Unread   string `parquet:"unread,zstd"` // what of the document was not read
	Message  string `parquet:"message,dict,zstd"`
}

// FailureRow is a row of Failures.
type FailureRow struct {
	Document
	Message string `parquet:"message,dict,zstd"`
}

// rowGroup is how many rows of a Parquet file are written at once, and kept until
// they are.
const rowGroup = 5_000

// page is how much of a column is compressed at once, in bytes.
const page = 64 << 10

func writeParquet(w io.Writer, list iter.Seq2[archive.Record, error], rows Rows) error {
	switch rows {
	case Contracts:
		return writeRows(w, list, func(r *archive.Record, yield func(ContractRow) error) error {
			s := &r.Summary
			return yield(ContractRow{
				Document: documentOf(r), Format: string(r.Format), Pages: int32(r.Pages), Language: r.Language,
				Conflict: int32(s.Conflict), Missing: int32(s.Missing), Partial: int32(s.Partial), Unknown: int32(s.Unknown), Met: int32(s.Met), Waived: int32(s.Waived),
				Unread: wording.Clean(unread(r, wording.Words{})), Message: wording.Clean(message(r)),
			})
		})
	case Failures:
		return writeRows(w, list, func(r *archive.Record, yield func(FailureRow) error) error {
			return yield(FailureRow{documentOf(r), wording.Clean(message(r))})
		})
	}
	return writeRows(w, list, findingRows)
}

// writeRows writes the rows that records give.
func writeRows[T any](w io.Writer, list iter.Seq2[archive.Record, error], of func(*archive.Record, func(T) error) error) error {
	out := parquet.NewGenericWriter[T](w, parquet.CreatedBy("clausule", clause.Version, ""), parquet.MaxRowsPerRowGroup(rowGroup), parquet.PageBufferSize(page))
	one := make([]T, 1)
	write := func(row T) error {
		one[0] = row
		_, err := out.Write(one)
		return err
	}
	for r, err := range list {
		if err != nil {
			return err
		}
		if err := of(&r, write); err != nil {
			return err
		}
	}
	return out.Close()
}

func documentOf(r *archive.Record) Document {
	d := Document{
		Place: wording.Clean(path(r)), Copies: int32(len(r.Places)), SHA256: r.SHA256, Supplier: wording.Clean(r.Facts.Supplier), Customer: wording.Clean(r.Facts.Customer),
		Year: int32(r.Facts.Year), Kind: string(r.Kind), State: string(stateOf(r)),
	}
	if r.Failure != nil {
		d.Failure = string(r.Failure.Class)
	}
	return d
}

func findingRows(r *archive.Record, yield func(FindingRow) error) error {
	doc := documentOf(r)
	if len(r.Results) == 0 {
		return yield(FindingRow{Document: doc})
	}
	clean := wording.Clean
	for i := range r.Results {
		res := &r.Results[i]
		of := FindingRow{
			Document: doc, Requirement: string(res.Requirement), Pack: res.Requirement.Pack(), Title: clean(res.Title), Importance: string(res.Importance),
			Status: string(res.Status), Was: string(res.Was), Confidence: res.Confidence, Reason: clean(res.Reason), Lacks: clean(strings.Join(res.Lacks, "; ")),
			Flags: clean(strings.Join(res.Flags, "; ")), Caveat: clean(res.Caveat),
		}
		if len(res.Findings) == 0 {
			if err := yield(of); err != nil {
				return err
			}
		}
		for k := range res.Findings {
			f := &res.Findings[k]
			row := of
			row.Element, row.Against, row.Weak, row.Lead, row.Quote, row.Reads = clean(f.Element), f.Against, f.Weak, clean(f.Lead), clean(f.Quote), clean(f.Reads)
			row.Label, row.Heading, row.Page, row.Start, row.End = clean(f.Label), clean(f.Heading), int32(f.Page), int64(f.Start), int64(f.End)
			row.Why, row.Fingerprint = clean(f.Why), f.Fingerprint
			if f.Value != nil {
				row.Value, row.Norm = clean(f.Value.Raw), clean(f.Value.Norm)
			}
			if err := yield(row); err != nil {
				return err
			}
		}
	}
	return nil
}
