#include "CSurveyKernels.h"

#define LANES 2
#if defined(__aarch64__)
#define TILE 4  // 32 registers hold 16 sums and what they are made of.
#else
#define TILE 3
#endif
#define NAME(name) name##_any
#define TARGET
#include "RowLoops.h"

#if defined(__x86_64__)

#define LANES 4
#define TILE 3
#define NAME(name) name##_avx2
#define TARGET __attribute__((target("avx2,fma")))
#include "RowLoops.h"

static bool has_avx2(void) { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"); }

#endif

void survey_solve_rows_portable(double *block, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t stride,
                                const double *factor, const double *reciprocals) {
  solve_rows_any(block, rows, columns, stride, factor, reciprocals);
}

void survey_add_gram_portable(const double *block, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t stride,
                              double *result) {
  add_gram_any(block, rows, columns, stride, result);
}

void survey_solve_rows(double *block, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t stride,
                       const double *factor, const double *reciprocals) {
#if defined(__x86_64__)
  if (has_avx2()) {
    solve_rows_avx2(block, rows, columns, stride, factor, reciprocals);
    return;
  }
#endif
  solve_rows_any(block, rows, columns, stride, factor, reciprocals);
}

void survey_add_gram(const double *block, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t stride,
                     double *result) {
#if defined(__x86_64__)
  if (has_avx2()) {
    add_gram_avx2(block, rows, columns, stride, result);
    return;
  }
#endif
  add_gram_any(block, rows, columns, stride, result);
}
