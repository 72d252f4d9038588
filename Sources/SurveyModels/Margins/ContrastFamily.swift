import SurveyInference
import SurveyLinearAlgebra
import SurveyProbability
import SurveyVocabulary

/// A contrast with its test, before it becomes a finding; numbers are missing where it is not estimable.
struct JudgedContrast {
  let name: String
  var value: Double?
  var error: Double?
  var freedom: Double?
  var statistic: TestStatistic?
  var pValue: Double?
  var adjusted: Double?
  /// Half the length of the interval.
  var reach: Double?
}

/// Contrasts that are adjusted together.
struct ContrastFamily {
  private let contrasts: [GroupContrast]
  /// The weights of the coefficients; `nil` where a mean is missing.
  private let weights: [[Double]?]
  /// The values of the means; `nil` where they are sums of coefficients.
  private let values: [Double]?
  private let part: LinearPart

  init(_ contrasts: [GroupContrast], of means: [MarginalMeans.Mean], _ part: LinearPart) {
    self.init(contrasts, rows: means.map(\.weights), values: nil, part)
  }

  /// Contrasts of functions of the coefficients, whose derivatives take the place of the weights.
  init(_ contrasts: [GroupContrast], of functions: [ParameterFunction?], _ part: LinearPart) {
    self.init(contrasts, rows: functions.map { $0?.gradient }, values: functions.map { $0?.value ?? 0 }, part)
  }

  private init(
    _ contrasts: [GroupContrast], rows: [[Double]?], values: [Double]?, _ part: LinearPart
  ) {
    self.contrasts = contrasts
    self.values = values
    self.part = part
    weights = contrasts.map { contrast in
      var sum = [Double](repeating: 0, count: part.coefficients.count)
      for (weight, row) in zip(contrast.weights, rows) where weight != 0 {
        guard let own = row else { return nil }
        for index in sum.indices { sum[index] += weight * own[index] }
      }
      return sum
    }
  }

  /// The tests, adjusted.
  func judged(
    _ adjustment: ContrastAdjustment, meanCount: Int, _ confidence: Double
  ) throws(InputError) -> (contrasts: [JudgedContrast], error: Double) {
    var found: [JudgedContrast] = []
    for (contrast, weights) in zip(contrasts, weights) {
      var judged = JudgedContrast(name: contrast.name)
      if let weights {
        let value =
          values.map { zip(contrast.weights, $0).reduce(0) { $0 + $1.0 * $1.1 } } ?? part.value(weights)
        let error = max(0, part.covariance(weights, weights)).squareRoot()
        guard value.isFinite, error.isFinite else {
          throw InputError(
            .outOfRange, contrast.name, "the contrast leaves the range of Double",
            remedy: "rescale the weights")
        }
        judged.value = value
        judged.error = error
        judged.freedom = try part.degreesOfFreedom(weights)
        if error > 0 {
          let statistic = TestStatistic(
            judged.freedom == nil ? "z" : "t", value / error,
            reference: judged.freedom.map { .t(degreesOfFreedom: $0) } ?? .normal)
          judged.statistic = statistic
          judged.pValue = statistic.pValue(.twoSided)
        }
      }
      found.append(judged)
    }
    let tested = found.indices.filter { found[$0].pValue != nil }
    for index in found.indices where found[index].error == 0 { found[index].reach = 0 }
    guard !tested.isEmpty else { return (found, 0) }
    let judge = try FamilyJudge(
      adjustment, tests: tested.map { found[$0] }, meanCount: meanCount,
      correlations: { correlations(tested) }, rank: { () throws(InputError) in try rank(tested) })
    let adjusted = try judge.adjusted()
    // Contrasts of the same degrees of freedom share their limit.
    var limits: [Double: Double] = [:]
    for (place, index) in tested.enumerated() {
      let freedom = found[index].freedom ?? .infinity
      let limit: Double
      if let known = limits[freedom] { limit = known } else { limit = try judge.limit(place, confidence) }
      limits[freedom] = limit
      found[index].adjusted = adjusted[place]
      found[index].reach = limit * (found[index].error ?? 0)
    }
    return (found, judge.error)
  }

  private func correlations(_ tested: [Int]) -> [[Double]] {
    let rows = tested.map { weights[$0] ?? [] }
    let errors = rows.map { part.covariance($0, $0).squareRoot() }
    return rows.indices.map { row in
      rows.indices.map { column in
        row == column
          ? 1
          : min(1, max(-1, part.covariance(rows[row], rows[column]) / errors[row] / errors[column]))
      }
    }
  }

  /// The number of contrasts that do not follow from others.
  private func rank(_ tested: [Int]) throws(InputError) -> Int {
    let rows = tested.map { weights[$0] ?? [] }
    let order = part.coefficients.count
    // Each in units of its length, and of the coefficients' standard errors.
    let scales = (0..<order).map { part.covariance[$0, $0].squareRoot() }
    let scaled = rows.map { row -> [Double] in
      let values = zip(row, scales).map { $0 * $1 }
      let length = values.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return values.map { length > 0 ? $0 / length : 0 }
    }
    return try QRFactorization(Matrix(order, rows.count, scaled.flatMap { $0 }), tolerance: 1e-9).rank
  }
}

/// What an adjustment makes of a family of statistics.
private struct FamilyJudge {
  let adjustment: ContrastAdjustment
  let tests: [JudgedContrast]
  let meanCount: Int
  private var rank = 1.0
  private var largest: [LargestStatistic] = []
  /// The largest error of the adjusted probabilities.
  var error: Double {
    zip(largest, tests).reduce(0) { error, own in
      max(error, own.0.error(upperTail: (own.1.statistic?.value ?? 0).magnitude))
    }
  }

  init(
    _ adjustment: ContrastAdjustment, tests: [JudgedContrast], meanCount: Int, correlations: () -> [[Double]],
    rank: () throws(InputError) -> Int
  ) throws(InputError) {
    self.adjustment = adjustment
    self.tests = tests
    self.meanCount = meanCount
    switch adjustment {
    case .scheffe: self.rank = Double(try rank())
    case .singleStep(let seed):
      let correlations = correlations()
      for test in tests {
        let freedom = test.freedom ?? .infinity
        let known = largest.first { $0.degreesOfFreedom == freedom }
        let own: LargestStatistic
        if let known {
          own = known
        } else if let first = largest.first {
          own = try first.with(degreesOfFreedom: freedom)
        } else {
          own = try LargestStatistic(correlations, degreesOfFreedom: freedom, seed: seed)
        }
        largest.append(own)
      }
    case .none, .family, .tukey: break
    }
  }

  /// The adjusted probabilities.
  func adjusted() throws(InputError) -> [Double] {
    let plain = tests.map { $0.pValue ?? 1 }
    switch adjustment {
    case .none: return plain
    case .family(let family): return try family.adjusted(plain)
    case .tukey:
      var found: [Double] = []
      for test in tests {
        let range = try StudentizedRangeDistribution(
          groups: meanCount, degreesOfFreedom: test.freedom ?? .infinity)
        found.append(range.upperTail((test.statistic?.value ?? 0).magnitude * 2.0.squareRoot()))
      }
      return found
    case .scheffe:
      var found: [Double] = []
      for test in tests {
        let square = (test.statistic?.value ?? 0) * (test.statistic?.value ?? 0)
        if let freedom = test.freedom {
          found.append(try FDistribution(numerator: rank, denominator: freedom).upperTail(square / rank))
        } else {
          found.append(try ChiSquareDistribution(degreesOfFreedom: rank).upperTail(square))
        }
      }
      return found
    case .singleStep:
      return tests.indices.map { index in
        let tail = largest[index].upperTail((tests[index].statistic?.value ?? 0).magnitude)
        // Rounding and lattices cannot leave what the single probability allows.
        return min(max(tail, plain[index]), min(1, plain[index] * Double(tests.count)))
      }
    }
  }

  /// The half length of an interval in standard errors.
  func limit(_ index: Int, _ confidence: Double) throws(InputError) -> Double {
    let (tail, freedom, count) = (1 - confidence, tests[index].freedom, Double(tests.count))
    switch adjustment {
    case .family(.bonferroni): return try MarginalMeans.quantile(upperTail: tail / count / 2, freedom)
    case .family(.sidak):
      let each = -SpecialFunctions.expm1(naturalLog(confidence) / count)
      return try MarginalMeans.quantile(upperTail: each / 2, freedom)
    case .none, .family: return try MarginalMeans.quantile(upperTail: tail / 2, freedom)
    case .tukey:
      return try StudentizedRangeDistribution(groups: meanCount, degreesOfFreedom: freedom ?? .infinity)
        .quantile(upperTail: tail) / 2.0.squareRoot()
    case .scheffe:
      let square =
        if let freedom {
          try FDistribution(numerator: rank, denominator: freedom).quantile(upperTail: tail) * rank
        } else { try ChiSquareDistribution(degreesOfFreedom: rank).quantile(upperTail: tail) }
      return square.squareRoot()
    case .singleStep: return try largest[index].limit(upperTail: tail)
    }
  }
}
