// Package pdfium is a second engine for PDF files: the PDFium library of the
// Chromium browser, for the pages that the reader of package pdf cannot read
// well, and for drawing pages whose text has to be recognised.
//
// PDFium is C++ code that has to face files of unknown origin, so it runs as
// WebAssembly inside this process, without cgo: it has a memory of its own with
// a fixed limit, no files, no network, no environment and no clock, and it can
// be stopped at any moment. A fault in it ends in an error for one page, not in
// a fault of the program.
//
// The price is that the WebAssembly code has to be compiled once a process,
// which takes two to three seconds of CPU, or about a tenth of a second with
// Options.CacheDir. Nothing of this happens before the first Engine.Open.
package pdfium

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"sync"
	"time"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/experimental"

	"github.com/clausule/clausule/extract/document"
)

const name = "PDFium"

// Options set what the engine may use. The zero value is a sound choice.
type Options struct {
	// CacheDir is where the compiled code is kept between processes, about
	// 15 MB; it is made when it is not there. Processes may share it. Empty,
	// or a directory that cannot be used or that others may write to, means
	// that every process compiles anew.
	CacheDir string
	// MemoryBytes is the most that PDFium may use for one open file, the file
	// itself included. Zero is DefaultMemoryBytes. It is taken as it is needed.
	MemoryBytes int64
	// PageTimeout is the most that one call about one file may take. Zero is
	// DefaultPageTimeout; negative is no limit but that of the context.
	PageTimeout time.Duration
}

// The limits that hold when Options leaves them zero.
const (
	DefaultMemoryBytes = 512 << 20
	DefaultPageTimeout = 30 * time.Second
)

// Engine reads PDF files with PDFium. It is safe for concurrent use. Every open
// file has its own sandbox.
type Engine struct {
	opt Options

	mu     sync.Mutex
	closed bool
	ready  chan struct{} // closed when the start has ended; nil before it began
	pool   pdfium.Pool
	cache  wazero.CompilationCache
	err    error // why the start failed
	files  map[*file]struct{}
	// birth serialises the making of sandboxes, so that born is the memory of
	// the one that is being made.
	birth sync.Mutex
	born  *memory
}

var _ document.Fallback = (*Engine)(nil)

// New gives an engine. It does no work: the code is compiled, or taken from the
// cache, when the first file is opened.
func New(opt Options) *Engine {
	if opt.MemoryBytes <= 0 {
		opt.MemoryBytes = DefaultMemoryBytes
	}
	// Below this the library cannot even start; above it WebAssembly of 32
	// bits cannot address.
	opt.MemoryBytes = min(max(opt.MemoryBytes, 32<<20), 2<<30)
	if opt.PageTimeout == 0 {
		opt.PageTimeout = DefaultPageTimeout
	}
	return &Engine{opt: opt, files: map[*file]struct{}{}}
}

// Name is "PDFium".
func (e *Engine) Name() string { return name }

// Open opens a PDF file. The bytes must not change until the file is closed.
// The error is that of ctx or a *document.Error: ErrEncrypted when the password
// is wrong or missing, ErrDamaged when the file cannot be opened, ErrLimit when
// it asks for too much memory or time, ErrEngine when PDFium does not start.
func (e *Engine) Open(ctx context.Context, data []byte, password string) (document.FallbackFile, error) {
	if err := e.start(ctx); err != nil {
		return nil, err
	}
	f := newFile(e, data, password)
	e.mu.Lock()
	if e.closed {
		e.mu.Unlock()
		f.Close()
		return nil, errClosed()
	}
	e.files[f] = struct{}{}
	e.mu.Unlock()
	if err := f.do(ctx, func(context.Context, *instance) error { return nil }); err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// Prepare does what the first Open would have to do before it can open a file:
// it compiles the library, and fills the cache. It is for programs that want to
// choose the moment. Compiling takes 300 MB for a few seconds; where the process
// may not have that (ulimit -v), it returns an ErrEngine and the process lives.
func (e *Engine) Prepare(ctx context.Context) error { return e.start(ctx) }

// Close stops what is going on, closes the files that are open and gives back
// all memory. The engine cannot be used again.
func (e *Engine) Close() error {
	e.mu.Lock()
	if e.closed {
		e.mu.Unlock()
		return nil
	}
	e.closed = true
	ready := e.ready
	open := make([]*file, 0, len(e.files))
	for f := range e.files {
		open = append(open, f)
	}
	e.mu.Unlock()
	for _, f := range open {
		f.Close()
	}
	if ready == nil {
		return nil
	}
	<-ready
	var err error
	if e.pool != nil {
		err = e.pool.Close()
	}
	if e.cache != nil {
		if cerr := e.cache.Close(context.Background()); err == nil {
			err = cerr
		}
	}
	e.pool, e.cache = nil, nil
	return err
}

// start compiles the library once. Compiling cannot be interrupted, so a caller
// whose context ends leaves it running for the next one.
func (e *Engine) start(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	e.mu.Lock()
	if e.closed {
		e.mu.Unlock()
		return errClosed()
	}
	if e.ready == nil {
		e.ready = make(chan struct{})
		go func() {
			defer close(e.ready)
			e.pool, e.cache, e.err = e.compile()
		}()
	}
	ready := e.ready
	e.mu.Unlock()
	select {
	case <-ready:
	case <-ctx.Done():
		return ctx.Err()
	}
	if e.err != nil {
		if _, ok := e.err.(*document.Error); ok {
			return e.err
		}
		return errEngine("PDFium start niet", e.err)
	}
	return nil
}

func (e *Engine) compile() (pdfium.Pool, wazero.CompilationCache, error) {
	if e.opt.CacheDir != "" {
		dir, filled, ok := openCache(e.opt.CacheDir)
		if ok && filled && !spare(startRoom) || ok && !filled && !spare(compileRoom) {
			return nil, nil, errMemory()
		}
		if ok {
			if cache, err := wazero.NewCompilationCacheWithDir(dir); err == nil {
				pool, err := e.build(cache)
				if err == nil {
					if !filled {
						// What compiling took is needed elsewhere.
						runtime.GC()
					}
					sealCache(dir)
					return pool, cache, nil
				}
				// The disk may be full, or an entry may have been spoilt after
				// it was checked.
				cache.Close(context.Background())
				runtime.GC()
			}
		}
	}
	if !spare(compileRoom) {
		return nil, nil, errMemory()
	}
	pool, err := e.build(nil)
	runtime.GC()
	return pool, nil, err
}

func (e *Engine) build(cache wazero.CompilationCache) (pool pdfium.Pool, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	config := wazero.NewRuntimeConfig().WithCloseOnContextDone(true)
	if cache != nil {
		config = config.WithCompilationCache(cache)
	}
	return webassembly.Init(webassembly.Config{
		// The limit on memory is set in the allocator and not in the
		// configuration, because the allocator can tell that it was reached.
		Context:  experimental.WithMemoryAllocator(context.Background(), experimental.MemoryAllocatorFunc(e.allocate)),
		MaxTotal: -1,
		// The default would show PDFium the root of the file system.
		FSConfig:      wazero.NewFSConfig(),
		RuntimeConfig: config,
		Stdout:        io.Discard,
		Stderr:        io.Discard,
		RandomSource:  sameBytes{},
	})
}

func (e *Engine) allocate(_, _ uint64) experimental.LinearMemory {
	e.born = newMemory(uint64(e.opt.MemoryBytes))
	return e.born
}

// sameBytes makes the outcome the same for the same bytes: PDFium needs random
// numbers only to write files.
type sameBytes struct{}

func (sameBytes) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(i*167 + 89)
	}
	return len(p), nil
}
