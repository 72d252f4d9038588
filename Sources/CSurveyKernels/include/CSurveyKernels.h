#ifndef CSURVEYKERNELS_H
#define CSURVEYKERNELS_H

#include <stdbool.h>
#include <stddef.h>

// The two loops over rows in which least squares on long data of few columns spends its time.
//
// They are in C because Swift compiles a package for the oldest processor of an architecture. Here each loop
// exists twice: for any processor, and for those with AVX2 and FMA, which is asked for at run time. A library of
// linear algebra is written for matrices that are large on both sides; on twenty columns it spends more time on
// copying blocks into its own order than on arithmetic.
//
// A block stands column by column, its columns `stride` apart. Nothing is checked: the caller knows that
// 0 <= rows <= stride, that 0 <= columns, and that the memory is there.

// Replaces every row x of a block by x R^-1, by forward substitution. R is upper triangular, of `columns` rows;
// `reciprocals` are those of its diagonal, which is not read.
void survey_solve_rows(double *block, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t stride,
                       const double *factor, const double *reciprocals);

// Adds the sums of squares and products of the columns of a block to the upper triangle of a square matrix of
// `columns` rows. What is below the diagonal is left as it is.
void survey_add_gram(const double *block, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t stride,
                     double *result);

// The same for any processor: what the two above call where there is no AVX2.
void survey_solve_rows_portable(double *block, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t stride,
                                const double *factor, const double *reciprocals);
void survey_add_gram_portable(const double *block, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t stride,
                              double *result);

#endif
