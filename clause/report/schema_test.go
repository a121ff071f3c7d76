package report_test

import (
	"bytes"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/archive"
	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/clause/report"
)

const (
	schemas    = "../../testdata/schema/"
	schemaBase = "https://github.com/clausule/clausule/testdata/schema/"
)

// The published schemas say what the types say, field for field; their
// descriptions are the docstrings. Renew them with -update.
func TestSchemas(t *testing.T) {
	src := readSource(t)
	files := map[string]map[string]any{
		"report.schema.json":         src.schema(reflect.TypeFor[clause.Report](), "Report of one check, as clausule check --format json writes it for one file, and --format jsonl on every line."),
		"explanation.schema.json":    src.schema(reflect.TypeFor[clause.Explanation](), "Route to one verdict, as clausule explain --format json writes it."),
		"archive-record.schema.json": src.schema(reflect.TypeFor[archive.Record](), "A document of an archive with what was found in it, as clausule archive export --format jsonl writes it on every line."),
		"compare.schema.json":        src.schema(reflect.TypeFor[clause.Comparison](), "What a new version of a contract gives and takes, as clausule compare --format json writes it."),
		"reports.schema.json": {
			"title": "Reports on several files, as clausule check --format json writes them.", "type": "array", "items": map[string]any{"$ref": "report.schema.json"},
		},
	}
	for name, schema := range files {
		schema["$schema"], schema["$id"] = "https://json-schema.org/draft/2020-12/schema", schemaBase+name
		var b bytes.Buffer
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		if err := enc.Encode(schema); err != nil {
			t.Fatal(err)
		}
		if *update {
			if err := os.WriteFile(schemas+name, b.Bytes(), 0o666); err != nil {
				t.Fatal(err)
			}
			continue
		}
		kept, err := os.ReadFile(schemas + name)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(undescribed(t, kept), undescribed(t, b.Bytes())); diff != "" {
			t.Errorf("%s (renew with -update; a field that changes its meaning or goes needs another schemaVersion):\n%s", name, diff)
		}
	}
}

// undescribed is a schema without the words of its descriptions, which may be put
// better without making it another schema.
func undescribed(t *testing.T, data []byte) any {
	t.Helper()
	var schema any
	if err := json.Unmarshal(data, &schema); err != nil {
		t.Fatal(err)
	}
	var strip func(any)
	strip = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			if text, ok := v["description"].(string); ok {
				v["description"] = text != ""
			}
			for _, of := range v {
				strip(of)
			}
		case []any:
			for _, of := range v {
				strip(of)
			}
		}
	}
	strip(schema)
	return schema
}

// source is what the code says of its types.
type source struct {
	fields map[string]string   // "clause.Report.Parties": its comment
	types  map[string]string   // "clause.Report": its comment
	values map[string][]string // "clause.Status": its constants
	defs   map[string]any
}

func readSource(t *testing.T) *source {
	t.Helper()
	s := &source{fields: map[string]string{}, types: map[string]string{}, values: map[string][]string{}}
	fset := token.NewFileSet()
	for _, dir := range []string{"../../rules", "../../extract/document", "../../clause", "../../clause/archive"} {
		list, err := filepath.Glob(dir + "/*.go")
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range list {
			if strings.HasSuffix(path, "_test.go") {
				continue
			}
			file, err := parser.ParseFile(fset, path, nil, parser.ParseComments|parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			for _, decl := range file.Decls {
				if g, ok := decl.(*ast.GenDecl); ok {
					s.read(filepath.Base(dir), g)
				}
			}
		}
	}
	return s
}

func (s *source) read(pkg string, g *ast.GenDecl) {
	for _, spec := range g.Specs {
		switch spec := spec.(type) {
		case *ast.TypeSpec:
			name := pkg + "." + spec.Name.Name
			s.types[name] = sentence(g.Doc, spec.Doc, spec.Comment)
			if st, ok := spec.Type.(*ast.StructType); ok {
				for _, f := range st.Fields.List {
					for _, n := range f.Names {
						s.fields[name+"."+n.Name] = sentence(f.Doc, f.Comment)
					}
				}
			}
		case *ast.ValueSpec:
			name := ""
			switch of := spec.Type.(type) {
			case *ast.Ident:
				name = pkg + "." + of.Name
			case *ast.SelectorExpr:
				name = of.X.(*ast.Ident).Name + "." + of.Sel.Name
			}
			for _, v := range spec.Values {
				if lit, ok := v.(*ast.BasicLit); ok && g.Tok == token.CONST && lit.Kind == token.STRING && name != "" {
					value, _ := strconv.Unquote(lit.Value)
					s.values[name] = append(s.values[name], value)
				}
			}
		}
	}
}

func sentence(groups ...*ast.CommentGroup) string {
	for _, g := range groups {
		if text := strings.Join(strings.Fields(g.Text()), " "); text != "" {
			return text
		}
	}
	return ""
}

// limits are what the types do not say: the values of a text, the bounds of a
// number.
func limits() map[string]map[string]any {
	return map[string]map[string]any{
		"clause.Report.SchemaVersion":  {"const": clause.SchemaVersion},
		"clause.Result.Confidence":     {"minimum": 0, "maximum": 1},
		"clause.PartyInfo.Role":        {"enum": []string{"leverancier", "klant"}},
		"clause.Tension.Decides":       {"enum": []string{"gives", "takes"}},
		"clause.Value.Kind":            {"enum": []string{"duration", "percentage", "frequency", "money", "blank"}},
		"clause.Finding.Fingerprint":   {"pattern": "^[0-9a-f]{16}$"},
		"clause.DocumentInfo.SHA256":   {"pattern": "^[0-9a-f]{64}$"},
		"archive.Record.SHA256":        {"pattern": "^([0-9a-f]{64})?$"},
		"clause.FileInfo.SHA256":       {"pattern": "^[0-9a-f]{64}$"},
		"clause.Waiver.Until":          {"format": "date"},
		"clause.CatalogueInfo.Date":    {"format": "date"},
		"clause.Likeness.Score":        {},
		"clause.Likeness.Counts":       {},
		"clause.Result.Requirement":    {"minLength": 1},
		"clause.Served.Requirement":    {"minLength": 1},
		"clause.CatalogueInfo.Digest":  {"minLength": 1},
		"clause.CatalogueInfo.Profile": {"minLength": 1},
	}
}

func (s *source) schema(of reflect.Type, title string) map[string]any {
	s.defs = map[string]any{}
	root := s.object(of)
	root["title"] = title
	root["$defs"] = s.defs
	return root
}

func typeName(t reflect.Type) string {
	return t.PkgPath()[strings.LastIndex(t.PkgPath(), "/")+1:] + "." + t.Name()
}

// object describes a struct.
func (s *source) object(t reflect.Type) map[string]any {
	properties := map[string]any{}
	required := []string{}
	s.members(t, properties, &required)
	out := map[string]any{"type": "object", "additionalProperties": false, "properties": properties, "required": required}
	if doc := s.types[typeName(t)]; doc != "" {
		out["description"] = doc
	}
	return out
}

func (s *source) members(t reflect.Type, properties map[string]any, required *[]string) {
	for i := range t.NumField() {
		f := t.Field(i)
		tag, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case f.Anonymous && tag == "":
			s.members(f.Type, properties, required)
			continue
		case !f.IsExported() || tag == "-":
			continue
		}
		key := typeName(t) + "." + f.Name
		p := s.value(f.Type)
		if doc := s.fields[key]; doc != "" {
			p["description"] = doc
		}
		for k, v := range limits()[key] {
			p[k] = v
		}
		properties[tag] = p
		if options == "" {
			*required = append(*required, tag)
		}
	}
}

// value describes what a field can hold.
func (s *source) value(t reflect.Type) map[string]any {
	if t == reflect.TypeFor[time.Time]() {
		return map[string]any{"type": "string", "format": "date-time"}
	}
	switch t.Kind() {
	case reflect.Int64: // -1 where a size is not known
		return map[string]any{"type": "integer", "minimum": -1}
	case reflect.Pointer:
		return s.value(t.Elem())
	case reflect.Slice:
		return map[string]any{"type": "array", "items": s.value(t.Elem())}
	case reflect.Struct:
		name := strings.ToLower(t.Name()[:1]) + t.Name()[1:]
		if _, done := s.defs[name]; !done {
			s.defs[name] = nil // for a type that holds itself
			s.defs[name] = s.object(t)
		}
		return map[string]any{"$ref": "#/$defs/" + name}
	case reflect.Int:
		return map[string]any{"type": "integer", "minimum": 0}
	case reflect.Float64:
		return map[string]any{"type": "number"}
	case reflect.Bool:
		return map[string]any{"type": "boolean"}
	}
	out := map[string]any{"type": "string"}
	if values := s.values[typeName(t)]; t.PkgPath() != "" && len(values) > 0 {
		values = slices.Clone(values)
		slices.Sort(values)
		out["enum"] = slices.Compact(values)
	}
	return out
}

// validator reads a schema.
func validator(t testing.TB, name string) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	// The schema of an array refers to that of a report by its name in public.
	data, err := os.ReadFile(schemas + "report.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if err := c.AddResource(schemaBase+"report.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile(filepath.Join(schemas, name))
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func valid(schema *jsonschema.Schema, data []byte) error {
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		return err
	}
	return schema.Validate(value)
}

// whole is a sample as the engine would make it: with digests.
func whole(r *clause.Report) *clause.Report {
	r.Document.SHA256 = strings.Repeat("0a", 32)
	mark := func(list []clause.Finding) {
		for i := range list {
			list[i].Fingerprint = "0123456789abcdef"
		}
	}
	for i := range r.Results {
		res := &r.Results[i]
		mark(res.Findings)
		mark(res.Nearest)
		mark(res.Lapsed)
		for k := range res.Tensions {
			res.Tensions[k].Gives.Fingerprint, res.Tensions[k].Takes.Fingerprint = "0123456789abcdef", "0123456789abcdef"
		}
	}
	for i := range r.Matrix {
		mark(r.Matrix[i].Findings)
	}
	return r
}

// What the schema is for: it takes reports, and nothing else.
func TestReportSchema(t *testing.T) {
	schema, array := validator(t, "report.schema.json"), validator(t, "reports.schema.json")
	crossed := whole(sample())
	crossed.Passages = crossed.Crosswalk()
	list := []*clause.Report{crossed, whole(draft()), whole(matrix())}
	var all, lines bytes.Buffer
	if err := report.JSONArray(&all, list); err != nil {
		t.Fatal(err)
	}
	if err := valid(array, all.Bytes()); err != nil {
		t.Errorf("array: %#v", err)
	}
	if err := report.JSONL(&lines, list); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(lines.String()) {
		if err := valid(schema, []byte(line)); err != nil {
			t.Errorf("line: %#v", err)
		}
	}
	line, _, _ := strings.Cut(lines.String(), "\n")
	for name, change := range map[string][2]string{
		"another field":   {`{"schemaVersion":1,`, `{"schemaVersion":1,"x":1,`},
		"another version": {`{"schemaVersion":1,`, `{"schemaVersion":2,`},
		"another verdict": {`"status":"met"`, `"status":"good"`},
		"no title":        {`"title":`, `"titel":`},
		"null":            {`"flags":[]`, `"flags":null`},
		"an offset":       {`"start":900`, `"start":-1`},
	} {
		altered := strings.Replace(line, change[0], change[1], 1)
		if altered == line {
			t.Fatalf("%s: nothing altered", name)
		}
		if valid(schema, []byte(altered)) == nil {
			t.Errorf("%s: valid", name)
		}
	}
}

func TestSARIFSchema(t *testing.T) {
	schema := validator(t, "oasis/sarif-schema-2.1.0.json")
	hostile := with("a [b](c) {0} \x00 \"x\"")
	hostile.Document.Files = []clause.FileInfo{{Name: "a b/ç:d.docx", SHA256: strings.Repeat("0a", 32)}, {Name: "c.pdf", Pages: 3}}
	hostile.Results[0].Findings[0].File = "c.pdf"
	for name, list := range map[string][]*clause.Report{
		"none": nil, "nil": {nil}, "some": {sample(), draft(), matrix(), waived()}, "hostile": {hostile}, "empty": {{}},
	} {
		for _, l := range lang.Languages() {
			var b bytes.Buffer
			if err := report.SARIF(&b, list, report.SARIFOptions{Language: l, ExitCode: 3}); err != nil {
				t.Fatal(err)
			}
			if err := valid(schema, b.Bytes()); err != nil {
				t.Errorf("%s: %#v", name, err)
			}
		}
	}
}

// waived is a report with a requirement that was waived and conflicts.
func waived() *clause.Report {
	r := sample()
	r.Results[7].Waiver = &clause.Waiver{Reason: "niet van toepassing", By: "A. Jansen", Until: "2027-12-31", Status: clause.Conflict}
	return r
}
