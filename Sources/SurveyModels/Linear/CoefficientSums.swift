import SurveyLinearAlgebra
import SurveyVocabulary

/// What tests of weighted sums of coefficients need of a fit, whatever its covariance matrix is.
struct CoefficientSums: Sendable {
  let names: [String]
  let values: [Double]
  let covariance: Matrix
  /// How the covariance matrix was found.
  let errors: CoefficientErrors
  /// The covariance matrix in orthonormal coordinates, where a fit by least squares has one.
  var spread: CoefficientSpread?

  /// One weight for each coefficient.
  ///
  /// - Throws: `InputError` if a name is unknown, a weight is not finite, or all are zero.
  func contrast(_ weights: [String: Double]) throws(InputError) -> [Double] {
    for (name, weight) in weights.sorted(by: { $0.key < $1.key }) {
      guard names.contains(name) else { throw .unknownName(name, among: names, subject: "weights") }
      guard weight.isFinite else { throw .notFinite("weights", value: weight, at: 0) }
    }
    let contrast = names.map { weights[$0] ?? 0 }
    guard contrast.contains(where: { $0 != 0 }) else {
      throw InputError(.definition, "weights", "no coefficient has a weight", remedy: "give at least one")
    }
    return contrast
  }

  /// One weight for each coefficient, for each of several sums.
  ///
  /// - Throws: `InputError` if there is no sum or more than coefficients, and as for one sum.
  func contrasts(_ sums: [[String: Double]]) throws(InputError) -> [[Double]] {
    guard !sums.isEmpty else { throw .tooFew("restrictions", found: 0, needed: 1) }
    guard sums.count <= names.count else {
      throw InputError(.rankDeficient, "restrictions", "there are more than coefficients")
    }
    var contrasts: [[Double]] = []
    for sum in sums { contrasts.append(try contrast(sum)) }
    return contrasts
  }

  /// The weighted sum of the coefficients.
  func value(_ contrast: [Double]) -> Double { zip(contrast, values).reduce(0) { $0 + $1.0 * $1.1 } }

  /// The weighted sum of the coefficients with the root of its variance; that is negative where the variance is, which
  /// rounding, or a covariance matrix that is none, can take below zero.
  func sum(_ contrast: [Double]) -> (value: Double, error: Double) {
    guard let spread else {
      let variance = variance(contrast)
      return (value(contrast), variance < 0 ? -(-variance).squareRoot() : variance.squareRoot())
    }
    let coordinates = spread.coordinates(for: [contrast])
    return (coordinates.value(contrast), spread.root(along: coordinates.direction(contrast)))
  }

  /// The variance of a weighted sum of the coefficients by their covariance matrix.
  func variance(_ contrast: [Double]) -> Double {
    var sum = 0.0
    for row in contrast.indices where contrast[row] != 0 {
      for column in contrast.indices { sum += contrast[row] * contrast[column] * covariance[row, column] }
    }
    return sum
  }

  /// Wald's statistic that weighted sums of coefficients are zero, over their number; `nil` where one of them
  /// has no variance above zero.
  ///
  /// - Throws: `InputError` if their covariance matrix is not of full rank.
  func wald(_ contrasts: [[Double]]) throws(InputError) -> Double? {
    guard let (scaled, correlations) = standardized(contrasts) else { return nil }
    let order = contrasts.count
    let factor: CholeskyFactorization
    do throws(InputError) {
      factor = try CholeskyFactorization(Matrix(order, order, correlations))
      guard try factor.reciprocalCondition() > 1e-14 else {
        throw InputError(.rankDeficient, "matrix", "no digit of its inverse is left")
      }
    } catch {
      throw InputError(
        .rankDeficient, "restrictions",
        "one of them follows from the others, or the standard errors of "
          + "\(errors.name) leave them no rank", remedy: "test fewer at once")
    }
    let solution = try factor.solve(scaled)
    let f = zip(scaled, solution).reduce(0) { $0 + $1.0 * $1.1 } / Double(order)
    guard f.isFinite else {
      throw InputError(
        .outOfRange, "restrictions", "F exceeds the range of Double", remedy: "rescale the data")
    }
    return f
  }

  /// Sums over their standard errors, so that scales do not matter, and the correlations of the sums; `nil` where one
  /// has no variance above zero.
  private func standardized(_ contrasts: [[Double]]) -> (scaled: [Double], correlations: [Double])? {
    guard let spread else { return standardizedByCovariance(contrasts) }
    let coordinates = spread.coordinates(for: contrasts)
    let directions = contrasts.map(coordinates.direction)
    let roots = directions.map(spread.root)
    guard roots.allSatisfy({ $0 > 0 }) else { return nil }
    // A direction over its root has components that are about the inverse of the outcome's spread.
    let units = zip(directions, roots).map { direction, root in direction.map { $0 / root } }
    return (
      zip(contrasts, roots).map { coordinates.value($0) / $1 },
      units.flatMap { column in units.map { spread.covariance($0, column) } }
    )
  }

  private func standardizedByCovariance(_ contrasts: [[Double]]) -> (
    scaled: [Double], correlations: [Double]
  )? {
    let sums = contrasts.map(value)
    let errors = contrasts.map { max(variance($0), 0).squareRoot() }
    guard errors.allSatisfy({ $0 > 0 }) else { return nil }
    let order = contrasts.count
    let products = contrasts.map { contrast in
      values.indices.map { row in
        contrast.indices.reduce(0) { $0 + covariance[row, $1] * contrast[$1] }
      }
    }
    var elements: [Double] = []
    for (column, product) in products.enumerated() {
      for row in 0..<order {
        let value = zip(contrasts[row], product).reduce(0) { $0 + $1.0 * $1.1 }
        elements.append(value / (errors[row] * errors[column]))
      }
    }
    return (zip(sums, errors).map { $0 / $1 }, elements)
  }
}

extension LinearRegression {
  /// The coefficients with their covariance matrix.
  var sums: CoefficientSums {
    CoefficientSums(
      names: coefficients.map(\.name), values: coefficients.map(\.value), covariance: covariance,
      errors: .independent(standardErrors), spread: spread)
  }
}

extension ClusteredRegression {
  /// The coefficients with their covariance matrix.
  var sums: CoefficientSums {
    CoefficientSums(
      names: coefficients.map(\.name), values: coefficients.map(\.value), covariance: covariance,
      errors: .clustered(estimator), spread: spread)
  }
}

extension MultiwayClusteredRegression {
  /// The coefficients with their covariance matrix.
  var sums: CoefficientSums {
    CoefficientSums(
      names: coefficients.map(\.name), values: coefficients.map(\.value), covariance: covariance,
      errors: .multiway(estimator), spread: spread)
  }
}
