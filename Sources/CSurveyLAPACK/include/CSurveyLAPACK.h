#ifndef CSURVEYLAPACK_H
#define CSURVEYLAPACK_H

#include <stddef.h>

// The routines of BLAS and LAPACK that SurveyLinearAlgebra calls, and no others.
//
// The C names are private to this package, so that nothing clashes with another wrapper in the same
// program; the asm label gives the symbol that is linked: the Fortran name of OpenBLAS on Linux, the
// new LP64 interface of Accelerate on Apple platforms (macOS 13.3, iOS 16.4 and later).
//
// Integers are 32 bits wide (LP64). Every `char` argument has a hidden length at the end of the
// Fortran argument list, declared here and passed as 1: without it OpenBLAS may read a length that
// nobody wrote. Accelerate ignores it.

#if defined(__APPLE__)
#define SURVEY_FORTRAN(name) __asm("_" #name "$NEWLAPACK")
#else
#define SURVEY_FORTRAN(name) __asm(#name "_")
#endif

// QR factorization without and with column pivoting, and products with its orthogonal factor.
void survey_dgeqrf(const int *m, const int *n, double *a, const int *lda, double *tau, double *work,
                   const int *lwork, int *info) SURVEY_FORTRAN(dgeqrf);
void survey_dgeqrt(const int *m, const int *n, const int *nb, double *a, const int *lda, double *t,
                   const int *ldt, double *work, int *info) SURVEY_FORTRAN(dgeqrt);
void survey_dgeqp3(const int *m, const int *n, double *a, const int *lda, int *jpvt, double *tau,
                   double *work, const int *lwork, int *info) SURVEY_FORTRAN(dgeqp3);
void survey_dormqr(const char *side, const char *trans, const int *m, const int *n, const int *k,
                   const double *a, const int *lda, const double *tau, double *c, const int *ldc,
                   double *work, const int *lwork, int *info, size_t side_length,
                   size_t trans_length) SURVEY_FORTRAN(dormqr);

// Cholesky factorization.
void survey_dpotrf(const char *uplo, const int *n, double *a, const int *lda, int *info,
                   size_t uplo_length) SURVEY_FORTRAN(dpotrf);

// The condition of a positive definite matrix from its factor.
void survey_dpocon(const char *uplo, const int *n, const double *a, const int *lda, const double *anorm,
                   double *rcond, double *work, int *iwork, int *info, size_t uplo_length)
    SURVEY_FORTRAN(dpocon);

// LU factorization: factor, solve, invert, estimate the condition.
void survey_dgetrf(const int *m, const int *n, double *a, const int *lda, int *ipiv, int *info)
    SURVEY_FORTRAN(dgetrf);
void survey_dgetrs(const char *trans, const int *n, const int *nrhs, const double *a, const int *lda,
                   const int *ipiv, double *b, const int *ldb, int *info, size_t trans_length)
    SURVEY_FORTRAN(dgetrs);
void survey_dgetri(const int *n, double *a, const int *lda, const int *ipiv, double *work,
                   const int *lwork, int *info) SURVEY_FORTRAN(dgetri);
void survey_dgecon(const char *norm, const int *n, const double *a, const int *lda, const double *anorm,
                   double *rcond, double *work, int *iwork, int *info, size_t norm_length)
    SURVEY_FORTRAN(dgecon);

// Eigenvalues of a symmetric matrix, and singular values, by divide and conquer.
void survey_dsyevd(const char *jobz, const char *uplo, const int *n, double *a, const int *lda, double *w,
                   double *work, const int *lwork, int *iwork, const int *liwork, int *info,
                   size_t jobz_length, size_t uplo_length) SURVEY_FORTRAN(dsyevd);
void survey_dgesdd(const char *jobz, const int *m, const int *n, double *a, const int *lda, double *s,
                   double *u, const int *ldu, double *vt, const int *ldvt, double *work, const int *lwork,
                   int *iwork, int *info, size_t jobz_length) SURVEY_FORTRAN(dgesdd);

// Triangular matrices: solve, invert, estimate the condition.
void survey_dtrsm(const char *side, const char *uplo, const char *transa, const char *diag, const int *m,
                  const int *n, const double *alpha, const double *a, const int *lda, double *b,
                  const int *ldb, size_t side_length, size_t uplo_length, size_t transa_length,
                  size_t diag_length) SURVEY_FORTRAN(dtrsm);
void survey_dtrtri(const char *uplo, const char *diag, const int *n, double *a, const int *lda, int *info,
                   size_t uplo_length, size_t diag_length) SURVEY_FORTRAN(dtrtri);
void survey_dtrcon(const char *norm, const char *uplo, const char *diag, const int *n, const double *a,
                   const int *lda, double *rcond, double *work, int *iwork, int *info,
                   size_t norm_length, size_t uplo_length, size_t diag_length) SURVEY_FORTRAN(dtrcon);

// Products.
void survey_dgemm(const char *transa, const char *transb, const int *m, const int *n, const int *k,
                  const double *alpha, const double *a, const int *lda, const double *b, const int *ldb,
                  const double *beta, double *c, const int *ldc, size_t transa_length,
                  size_t transb_length) SURVEY_FORTRAN(dgemm);
void survey_dsyrk(const char *uplo, const char *trans, const int *n, const int *k, const double *alpha,
                  const double *a, const int *lda, const double *beta, double *c, const int *ldc,
                  size_t uplo_length, size_t trans_length) SURVEY_FORTRAN(dsyrk);

// Threads. OpenBLAS alone has a call for their number; on Apple platforms the two functions below
// do nothing and answer 0.
void survey_set_blas_threads(int count);
int survey_blas_threads(void);

#endif
