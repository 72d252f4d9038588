#ifndef CBARELAPACK_H
#define CBARELAPACK_H

// The bare routine that a regression is timed against, declared as a C program would declare it. It is
// linked by the package under test: OpenBLAS on Linux, Accelerate on Apple platforms.

#if defined(__APPLE__)
#define BARE_FORTRAN(name) __asm("_" #name "$NEWLAPACK")
#else
#define BARE_FORTRAN(name) __asm(#name "_")
#endif

void bare_dgeqrf(const int *m, const int *n, double *a, const int *lda, double *tau, double *work,
                 const int *lwork, int *info) BARE_FORTRAN(dgeqrf);

#endif
