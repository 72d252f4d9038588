import SurveyVocabulary

extension LeastSquares {
  /// Gives a body the orthonormal columns and the residuals, block by block of rows.
  ///
  /// The columns stand `stride` apart, and the body may overwrite them.
  package func forEachBlock(
    _ body: (
      _ rows: Range<Int>, _ orthonormal: UnsafeMutableBufferPointer<Double>, _ stride: Int,
      _ residuals: UnsafeMutableBufferPointer<Double>
    ) throws(InputError) -> Void
  ) throws(InputError) {
    let (count, order) = (outcome.count, kept.count)
    if let storedOrthonormal, let storedResiduals {
      var (columns, residuals) = (storedOrthonormal, storedResiduals)
      try columns.withUnsafeMutableBufferPointer { columns throws(InputError) in
        try residuals.withUnsafeMutableBufferPointer { residuals throws(InputError) in
          try body(0..<count, columns, count, residuals)
        }
      }
      return
    }
    // [X y] times the inverse of this triangle is [Q e]: the orthonormal columns and the residuals at once.
    let width = order + 1
    let projection = triangle.upperTimes(shiftedCoefficients)
    var factor = [Double](repeating: 0, count: width * width)
    for column in 0..<order {
      for row in 0...column { factor[column * width + row] = triangle[row, column] }
      factor[order * width + column] = projection[column]
    }
    factor[width * width - 1] = 1
    let block = RowBlock(rows, outcome: working, shift: shift, length: BlockedQR.blockLength)
    for start in stride(from: 0, to: count, by: BlockedQR.blockLength) {
      let range = start..<min(start + BlockedQR.blockLength, count)
      try block.solve(range, factor) { columns, stride throws(InputError) in
        guard let last = columns.baseAddress.map({ $0 + order * stride }) else { return }
        if let storedResiduals {
          for (index, row) in range.enumerated() { last[index] = storedResiduals[row] }
        }
        try body(range, columns, stride, UnsafeMutableBufferPointer(start: last, count: range.count))
      }
    }
  }

  /// The outcome minus the fitted values, in units of the outcome whatever the weights.
  package func plainResiduals() throws(InputError) -> [Double] {
    var all = try residuals()
    guard let roots else { return all }
    let unweighted = roots.indices.filter { roots[$0] == 0 }
    for index in all.indices { all[index] = roots[index] > 0 ? all[index] / roots[index] : outcome[index] }
    guard !unweighted.isEmpty else { return all }
    for (place, column) in kept.enumerated() {
      let values = plainRows.values(column: column)
      for index in unweighted { all[index] -= coefficients[place] * values[index] }
    }
    return all
  }

  /// The outcome minus the fitted values, times the root of the weight where there are weights.
  package func residuals() throws(InputError) -> [Double] {
    if let storedResiduals { return storedResiduals }
    var all: [Double] = []
    all.reserveCapacity(outcome.count)
    try forEachBlock { rows, _, _, residuals throws(InputError) in
      all.append(contentsOf: residuals.prefix(rows.count))
    }
    return all
  }

  /// The leverages of the cases: the squared lengths of the rows of the orthonormal columns.
  package func leverages() throws(InputError) -> [Double] {
    var all: [Double] = []
    all.reserveCapacity(outcome.count)
    try forEachBlock { rows, columns, stride, _ throws(InputError) in
      all.append(contentsOf: Self.leverages(columns, rows: rows.count, columns: kept.count, stride: stride))
    }
    return all
  }

  package static func leverages(
    _ orthonormal: UnsafeMutableBufferPointer<Double>, rows: Int, columns: Int, stride: Int
  ) -> [Double] {
    [Double](unsafeUninitializedCapacity: rows) { sums, count in
      sums.initialize(repeating: 0)
      if let base = orthonormal.baseAddress, let sums = sums.baseAddress {
        for column in 0..<columns {
          let own = base + column * stride
          for row in 0..<rows { sums[row] += own[row] * own[row] }
        }
      }
      count = rows
    }
  }

  /// Σ weight·qqᵀ over the cases, with q a row of the orthonormal columns: the middle of a sandwich.
  ///
  /// `roots` gives the square roots of the weights of a block, of either sign, from its residuals and
  /// leverages.
  package func middle(
    _ roots: (_ start: Int, _ residuals: UnsafeBufferPointer<Double>, _ leverages: [Double])
      throws(InputError) ->
      [Double]
  ) throws(InputError) -> Matrix {
    let order = kept.count
    var meat = Matrix(zeros: order, order)
    try forEachBlock { rows, columns, stride, residuals throws(InputError) in
      let height = rows.count
      let hats = Self.leverages(columns, rows: height, columns: order, stride: stride)
      let factors = try roots(rows.lowerBound, UnsafeBufferPointer(rebasing: residuals.prefix(height)), hats)
      try checkEqualLength(factors.count, "weights", height, "cases")
      factors.withUnsafeBufferPointer { factors in
        guard let base = columns.baseAddress, let factors = factors.baseAddress else { return }
        for column in 0..<order {
          let own = base + column * stride
          for row in 0..<height { own[row] *= factors[row] }
        }
      }
      try meat.withStorage { storage throws(InputError) in
        try BLAS.addGram(
          UnsafeBufferPointer(columns), rows: height, columns: order, stride: stride, to: storage)
      }
    }
    meat.mirrorUpper()
    return meat
  }

  /// R⁻¹·middle·R⁻ᵀ: a middle in the coordinates of the coefficients.
  package func sandwich(_ middle: Matrix) throws(InputError) -> Matrix {
    try inverse.times(middle).times(inverse.transposed)
  }

  /// R⁻¹·R⁻ᵀ, the inverse of XᵀX.
  package func unscaledCovariance() throws(InputError) -> Matrix {
    try inverse.times(inverse.transposed)
  }
}
