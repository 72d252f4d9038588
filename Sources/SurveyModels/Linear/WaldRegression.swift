import SurveyVocabulary

/// A regression other than a linear one whose sums of coefficients are judged as its single coefficients are: what
/// ``LinearCombination`` and ``JointTest`` take.
///
/// Where a coefficient has z, a sum has it too, and a joint test takes chi-square; where it has t, a joint test takes F
/// with the same degrees of freedom.
public protocol WaldRegression {
  /// The coefficients with their covariance matrix.
  var waldSums: WaldSums { get }
}

/// The coefficients of a regression with their covariance matrix and the distribution of their tests.
public struct WaldSums: Sendable {
  let sums: CoefficientSums
  /// Those of Student's t; `nil` for the normal distribution.
  let degreesOfFreedom: Double?
  /// The number of clusters; `nil` where cases are independent.
  let clusterCount: Int?
  let context: DataContext
}

extension LinearCombination {
  /// Sums coefficients of a regression that is not linear, or robust: on the scale of the link.
  ///
  /// - Parameters:
  ///   - regression: The fit.
  ///   - weights: The weight of each coefficient by its name; the others have none.
  ///   - value: The value that the sum is tested against.
  ///   - alternative: The side on which a departure is looked for.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` as for linear regressions, and if the sum has no variance above zero.
  public init(
    of regression: some WaldRegression, _ weights: [String: Double], equals value: Double = 0,
    alternative: Alternative = .twoSided, confidence: Double = 0.95
  ) throws(InputError) {
    let part = regression.waldSums
    let contrast = try part.sums.contrast(weights)
    let sum = part.sums.sum(contrast)
    guard !(sum.error <= 0) else {
      throw InputError(
        .outOfRange, "weights", "the sum has no variance above zero", remedy: "rescale them")
    }
    try self.init(
      of: part.sums, contrast, value: sum.value, standardError: sum.error,
      degreesOfFreedom: part.degreesOfFreedom, equals: value,
      alternative: alternative, confidence: confidence, context: part.context)
  }
}

extension JointTest {
  /// Tests that coefficients of a regression that is not linear, or robust, are all zero.
  ///
  /// - Throws: `InputError` if no coefficient is named, one is unknown or named twice, there are not more clusters
  ///   than restrictions, or their covariance matrix is not of full rank.
  public init(of regression: some WaldRegression, _ names: [String]) throws(InputError) {
    try self.init(of: regression.waldSums, sums: names.map { [$0: 1] }, words: names)
  }

  /// Tests that weighted sums of coefficients of a regression that is not linear, or robust, are all zero.
  ///
  /// - Parameters:
  ///   - regression: The fit.
  ///   - sums: For each sum the weights of coefficients by their names.
  /// - Throws: `InputError` as for coefficients, and if one sum follows from the others.
  public init(of regression: some WaldRegression, sums: [[String: Double]]) throws(InputError) {
    try self.init(of: regression.waldSums, sums: sums, words: Self.words(sums))
  }

  private init(of part: WaldSums, sums: [[String: Double]], words: [String]) throws(InputError) {
    let contrasts = try part.sums.contrasts(sums)
    if let clusters = part.clusterCount { try Self.check(contrasts.count, clusters: clusters) }
    guard let f = try part.sums.wald(contrasts) else {
      throw InputError(
        .outOfRange, "restrictions", "one of the sums has no variance above zero",
        remedy: "rescale the columns")
    }
    guard (f * Double(contrasts.count)).isFinite else {
      throw InputError(
        .outOfRange, "restrictions", "χ² exceeds the range of Double", remedy: "rescale the data")
    }
    self.init(
      f, contrasts.count, denominator: part.degreesOfFreedom, hotelling: nil, words: words,
      errors: part.sums.errors, context: part.context)
  }
}

extension Citation {
  /// The test of several parameters by their covariance matrix.
  static var wald: Citation {
    Citation(
      "Wald", 1943, "Transactions of the American Mathematical Society 54, 426-482",
      doi: "10.1090/S0002-9947-1943-0012401-3")
  }
}
