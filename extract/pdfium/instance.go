package pdfium

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"reflect"

	"github.com/klippa-app/go-pdfium"
	"github.com/tetratelabs/wazero/api"
)

// scratchSize is the room in the sandbox for what a call gives back by pointer.
const scratchSize = 1024

// scratchUsed is the part of it that is for numbers.
const scratchUsed = 32

// instance is one sandbox with PDFium in it. Its functions are called directly
// and not through go-pdfium's methods: those take no context for a call, and
// for each character they take and free memory in the sandbox, which is four
// more calls.
type instance struct {
	lib     pdfium.Pdfium
	mod     api.Module
	memory  *memory
	fns     map[string]api.Function
	stack   [16]uint64
	scratch uint32
}

func (e *Engine) newInstance(ctx context.Context) (in *instance, err error) {
	e.birth.Lock()
	defer e.birth.Unlock()
	// go-pdfium panics when a sandbox gets no memory to begin with, so see to
	// it before.
	if !spare(headroom) || !spare(minMemory) {
		return nil, errMemory()
	}
	defer func() {
		if r := recover(); r != nil {
			in, err = nil, errEngine("PDFium start niet", fmt.Errorf("panic: %v", r))
		}
	}()
	lib, err := e.pool.GetInstanceWithContext(ctx)
	if err != nil {
		if cerr := ctx.Err(); cerr != nil {
			return nil, cerr
		}
		return nil, errEngine("PDFium start niet", err)
	}
	in = &instance{lib: lib, memory: e.born, fns: map[string]api.Function{}}
	if in.mod, err = module(lib); err == nil {
		in.scratch, err = in.malloc(ctx, scratchSize)
	}
	if err != nil {
		in.close()
		return nil, errEngine("PDFium start niet", err)
	}
	return in, nil
}

// module gets the WebAssembly module out of go-pdfium's implementation. It has
// a public field for it in a type that is not public.
func module(lib pdfium.Pdfium) (api.Module, error) {
	v := reflect.Indirect(reflect.ValueOf(lib.GetImplementation()))
	if v.Kind() == reflect.Struct {
		if field := v.FieldByName("Module"); field.IsValid() && field.CanInterface() {
			if mod, ok := field.Interface().(api.Module); ok && mod != nil {
				return mod, nil
			}
		}
	}
	return nil, errors.New("go-pdfium: no WebAssembly module in the implementation")
}

// close takes the sandbox down. It must not be called during a call.
func (in *instance) close() {
	// Kill rather than Close: it also releases the sandbox's context, and has
	// nothing to ask of a sandbox that no longer works.
	_ = in.lib.Kill()
	in.memory.Free()
}

// call calls a function of PDFium. After an error the sandbox is of no more use.
func (in *instance) call(ctx context.Context, name string, args ...uint64) (uint64, error) {
	fn, ok := in.fns[name]
	if !ok {
		if fn = in.mod.ExportedFunction(name); fn == nil {
			return 0, fmt.Errorf("go-pdfium: no function %s", name)
		}
		in.fns[name] = fn
	}
	copy(in.stack[:], args)
	if err := fn.CallWithStack(ctx, in.stack[:]); err != nil {
		return 0, fmt.Errorf("%s: %w", name, err)
	}
	return in.stack[0], nil
}

// callInt calls a function that gives an int of C.
func (in *instance) callInt(ctx context.Context, name string, args ...uint64) (int, error) {
	r, err := in.call(ctx, name, args...)
	return int(int32(r)), err
}

// callPtr calls a function that gives a pointer, or whose answer is of 32 bits
// without a sign.
func (in *instance) callPtr(ctx context.Context, name string, args ...uint64) (uint64, error) {
	r, err := in.call(ctx, name, args...)
	return uint64(uint32(r)), err
}

var errNoMemory = errors.New("out of memory in the sandbox")

func (in *instance) malloc(ctx context.Context, size int) (uint32, error) {
	p, err := in.callPtr(ctx, "malloc", uint64(size))
	if err == nil && p == 0 {
		in.memory.no.Store(true)
		err = errNoMemory
	}
	return uint32(p), err
}

func (in *instance) free(ctx context.Context, p uint32) error {
	_, err := in.call(ctx, "free", uint64(p))
	return err
}

// put copies bytes into the sandbox.
func (in *instance) put(ctx context.Context, data []byte) (uint32, error) {
	p, err := in.malloc(ctx, max(len(data), 1))
	if err != nil {
		return 0, err
	}
	if !in.mod.Memory().Write(p, data) {
		return 0, errNoMemory
	}
	return p, nil
}

// bytes gives n bytes at p in the sandbox; they are valid until the next call.
func (in *instance) bytes(p uint32, n int) []byte {
	b, ok := in.mod.Memory().Read(p, uint32(n))
	if !ok {
		return make([]byte, n)
	}
	return b
}

// floats reads what a call has put at p: numbers of 32 bits.
func (in *instance) floats(p uint32, to []float64) {
	b := in.bytes(p, 4*len(to))
	for i := range to {
		to[i] = sane(float64(math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))))
	}
}

// doubles reads numbers of 64 bits.
func (in *instance) doubles(p uint32, to []float64) {
	b := in.bytes(p, 8*len(to))
	for i := range to {
		to[i] = sane(math.Float64frombits(binary.LittleEndian.Uint64(b[8*i:])))
	}
}

// sane keeps numbers from a file within what later arithmetic can stand.
func sane(x float64) float64 {
	if math.IsNaN(x) {
		return 0
	}
	return min(max(x, -1e7), 1e7)
}

// zero clears the first n bytes of the scratch, for calls that leave it alone
// when they have nothing to tell.
func (in *instance) zero(n int) error {
	if !in.mod.Memory().Write(in.scratch, make([]byte, n)) {
		return errNoMemory
	}
	return nil
}
