import SurveyVocabulary

/// The normal distribution of several variables with given means and covariances.
///
/// Points are made from independent normal numbers through the Cholesky factor of the covariances
/// (Anderson 2003, section 2.3), which is found here so that the module needs no other library.
public struct MultivariateNormalDistribution: Sendable, Hashable {
  /// The largest number of variables.
  public static let largestDimension = 1_000

  /// The means of the variables.
  public let means: [Double]
  /// The lower triangular factor L of the covariances LLᵀ, row by row, each row up to its diagonal.
  private let factor: [[Double]]

  /// Makes a multivariate normal distribution.
  ///
  /// - Parameters:
  ///   - means: The means of at most 1,000 variables.
  ///   - covariances: A symmetric, positive definite matrix, one row to a variable.
  /// - Throws: `InputError` if there is no variable or there are too many, if the sizes differ, if a number
  ///   is not finite, or if the matrix is not symmetric or not positive definite.
  public init(means: some Collection<Double>, covariances: [[Double]]) throws(InputError) {
    let means = try finiteValues(means, "means", atLeast: 1)
    guard means.count <= Self.largestDimension else {
      throw .infeasible(
        "means", "\(means.count) variables, at most \(Self.largestDimension) are possible",
        remedy: "draw independent parts by themselves")
    }
    try checkEqualLength(covariances.count, "covariances", means.count, "means")
    for (index, row) in covariances.enumerated() {
      try checkEqualLength(row.count, "row \(index + 1) of covariances", means.count, "means")
      _ = try finiteValues(row, "row \(index + 1) of covariances")
    }
    for row in covariances.indices {
      for column in 0..<row where covariances[row][column] != covariances[column][row] {
        throw InputError(
          .definition, "covariances", "rows \(row + 1) and \(column + 1) are not symmetric",
          remedy: "use the mean of both elements")
      }
    }
    self.means = means
    factor = try Self.factor(covariances)
  }

  /// The Cholesky factor; a pivot that is lost in rounding means that a variable depends on those before it.
  private static func factor(_ covariances: [[Double]]) throws(InputError) -> [[Double]] {
    var factor: [[Double]] = []
    let tolerance = Double(covariances.count) * Double.ulpOfOne
    for (row, values) in covariances.enumerated() {
      var line: [Double] = []
      for column in 0..<row {
        var rest = values[column]
        for (own, other) in zip(line, factor[column]) { rest -= own * other }
        line.append(rest / factor[column][column])
      }
      let pivot = line.reduce(values[row]) { $0 - $1 * $1 }
      guard pivot > tolerance * values[row], pivot.isFinite else {
        throw InputError(
          .rankDeficient, "covariances", "the matrix is not positive definite at variable \(row + 1)",
          remedy: "leave out variables that others determine")
      }
      factor.append(line + [pivot.squareRoot()])
    }
    return factor
  }

  /// The number of variables.
  public var dimension: Int { means.count }

  /// The density at a point; zero for a point of another dimension.
  public func density(_ point: some Collection<Double>) -> Double { libmExp(logDensity(point)) }

  /// The logarithm of the density at a point; -∞ for a point of another dimension or at infinity.
  public func logDensity(_ point: some Collection<Double>) -> Double {
    guard point.count == dimension else { return -.infinity }
    guard point.allSatisfy({ !$0.isInfinite }) else { return -.infinity }
    var standard: [Double] = []
    // ½ log 2π for each variable.
    var value = -0.9189385332046728 * Double(dimension)
    for ((line, mean), x) in zip(zip(factor, means), point) {
      var rest = x - mean
      for (weight, z) in zip(line, standard) { rest -= weight * z }
      let diagonal = line[standard.count]
      let z = rest / diagonal
      standard.append(z)
      value -= 0.5 * z * z + libmLog(diagonal)
    }
    return value
  }

  /// A random point.
  public func sample(using stream: inout RandomStream) -> [Double] {
    let standard = means.map { _ in stream.normal() }
    return zip(means, factor).map { mean, line in
      zip(line, standard).reduce(mean) { $0 + $1.0 * $1.1 }
    }
  }
}
