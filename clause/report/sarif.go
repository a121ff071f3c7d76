package report

import (
	"io"
	"net/url"
	"path"
	"strings"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/internal/wording"
	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/rules"
)

// SARIFOptions tell what reports do not.
type SARIFOptions struct {
	Language lang.Language // what the results say of their own; a report has the language that it was made in
	// Paths gives, per report, the path of each of its documents as a reader of
	// the results knows it: relative, below the folder that is worked in. Where it
	// is nil, absolute, or leads out of that folder, the name of the file stands.
	Paths [][]string
	// ExitCode is that of the program: 0 and 1 for a run that judged all there
	// was, more for one that did not.
	ExitCode int
}

// SARIF writes reports as one run in the Static Analysis Results Interchange
// Format 2.1.0 (OASIS), for programs that show findings beside the files of a
// change. Every requirement is a rule; there is a result for what asks for
// something: an error for a conflict and for what is obligatory and missing, a
// warning for what is partial, and for what is missing and usually stands in an
// annex or is recommended, a note for what is desirable and for what could not be
// assessed. What was waived is there as suppressed.
//
// A contract is seldom a text file, and the text that was read from it has no
// lines or offsets in it (section 3.30): a result has the file, and as logical
// location the provision ("art. 7.2"); page and offsets in the extracted text are
// among its properties.
func SARIF(w io.Writer, reports []*clause.Report, o SARIFOptions) error {
	s := &sarif{o: o, lang: wording.Words{Language: o.Language}, rules: map[rules.ID]int{}, known: map[string]int{}}
	s.run.Results, s.run.Artifacts = []sarifResult{}, []sarifArtifact{}
	s.run.Tool.Driver = sarifDriver{Name: "clausule", Version: clause.Version, SemanticVersion: clause.Version, Rules: []sarifRule{}}
	s.run.Language = string(lang.Dutch)
	if o.Language == lang.English {
		s.run.Language = string(lang.English)
	}
	s.run.ColumnKind = "unicodeCodePoints"
	invocation := sarifInvocation{ExitCode: o.ExitCode, Successful: o.ExitCode == 0 || o.ExitCode == 1, Notifications: []sarifNotification{}}
	for i, r := range reports {
		if r == nil {
			continue
		}
		s.report = r
		s.artifacts(i)
		for k := range r.Results {
			s.result(&r.Results[k])
		}
		for k := range r.Matrix {
			s.area(&r.Matrix[k])
		}
		invocation.Notifications = append(invocation.Notifications, s.notifications()...)
	}
	s.run.Invocations = []sarifInvocation{invocation}
	return encode(w, sarifLog{Schema: sarifSchema, Version: "2.1.0", Runs: []sarifRun{s.run}}, "  ")
}

// sarif gathers a run.
type sarif struct {
	o      SARIFOptions
	lang   wording.Words
	run    sarifRun
	rules  map[rules.ID]int // places in the list of the driver
	known  map[string]int   // places of artifacts, by address and digest
	report *clause.Report
	files  []int // per document of the report, its place among the artifacts
}

// artifacts notes the documents of the nth report.
func (s *sarif) artifacts(n int) {
	s.files = nil
	d := &s.report.Document
	files := d.Files
	if len(files) == 0 {
		files = []clause.FileInfo{{Name: d.Name, Format: d.Format, SHA256: d.SHA256, Pages: d.Pages, Language: d.Language, Kind: d.Kind}}
	}
	for i := range files {
		f := &files[i]
		file := ""
		if n < len(s.o.Paths) && i < len(s.o.Paths[n]) {
			file = s.o.Paths[n][i]
		}
		a := sarifArtifact{
			Location: sarifArtifactLocation{URI: relativeURI(file, f.Name)}, Roles: []string{"analysisTarget"}, MIMEType: mimeType(f.Format),
			Properties: map[string]any{"kind": f.Kind, "language": f.Language},
		}
		if f.Pages > 0 {
			a.Properties["pages"] = f.Pages
		}
		if f.SHA256 != "" {
			a.Hashes = map[string]string{"sha-256": f.SHA256}
		}
		// A file that was judged twice is one artifact: no two may be equal.
		key := a.Location.URI + "\x00" + f.SHA256
		at, known := s.known[key]
		if !known {
			at = len(s.run.Artifacts)
			s.known[key] = at
			s.run.Artifacts = append(s.run.Artifacts, a)
		}
		s.files = append(s.files, at)
	}
}

// relativeURI is the address of a file below the folder that is worked in.
func relativeURI(at, name string) string {
	at = path.Clean(strings.ReplaceAll(at, `\`, "/"))
	if at == "." || at == "-" || path.IsAbs(at) || at == ".." || strings.HasPrefix(at, "../") || len(at) > 1 && at[1] == ':' {
		at = name
	}
	if at == "-" {
		at = "stdin"
	}
	u := url.URL{Path: at}
	return u.String() // with "./" before a first part that has a colon in it
}

func mimeType(f document.Format) string {
	switch f {
	case document.FormatPDF:
		return "application/pdf"
	case document.FormatDOCX:
		return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	case document.FormatDOC:
		return "application/msword"
	case document.FormatODT:
		return "application/vnd.oasis.opendocument.text"
	case document.FormatText:
		return "text/plain"
	case document.FormatMarkdown:
		return "text/markdown"
	case document.FormatHTML:
		return "text/html"
	case document.FormatRTF:
		return "application/rtf"
	}
	return ""
}

// level is how grave it is that a requirement has a status; "" where that asks
// for nothing.
func sarifLevel(status clause.Status, importance rules.Importance) string {
	switch status {
	case clause.Conflict:
		return "error"
	case clause.Missing:
		switch importance {
		case rules.Must:
			return "error"
		case rules.Could:
			return "note"
		}
		return "warning"
	case clause.Partial:
		return "warning"
	case clause.Unknown:
		return "note"
	}
	return ""
}

// rule gives the place of a requirement among the rules.
func (s *sarif) rule(id rules.ID, title, degree, level string, sources []rules.Citation) int {
	n, known := s.rules[id]
	if known {
		return n
	}
	n = len(s.run.Tool.Driver.Rules)
	s.rules[id] = n
	title = wording.Clean(title)
	full, help := title+".", ""
	if degree != "" {
		full = s.lang.Textf("%s. Belang: %s.", title, degree)
	}
	rule := sarifRule{
		ID: string(id), ShortDescription: sarifText{message(title)}, FullDescription: sarifText{message(full)},
		Configuration: sarifConfiguration{Level: level}, Properties: map[string]any{"tags": []string{id.Pack()}},
	}
	if help = s.lang.Sources(sources); help != "" {
		rule.Help = &sarifText{message(s.lang.Textf("Gevraagd door: %s.", help))}
	}
	s.run.Tool.Driver.Rules = append(s.run.Tool.Driver.Rules, rule)
	return n
}

// result notes a result that asks for something.
func (s *sarif) result(r *clause.Result) {
	rule := s.rule(r.Requirement, r.Title, s.lang.Importance(r.Importance), sarifLevel(clause.Missing, r.Importance), r.Sources)
	status := r.Status
	if r.Waiver != nil && status == clause.Waived {
		status = r.Waiver.Status
	}
	level := sarifLevel(status, r.Importance)
	if level == "" {
		return
	}
	text := wording.Clean(r.Title) + ": " + s.lang.Status(r.Status) + "."
	if reason := wording.Clean(r.Reason); reason != "" {
		text += " " + reason
	}
	out := sarifResult{
		RuleID: string(r.Requirement), RuleIndex: rule, Level: level, Message: sarifText{message(text)},
		Properties: map[string]any{"status": r.Status, "importance": r.Importance, "lacks": nonNil(r.Lacks), "flags": nonNil(r.Flags)},
	}
	if r.Confidence > 0 {
		out.Properties["confidence"] = r.Confidence
	}
	if r.Was != "" {
		out.Properties["was"] = r.Was
	}
	if r.Model != "" {
		out.Properties["model"] = r.Model
	}
	if r.Waiver != nil {
		out.Suppressions = []sarifSuppression{{Kind: "external", Status: "accepted", Justification: wording.Clean(r.Reason)}}
	}
	s.locate(&out, string(r.Requirement), r.Findings)
}

// area notes an area that the contract lays with the customer where another
// should bear it: a signal like a conflict, though no area is obligatory.
func (s *sarif) area(a *clause.Area) {
	rule := s.rule(a.Area, a.Title, "", "warning", a.Sources)
	if a.Deviation != clause.Detriment {
		return
	}
	text := wording.Clean(a.Title) + ": " + s.lang.Holder(a.Holder) + ", " + s.lang.Deviation(a) + ". " + wording.Clean(a.Reason)
	out := sarifResult{
		RuleID: string(a.Area), RuleIndex: rule, Level: "warning", Message: sarifText{message(text)},
		Properties: map[string]any{"holder": a.Holder, "expected": a.Expected, "deviation": a.Deviation},
	}
	if a.Model != "" {
		out.Properties["model"] = a.Model
	}
	s.locate(&out, string(a.Area), a.Findings)
}

// locate puts a result where its first passage stands, and relates the others to
// it. What is nowhere is in the file as a whole.
func (s *sarif) locate(out *sarifResult, id string, findings []clause.Finding) {
	out.PartialFingerprints = map[string]string{"clausuleFinding/v1": id}
	if len(findings) == 0 {
		out.Locations = []sarifLocation{s.location(&clause.Finding{})}
		s.run.Results = append(s.run.Results, *out)
		return
	}
	out.PartialFingerprints["clausuleFinding/v1"] = findings[0].Fingerprint
	for i := range findings {
		f := &findings[i]
		at := s.location(f)
		at.Properties = map[string]any{"element": f.Element, "against": f.Against, "quote": f.Quote, "start": f.Start, "end": f.End}
		if f.Page > 0 {
			at.Properties["page"] = f.Page
		}
		if i == 0 {
			out.Locations = []sarifLocation{at}
			continue
		}
		id := i
		at.ID = &id
		if f.Why != "" {
			at.Message = &sarifText{message(wording.Clean(f.Why))}
		}
		out.RelatedLocations = append(out.RelatedLocations, at)
	}
	s.run.Results = append(s.run.Results, *out)
}

func (s *sarif) location(f *clause.Finding) sarifLocation {
	at := sarifLocation{Physical: sarifPhysical{Artifact: s.artifact(f.File)}}
	place := *f
	place.File, place.Page = "", 0
	if name := s.lang.Place(&place); name != "" {
		at.Logical = []sarifLogical{{Name: name}}
		if heading := wording.Clean(f.Heading); heading != "" && f.Label != "" {
			at.Logical[0].FullName = heading + "/" + name
		}
	}
	return at
}

// artifact refers to a document of the report; of a bundle the first where no name
// is given.
func (s *sarif) artifact(file string) sarifArtifactLocation {
	n := s.files[0]
	for i := range s.report.Document.Files {
		if s.report.Document.Files[i].Name == file {
			n = s.files[i]
		}
	}
	return sarifArtifactLocation{URI: s.run.Artifacts[n].Location.URI, Index: &n}
}

// notifications tell the warnings of a report.
func (s *sarif) notifications() []sarifNotification {
	var list []sarifNotification
	for _, w := range s.report.Document.Warnings {
		n := sarifNotification{
			Level: "note", Message: sarifText{message(wording.Clean(w.Message))}, Descriptor: sarifReference{ID: string(w.Code)},
			Locations: []sarifLocation{{Physical: sarifPhysical{Artifact: s.artifact(w.File)}}},
		}
		if w.Incomplete() {
			n.Level = "warning"
		}
		if w.Page > 0 {
			n.Properties = map[string]any{"page": w.Page}
		}
		list = append(list, n)
	}
	return list
}

// message makes a text fit for a message: braces are doubled, and brackets that
// would make a link have a backslash (sections 3.11.5 and 3.11.6).
func message(s string) string {
	s = strings.NewReplacer("{", "{{", "}", "}}").Replace(s)
	if strings.Contains(s, "](") {
		s = strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`).Replace(s)
	}
	return s
}

func nonNil(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}
