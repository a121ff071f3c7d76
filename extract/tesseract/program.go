package tesseract

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/clausule/clausule/extract/document"
)

// Bounds on what the program writes.
const (
	maxOutput   = 64 << 20
	maxComplain = 4 << 10
)

var (
	errTimeout = errors.New("tesseract: time is up")
	errOutput  = errors.New("tesseract: too much output")
)

// Available tells whether the program is there, is not too old and has the
// data of the languages. The error is that of ctx or a *document.Error with
// reason ErrEngine. The answer is looked up once.
func (e *Engine) Available(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.probed {
		return e.err
	}
	path, version, err := e.probe(ctx)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	e.probed, e.path, e.version, e.err = true, path, version, err
	return err
}

// Version returns the version of the program, "5.3.0".
func (e *Engine) Version(ctx context.Context) (string, error) {
	if err := e.Available(ctx); err != nil {
		return "", err
	}
	return e.version, nil
}

// oldest is the first version that reads by neural network; the older ones
// make too many mistakes for contracts.
const oldest = 4

func (e *Engine) probe(ctx context.Context) (path, version string, err error) {
	for _, l := range e.languages {
		if !languageName().MatchString(l) {
			return "", "", engineError(fmt.Sprintf("%.40q is geen naam van een taal", l), "noem talen zoals tesseract ze noemt, zoals nld of nld+fra", nil)
		}
	}
	path, err = exec.LookPath(e.program)
	if err != nil {
		return "", "", engineError(fmt.Sprintf("het programma %q is niet gevonden", e.program), remedy(runtime.GOOS, e.languages), err)
	}
	ctx, cancel := context.WithTimeoutCause(ctx, 30*time.Second, errTimeout)
	defer cancel()
	out, err := output(ctx, path, []string{"--version"}, nil)
	if err != nil {
		return "", "", engineError(fmt.Sprintf("het programma %q werkt niet", e.program), remedy(runtime.GOOS, e.languages), err)
	}
	version, major := parseVersion(out)
	if version == "" {
		return "", "", engineError(fmt.Sprintf("het programma %q is geen tesseract", e.program), remedy(runtime.GOOS, e.languages), nil)
	}
	if major < oldest {
		return "", "", engineError(fmt.Sprintf("tesseract %s is te oud, versie %d of later is nodig", version, oldest), remedy(runtime.GOOS, e.languages), nil)
	}
	out, err = output(ctx, path, append(e.base(), "--list-langs"), nil)
	if err != nil {
		return "", "", engineError("tesseract kan zijn taalgegevens niet vinden", remedy(runtime.GOOS, e.languages), err)
	}
	have := installed(out)
	var lacking []string
	for _, l := range e.languages {
		if !slices.Contains(have, l) {
			lacking = append(lacking, l)
		}
	}
	if len(lacking) > 0 {
		detail := "tesseract heeft geen taalgegevens voor " + spoken(lacking)
		if len(have) > 0 {
			detail += " (beschikbaar zijn: " + strings.Join(have, ", ") + ")"
		}
		return "", "", engineError(detail, languageRemedy(runtime.GOOS, lacking), nil)
	}
	return path, version, nil
}

// lazily gives an expression that is compiled when it is first used: most calls
// recognise no text.
func lazily(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}

// languageName keeps a name on the command line from being anything else.
var languageName = lazily(`^[A-Za-z0-9_]+([-/][A-Za-z0-9_]+)*$`)

var versionLine = lazily(`(?m)^tesseract v?((\d{1,4})[0-9A-Za-z.-]{0,40})`)

func parseVersion(out []byte) (version string, major int) {
	m := versionLine().FindSubmatch(out)
	if m == nil {
		return "", 0
	}
	major, _ = strconv.Atoi(string(m[2]))
	return string(m[1]), major
}

func engineError(detail, remedy string, err error) *document.Error {
	return &document.Error{Name: "tekstherkenning", Reason: document.ErrEngine, Detail: detail, Remedy: remedy, Err: err}
}

// spoken names languages for a reader: "Nederlands (nld) en Frans (fra)".
func spoken(languages []string) string {
	var names []string
	for _, l := range languages {
		name := l
		switch l {
		case "nld":
			name = "Nederlands (nld)"
		case "fra":
			name = "Frans (fra)"
		case "deu":
			name = "Duits (deu)"
		case "eng":
			name = "Engels (eng)"
		}
		names = append(names, name)
	}
	last := len(names) - 1
	if last == 0 {
		return names[0]
	}
	return strings.Join(names[:last], ", ") + " en " + names[last]
}

// remedy says what to install on an operating system.
func remedy(system string, languages []string) string {
	switch system {
	case "darwin":
		return "installeer tesseract met zijn talen: brew install tesseract tesseract-lang"
	case "windows":
		return "installeer tesseract met het installatieprogramma van UB Mannheim (github.com/UB-Mannheim/tesseract/wiki), kies daarin bij \"Additional language data\" " +
			spoken(languages) + ", en zet de map van het programma in het pad (PATH)"
	}
	packages := "tesseract-ocr"
	for _, l := range languages {
		l = strings.ReplaceAll(strings.ReplaceAll(strings.ToLower(l), "_", "-"), "/", "-")
		packages += " tesseract-ocr-" + l
	}
	return "installeer tesseract met zijn taalgegevens, op Debian of Ubuntu met: sudo apt install " + packages
}

// languageRemedy says what to do about languages without data.
func languageRemedy(system string, lacking []string) string {
	var unknown []string
	for _, l := range lacking {
		if !slices.Contains(strings.Fields(packaged), l) {
			unknown = append(unknown, l)
		}
	}
	if len(unknown) > 0 {
		return "tesseract kent geen taal " + strings.Join(unknown, " of ") + "; noem talen zoals nld, fra, deu of eng, of zet uw eigen taalgegevens in zijn map"
	}
	return remedy(system, lacking)
}

// packaged are the languages of which tesseract's makers publish data
// (github.com/tesseract-ocr/tessdata), which systems have packages of.
const packaged = `afr amh ara asm aze aze_cyrl bel ben bod bos bre bul cat ceb ces chi_sim chi_sim_vert chi_tra chi_tra_vert
	chr cos cym dan deu div dzo ell eng enm epo est eus fao fas fil fin fra frk frm fry gla gle glg grc guj hat heb hin hrv hun hye
	iku ind isl ita ita_old jav jpn jpn_vert kan kat kat_old kaz khm kir kmr kor kor_vert lao lat lav lit ltz mal mar mkd mlt mon mri
	msa mya nep nld nor oci ori pan pol por pus que ron rus san sin slk slv snd spa spa_old sqi srp srp_latn sun swa swe syr tam tat
	tel tgk tha tir ton tur uig ukr urd uzb uzb_cyrl vie yid yor`

// installed reads the list of languages that the program gives, one to a line
// below a heading. "osd" is no language: it finds how a page lies.
func installed(list []byte) []string {
	var have []string
	for name := range strings.Lines(string(list)) {
		if name = strings.TrimSpace(name); languageName().MatchString(name) && name != "osd" {
			have = append(have, name)
		}
	}
	return have
}

// base holds the arguments that every run begins with.
func (e *Engine) base() []string {
	if e.dataDir == "" {
		return nil
	}
	return []string{"--tessdata-dir", e.dataDir}
}

// run runs the program on a picture and tells the errors of the engine from
// those of the picture. It is called when the program was found.
func (e *Engine) run(ctx context.Context, args []string, stdin []byte) ([]byte, error) {
	e.mu.Lock()
	path := e.path
	e.mu.Unlock()
	out, err := output(ctx, path, args, stdin)
	var exit *exitError
	switch {
	case err == nil:
		return out, nil
	case errors.Is(err, errTimeout):
		return nil, &PictureError{Detail: "tesseract was na " + spokenDuration(e.timeout) + " niet klaar", Err: err}
	case errors.Is(err, errOutput):
		return nil, &PictureError{Detail: "tesseract schrijft te veel", Err: err}
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case !errors.As(err, &exit), exit.lacksData():
		return nil, engineError("tesseract is niet te starten", remedy(runtime.GOOS, e.languages), err)
	}
	return nil, &PictureError{Detail: "tesseract kan de afbeelding niet lezen", Err: err}
}

func spokenDuration(d time.Duration) string {
	if d >= time.Minute && d%time.Minute == 0 {
		if d == time.Minute {
			return "1 minuut"
		}
		return fmt.Sprintf("%d minuten", d/time.Minute)
	}
	return strings.Replace(fmt.Sprintf("%g seconden", d.Seconds()), ".", ",", 1)
}

// exitError is that of a program that ran and failed.
type exitError struct {
	err       error
	complaint string // what it wrote on standard error
}

func (e *exitError) Error() string {
	if e.complaint == "" {
		return e.err.Error()
	}
	return e.err.Error() + ": " + e.complaint
}

func (e *exitError) Unwrap() error { return e.err }

func (e *exitError) lacksData() bool {
	return strings.Contains(e.complaint, "Failed loading language") || strings.Contains(e.complaint, "Could not initialize tesseract") ||
		strings.Contains(e.complaint, "error while loading shared libraries")
}

// output runs a program to its end and returns what it writes. The error is
// the cause of the end of ctx, errOutput, an *exitError, or says that the
// program could not be started.
func output(ctx context.Context, path string, args []string, stdin []byte) ([]byte, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Env = environment(os.Environ())
	cmd.Stdin = bytes.NewReader(stdin)
	stdout := &capped{most: maxOutput, full: func() { cancel(errOutput) }}
	stderr := &capped{most: maxComplain}
	cmd.Stdout, cmd.Stderr = stdout, stderr
	defer govern(cmd)()
	// A grandchild that keeps the pipes open must not keep us waiting.
	cmd.WaitDelay = 5 * time.Second
	if err := cmd.Start(); err != nil {
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		return nil, err
	}
	err := cmd.Wait()
	switch {
	case ctx.Err() != nil:
		return nil, context.Cause(ctx)
	case err != nil:
		return nil, &exitError{err: err, complaint: strings.Join(strings.Fields(strings.ToValidUTF8(stderr.buf.String(), "\uFFFD")), " ")}
	}
	return stdout.buf.Bytes(), nil
}

// environment keeps of the variables what a program needs to start and to find
// its data, and keeps it to one thread: several pages at a time make better
// use of the processors.
func environment(all []string) []string {
	keep := []string{"PATH", "HOME", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "WINDIR", "TESSDATA_PREFIX", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH"}
	env := []string{"LC_ALL=C", "OMP_THREAD_LIMIT=1"}
	for _, v := range all {
		name, _, _ := strings.Cut(v, "=")
		if slices.Contains(keep, strings.ToUpper(name)) {
			env = append(env, v)
		}
	}
	return env
}

// capped keeps the first bytes of what is written, and calls full, if any,
// when there are more.
type capped struct {
	buf  bytes.Buffer
	most int
	full func()
}

func (c *capped) Write(p []byte) (int, error) {
	room := c.most - c.buf.Len()
	if len(p) > room && c.full != nil {
		c.full()
	}
	c.buf.Write(p[:min(len(p), room)])
	return len(p), nil
}
