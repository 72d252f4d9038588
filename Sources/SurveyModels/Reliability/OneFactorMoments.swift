import SurveyInference
import SurveyVocabulary

/// The first stage of the one-factor model: what it needs of the data.
///
/// Covariances enter as correlations and standard deviations, so that the units of the items do not
/// decide how well the search is conditioned. Deviations are those with the number of cases in the
/// denominator, which makes the objective that of maximum likelihood.
struct OneFactorMoments {
  /// The number of items.
  let order: Int
  /// The number of cases.
  let count: Int
  /// The correlations, row after row.
  let correlations: [Double]
  /// The standard deviations with n in the denominator.
  let deviations: [Double]
  /// The logarithm of the determinant of the correlations.
  let logDeterminant: Double

  /// What keeps a set of covariances from a fit.
  enum Fault: Error {
    /// An item does not vary.
    case constant(Int)
    /// An item is a combination of the items before it.
    case dependent(Int)
    /// A number leaves the range of `Double`.
    case range
  }

  /// A pivot below this share of its variance is rounding: the item is determined by those before it.
  static let tolerance = 1e-11

  /// Takes covariances with n - 1 in the denominator, row after row.
  init(_ covariances: [Double], order: Int, count: Int) throws(Fault) {
    self.order = order
    self.count = count
    let ratio = (Double(count - 1) / Double(count)).squareRoot()
    var deviations = [Double](repeating: 0, count: order)
    for item in 0..<order {
      let variance = covariances[item * order + item]
      guard variance > 0 else { throw .constant(item) }
      deviations[item] = variance.squareRoot() * ratio
    }
    var correlations = [Double](repeating: 1, count: order * order)
    for row in 0..<order {
      for column in 0..<row {
        let value = covariances[row * order + column] / deviations[row] / deviations[column] * ratio * ratio
        correlations[row * order + column] = value
        correlations[column * order + row] = value
      }
    }
    guard correlations.allSatisfy(\.isFinite), deviations.allSatisfy(\.isNormal) else { throw .range }
    var root = correlations
    var logDeterminant = 0.0
    let dependent = root.withUnsafeMutableBufferPointer { root -> Int? in
      guard let base = root.baseAddress else { return 0 }
      if let row = TriangularRoot.factor(base, order: order, tolerance: Self.tolerance) { return row }
      logDeterminant = TriangularRoot.logDeterminant(base, order: order)
      return nil
    }
    if let dependent { throw .dependent(dependent) }
    self.correlations = correlations
    self.deviations = deviations
    self.logDeterminant = logDeterminant
  }

  /// Takes the covariances of items, or says by name what is wrong with them.
  init(_ covariances: ItemCovariances, names: [String]) throws(InputError) {
    let order = covariances.order
    if !names.isEmpty { try checkEqualLength(names.count, "names", order, "the list of items") }
    guard covariances.count > order else {
      throw .tooFew(
        "cases", found: covariances.count, needed: order + 1,
        remedy: "the covariance matrix of \(order) items is singular with as many cases or fewer")
    }
    do throws(Fault) {
      self = try OneFactorMoments(covariances.values, order: order, count: covariances.count)
    } catch {
      throw error.explained { names.indices.contains($0) ? names[$0] : "item \($0 + 1)" }
    }
  }
}

extension OneFactorMoments.Fault {
  /// The fault in words.
  func explained(_ name: (Int) -> String) -> InputError {
    switch self {
    case .constant(let item):
      return .constant(name(item), remedy: "leave the item out: it shares nothing with the others")
    case .dependent(let item):
      return InputError(
        .rankDeficient, name(item), "the items before it determine it, so that the covariances are singular",
        remedy: "leave out items that repeat or sum up others")
    case .range:
      return InputError(
        .outOfRange, "items", "their variances leave the range of Double", remedy: "rescale the items")
    }
  }
}
