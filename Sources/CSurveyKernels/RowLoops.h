// The loops, compiled once for each kind of processor. Before each inclusion are defined:
//   LANES   numbers in a vector
//   TILE    columns on each side of a tile of sums of products
//   NAME    the name of a function or type with a suffix of its own
//   TARGET  the attribute that names the processor

typedef double NAME(vector) __attribute__((vector_size(LANES * sizeof(double)), aligned(8), may_alias));

#define VECTOR NAME(vector)
#define INLINE static inline __attribute__((always_inline)) TARGET

// Two vectors of rows and `count` columns stay in registers while the columns before them are subtracted. Every
// caller passes a constant count, so that the compiler unrolls the loops over it.
INLINE void NAME(solve_columns)(double *block, ptrdiff_t columns, ptrdiff_t stride, const double *factor,
                                const double *reciprocals, ptrdiff_t first, const int count) {
  VECTOR low[4], high[4];
  double *own = block + first * stride;
  const double *weights = factor + first * columns;
  for (int column = 0; column < count; ++column) {
    low[column] = *(const VECTOR *)(own + column * stride);
    high[column] = *(const VECTOR *)(own + column * stride + LANES);
  }
  for (ptrdiff_t before = 0; before < first; ++before) {
    const VECTOR x = *(const VECTOR *)(block + before * stride);
    const VECTOR y = *(const VECTOR *)(block + before * stride + LANES);
    for (int column = 0; column < count; ++column) {
      const double weight = weights[column * columns + before];
      low[column] -= x * weight;
      high[column] -= y * weight;
    }
  }
  for (int column = 0; column < count; ++column) {
    for (int before = 0; before < column; ++before) {
      const double weight = weights[column * columns + first + before];
      low[column] -= low[before] * weight;
      high[column] -= high[before] * weight;
    }
    low[column] *= reciprocals[first + column];
    high[column] *= reciprocals[first + column];
    *(VECTOR *)(own + column * stride) = low[column];
    *(VECTOR *)(own + column * stride + LANES) = high[column];
  }
}

TARGET static void NAME(solve_rows)(double *block, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t stride,
                                    const double *factor, const double *reciprocals) {
  ptrdiff_t row = 0;
  for (; rows - row >= 2 * LANES; row += 2 * LANES) {
    double *own = block + row;
    ptrdiff_t column = 0;
    for (; columns - column >= 4; column += 4) {
      NAME(solve_columns)(own, columns, stride, factor, reciprocals, column, 4);
    }
    switch (columns - column) {
    case 3: NAME(solve_columns)(own, columns, stride, factor, reciprocals, column, 3); break;
    case 2: NAME(solve_columns)(own, columns, stride, factor, reciprocals, column, 2); break;
    case 1: NAME(solve_columns)(own, columns, stride, factor, reciprocals, column, 1); break;
    default: break;
    }
  }
  for (; row < rows; ++row) {
    for (ptrdiff_t column = 0; column < columns; ++column) {
      double value = block[column * stride + row];
      for (ptrdiff_t before = 0; before < column; ++before) {
        value -= block[before * stride + row] * factor[column * columns + before];
      }
      block[column * stride + row] = value * reciprocals[column];
    }
  }
}

// The sums of one tile stay in registers over all rows. A tile that hangs over the last column reads that column
// again, and what it gives there is left out.
TARGET static void NAME(add_gram)(const double *block, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t stride,
                                  double *result) {
  const ptrdiff_t whole = rows - rows % LANES;
  for (ptrdiff_t right = 0; right < columns; right += TILE) {
    for (ptrdiff_t left = 0; left <= right; left += TILE) {
      const double *x[TILE], *y[TILE];
      for (int place = 0; place < TILE; ++place) {
        x[place] = block + (left + place < columns ? left + place : columns - 1) * stride;
        y[place] = block + (right + place < columns ? right + place : columns - 1) * stride;
      }
      VECTOR sums[TILE][TILE];
      for (int i = 0; i < TILE; ++i) {
        for (int j = 0; j < TILE; ++j) sums[i][j] = (VECTOR){0};
      }
      for (ptrdiff_t row = 0; row < whole; row += LANES) {
        VECTOR values[TILE];
        for (int i = 0; i < TILE; ++i) values[i] = *(const VECTOR *)(x[i] + row);
        for (int j = 0; j < TILE; ++j) {
          const VECTOR other = *(const VECTOR *)(y[j] + row);
          for (int i = 0; i < TILE; ++i) sums[i][j] += values[i] * other;
        }
      }
      for (int j = 0; j < TILE && right + j < columns; ++j) {
        for (int i = 0; i < TILE && left + i <= right + j; ++i) {
          double sum = 0;
          for (int lane = 0; lane < LANES; ++lane) sum += sums[i][j][lane];
          for (ptrdiff_t row = whole; row < rows; ++row) sum += x[i][row] * y[j][row];
          result[(right + j) * columns + left + i] += sum;
        }
      }
    }
  }
}

#undef INLINE
#undef VECTOR
#undef TARGET
#undef NAME
#undef TILE
#undef LANES
