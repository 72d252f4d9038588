import SurveyLinearAlgebra
import SurveyProbability
import SurveyVocabulary

/// What a regression with instruments says about its instruments.
struct InstrumentalDiagnostics {
  private(set) var firstStages: [InstrumentalRegression.FirstStage] = []
  private(set) var craggDonald: Double?
  private(set) var effectiveF: Double?
  private(set) var wuHausman: TestStatistic?
  private(set) var overidentification: TestStatistic?
  private(set) var andersonRubin: TestStatistic?
  private(set) var andersonRubinSet: CoefficientSet?

  init(
    _ columns: InstrumentalColumns, _ rule: ErrorRule, _ fit: InstrumentalFit, confidence: Double
  ) throws(InputError) {
    let (count, excluded) = (columns.endogenous.columnCount, columns.instrumentBasis.columnCount)
    if excluded > count { overidentification = try Self.excess(columns, rule, fit) }
    guard count > 0 else { return }
    for place in 0..<count { firstStages.append(try Self.firstStage(place, columns, rule)) }
    craggDonald = try Self.leastEigenvalue(columns)
    let before = try columns.exogenous.joined(columns.endogenous).basis()
    let added = try columns.firstResiduals.residuals(on: before)
    // With nothing left of them the predictors determine the first stages' residuals.
    if before.rowCount > before.columnCount + count, try QRFactorization(added).rank == count {
      wuHausman = try rule.test(of: columns.outcome, adding: added.basis(), to: before)
    }
    guard count == 1 else { return }
    let sums = try AndersonRubinSums(columns)
    andersonRubin = try rule.test(
      of: columns.partialOutcome, adding: columns.instrumentBasis, to: columns.exogenousBasis)
    if rule.isClassical {
      andersonRubinSet = try sums.set(confidence: confidence, unit: columns.units)
    }
    let inner = try? rule.covariance(
      of: columns.instrumentBasis, residuals: columns.firstResiduals.elements,
      leverages: columns.leverages, coefficients: columns.width)
    if let trace = inner?.diagonal.reduce(0, +), trace > 0, (sums.xx / trace).isFinite {
      effectiveF = sums.xx / trace
    }
  }

  private static func firstStage(
    _ place: Int, _ columns: InstrumentalColumns, _ rule: ErrorRule
  ) throws(InputError) -> InstrumentalRegression.FirstStage {
    let predictor = columns.partialEndogenous[column: place]
    let left = columns.firstResiduals[column: place]
    let whole = columns.partialEndogenous.length(place)
    let share = columns.firstResiduals.length(place) / whole
    let reached = try columns.instrumentBasis.transposed.times(predictor)
    let explained = reached.reduce(0) { $0 + ($1 / whole) * ($1 / whole) }
    let (n, excluded) = (columns.rows.count, columns.instrumentBasis.columnCount)
    let rest = Double(n - columns.width)
    let statistic = TestStatistic(
      "F", explained / Double(excluded) / (share * share / rest),
      reference: .f(numerator: Double(excluded), denominator: rest))
    let inner =
      rule.isClassical
      ? nil
      : try? rule.covariance(
        of: columns.instrumentBasis, residuals: left, leverages: columns.leverages,
        coefficients: columns.width)
    let robust = inner.flatMap { $0.inverseForm(reached) }.map { form in
      TestStatistic(
        "F", form / Double(excluded),
        reference: .f(
          numerator: Double(excluded),
          denominator: rule.degreesOfFreedom(cases: n, coefficients: columns.width)))
    }
    return InstrumentalRegression.FirstStage(
      predictor: columns.names.endogenous[place], statistic: statistic, robust: robust,
      partialRSquared: explained / (explained + share * share), conditional: try conditional(place, columns))
  }

  /// The F of what the other endogenous predictors, by their own two stages, leave of one of them.
  private static func conditional(
    _ place: Int, _ columns: InstrumentalColumns
  ) throws(InputError) -> TestStatistic? {
    let others = (0..<columns.endogenous.columnCount).filter { $0 != place }
    guard !others.isEmpty else { return nil }
    let reached = try columns.instrumentBasis.transposed.times(columns.partialEndogenous)
    let slopes = try QRFactorization(reached.chosen(others)).solve(reached[column: place])
    func length(_ matrix: Matrix) throws(InputError) -> Double {
      let fitted = try matrix.chosen(others).times(slopes)
      return zip(matrix[columnView: place], fitted).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    }
    let (numerator, denominator) = (
      Double(reached.rowCount - others.count), Double(columns.rows.count - columns.width)
    )
    let value = try length(reached) / numerator / (length(columns.firstResiduals) / denominator)
    guard value.isFinite else { return nil }
    return TestStatistic("F", value, reference: .f(numerator: numerator, denominator: denominator))
  }

  /// The least squared singular value of the first stages' slopes, in units of their residuals.
  private static func leastEigenvalue(_ columns: InstrumentalColumns) throws(InputError) -> Double? {
    let reached = try columns.instrumentBasis.transposed.times(columns.partialEndogenous)
    let factor = try QRFactorization(columns.firstResiduals)
    var scaled = reached.chosen(factor.pivots)
    for (place, pivot) in factor.pivots.enumerated() { scaled.divide(place, by: factor.columnLengths[pivot]) }
    // G = scaled · T⁻¹ is the transposed solution of T′ G′ = scaled′.
    let inverse = try QRFactorization(factor.triangle).solve(Matrix.identity(factor.triangle.rowCount))
    guard let least = try SVDFactorization(scaled.times(inverse)).values.last else { return nil }
    let value = least * least * Double(columns.rows.count - columns.width) / Double(reached.rowCount)
    return value.isFinite ? value : nil
  }

  /// Sargan's statistic, or the score of the instruments in excess with its robust covariance matrix.
  private static func excess(
    _ columns: InstrumentalColumns, _ rule: ErrorRule, _ fit: InstrumentalFit
  ) throws(InputError) -> TestStatistic? {
    let excluded = columns.instrumentBasis.columnCount
    let count = excluded - columns.endogenous.columnCount
    let squares = fit.residuals.reduce(0) { $0 + $1 * $1 }
    let reference = TestStatistic.Reference.chiSquare(degreesOfFreedom: Double(count))
    guard !rule.isClassical else {
      let reached = try columns.instrumentBasis.transposed.times(fit.residuals).reduce(0) { $0 + $1 * $1 }
      return TestStatistic("χ²", Double(columns.rows.count) * (reached / squares), reference: reference)
    }
    // What the second stage leaves of the instruments spans the directions in excess.
    let left = try columns.instrumentBasis.residuals(on: fit.basis)
    let eigen = try SymmetricEigen(left.gram())
    let spare = try left.times(eigen.vectors.chosen(Array(0..<count)))
    // The score is built under the hypothesis, without a correction for leverage or degrees of freedom.
    let scores = try rule.plain.covariance(
      of: spare, residuals: fit.residuals, leverages: spare.rowSquares, coefficients: 0)
    guard let form = scores.inverseForm(try spare.transposed.times(fit.residuals)) else { return nil }
    return TestStatistic("χ²", form, reference: reference)
  }
}

extension InstrumentalColumns {
  /// The number of exogenous columns and instruments.
  var width: Int { exogenousBasis.columnCount + instrumentBasis.columnCount }

  /// The leverages of the first stage.
  var leverages: [Double] {
    zip(exogenousBasis.rowSquares, instrumentBasis.rowSquares).map { $0 + $1 }
  }
}
