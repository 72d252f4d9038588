import SurveyProbability
import SurveyVocabulary

extension FactorAnalysis {
  /// How well the factors reproduce the correlations.
  public struct Fit: Hashable, Sendable {
    /// The correlations less the parameters: ((p - k)² - (p + k))/2.
    public let degreesOfFreedom: Int
    /// The root of the mean square of the residual correlations, the diagonal left out.
    public let rootMeanSquareResidual: Double
    /// The discrepancy of maximum likelihood at the solution; `nil` where a determinant is not positive.
    public let discrepancy: Double?
    /// Chi-square with Bartlett's correction, (n - 1 - (2p + 5)/6 - 2k/3) times the discrepancy; `nil`
    /// without a discrepancy, without degrees of freedom, or where n is unknown or too small.
    public let chiSquare: TestStatistic?
    /// The probability of this chi-square or more, if the model holds.
    public let pValue: Double?
    /// Chi-square without the correction, (n - 1) times the discrepancy.
    public let uncorrectedChiSquare: TestStatistic?
    /// The probability of the uncorrected chi-square or more.
    public let uncorrectedPValue: Double?
    /// The Tucker-Lewis index, with the multipliers of chi-square.
    public let tuckerLewis: Double?
    /// The root mean square error of approximation from the uncorrected chi-square, with an interval from
    /// the noncentral chi-square distribution.
    public let rmsea: Estimate?
    /// Uncorrected chi-square less degrees of freedom times ln n (Raftery 1995).
    public let bayesianInformation: Double?

    /// The fit of loadings; no logarithm of the determinant of the correlations where they are singular.
    init(
      _ correlations: ItemCorrelations, _ extraction: FactorExtraction, logDeterminant: Double?,
      confidence: Double
    ) throws(InputError) {
      let (items, factors) = (correlations.order, extraction.loadings.columnCount)
      degreesOfFreedom = Self.degreesOfFreedom(items: items, factors: factors)
      var model = try extraction.loadings.times(extraction.loadings.transposed)
      rootMeanSquareResidual = Self.residual(correlations.matrix, model)
      for index in 0..<items { model[index, index] += extraction.uniquenesses[index] }
      discrepancy = logDeterminant.flatMap {
        Self.discrepancy(correlations.matrix, model, logDeterminant: $0)
      }
      let df = Double(degreesOfFreedom)
      guard let discrepancy, let logDeterminant, let count = correlations.count, df > 0 else {
        (chiSquare, pValue, uncorrectedChiSquare, uncorrectedPValue) = (nil, nil, nil, nil)
        (tuckerLewis, rmsea, bayesianInformation) = (nil, nil, nil)
        return
      }
      let cases = Double(count)
      let multiplier = cases - 1 - Double(2 * items + 5) / 6 - 2 * Double(factors) / 3
      let uncorrected = (cases - 1) * discrepancy
      let plain = TestStatistic("χ²", uncorrected, reference: .chiSquare(degreesOfFreedom: df))
      uncorrectedChiSquare = plain
      uncorrectedPValue = plain.pValue(.greater)
      let corrected =
        multiplier > 0
        ? TestStatistic("χ²", multiplier * discrepancy, reference: .chiSquare(degreesOfFreedom: df)) : nil
      chiSquare = corrected
      pValue = corrected?.pValue(.greater)
      let independence = -logDeterminant / Double(items * (items - 1) / 2)
      let excess = independence - 1 / multiplier
      tuckerLewis = multiplier > 0 && excess > 0 ? (independence - discrepancy / df) / excess : nil
      rmsea = try Self.rmsea(uncorrected, df, cases: cases, confidence)
      bayesianInformation = uncorrected - df * naturalLog(cases)
    }

    /// Correlations less parameters; negative where there are more parameters.
    static func degreesOfFreedom(items: Int, factors: Int) -> Int {
      ((items - factors) * (items - factors) - (items + factors)) / 2
    }

    private static func residual(_ correlations: Matrix, _ model: Matrix) -> Double {
      let order = correlations.rowCount
      var sum = 0.0
      for column in 1..<order {
        for row in 0..<column {
          let rest = correlations[row, column] - model[row, column]
          sum += rest * rest
        }
      }
      return (sum / Double(order * (order - 1) / 2)).squareRoot()
    }

    private static func discrepancy(_ correlations: Matrix, _ model: Matrix, logDeterminant: Double)
      -> Double?
    {
      guard let factor = try? CholeskyFactorization(model), let ratio = try? factor.solve(correlations)
      else { return nil }
      let trace = ratio.diagonal.reduce(0) { $0 + ($1 - 1) }
      let value = factor.logDeterminant - logDeterminant + trace
      return value.isFinite ? max(value, 0) : nil
    }

    /// Reference: Steiger (1990), doi:10.1207/s15327906mbr2502_4.
    private static func rmsea(
      _ chiSquare: Double, _ df: Double, cases: Double, _ confidence: Double
    ) throws(InputError) -> Estimate {
      let unit = df * (cases - 1)
      let estimate = (max(chiSquare - df, 0) / unit).squareRoot()
      // Beyond this the noncentral distribution is out of reach.
      guard chiSquare <= 1e9 else { return Estimate(estimate) }
      let tail = (1 - confidence) / 2
      let lower = try noncentrality(chiSquare, df) { $0.upperTail(chiSquare) - tail }
      let upper = try noncentrality(chiSquare, df) { tail - $0.lowerTail(chiSquare) }
      return Estimate(
        estimate,
        interval: ConfidenceInterval(
          lower: (lower / unit).squareRoot(), upper: (upper / unit).squareRoot(), level: confidence,
          method: "noncentral chi-square"))
    }

    /// The noncentrality at which a function that rises with it is zero; zero where it never is below.
    private static func noncentrality(
      _ chiSquare: Double, _ df: Double, _ excess: (NoncentralChiSquareDistribution) -> Double
    ) throws(InputError) -> Double {
      func value(_ noncentrality: Double) -> Double {
        let distribution = try? NoncentralChiSquareDistribution(
          degreesOfFreedom: df, noncentrality: noncentrality)
        return distribution.map(excess) ?? .nan
      }
      guard value(0) < 0 else { return 0 }
      var bound = max(chiSquare, 1)
      while value(bound) < 0, bound < 4e9 { bound *= 2 }
      return try RootFinding.solve(in: 0...bound, "noncentrality", tolerance: 1e-13, value)
    }
  }
}
