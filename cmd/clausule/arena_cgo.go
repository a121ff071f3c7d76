//go:build cgo && linux && !android

package main

// A build with cgo starts its threads through the C library, which sets a good
// 100 MiB of addresses aside for each. Under a limit on addresses (ulimit -v)
// that leaves nothing for the contract. The program itself uses no C: one arena
// for all threads is plenty. Where there is no such function, as in musl, there
// is no such habit either.

/*
#include <stdlib.h>
#ifdef __GLIBC__
#include <malloc.h>
__attribute__((constructor)) static void one_arena(void) { mallopt(M_ARENA_MAX, 1); }
#endif
*/
import "C"
