import SurveyInference
import SurveyVocabulary

/// A fitted one-factor model in the units of the items: the numbers that coefficients are made of.
struct OneFactorSolution: Hashable, Sendable {
  let form: OneFactorForm
  let count: Int
  let loadings: [Double]
  let errorVariances: [Double]
  /// The variances of the items with the number of cases in the denominator.
  let variances: [Double]
  let discrepancy: Double
  let iterations: Int
  /// The covariances of the estimates of all loadings and then all error variances, row after row.
  let covariance: [Double]

  var order: Int { loadings.count }

  /// Fits a model to moments.
  init(_ moments: OneFactorMoments, form: OneFactorForm) throws(OneFactorSearch.Failure) {
    let search = OneFactorSearch(moments, form: form)
    let minimum = try search.minimum()
    guard let inverse = minimum.inverseInformation else { throw .unsettled }
    let (objective, k, p) = (search.objective, moments.order, search.objective.parameterCount)
    self.form = form
    count = moments.count
    discrepancy = minimum.discrepancy
    iterations = minimum.iterations
    variances = moments.deviations.map { $0 * $0 }
    // From free parameters of standardized items to the units of the items.
    let units = moments.deviations + variances
    let factors = (0..<(2 * k)).map { objective.weights[$0] * units[$0] }
    let all = (0..<(2 * k)).map { factors[$0] * minimum.parameters[objective.places[$0]] }
    // The factor has no direction of its own: it points where most of the standardized items point.
    let sum = (0..<k).reduce(0.0) { $0 + all[$1] / moments.deviations[$1] }
    let sign = sum < 0 ? -1.0 : 1
    loadings = all[..<k].map { sign * $0 }
    errorVariances = Array(all[k...])
    var covariance = [Double](repeating: 0, count: 4 * k * k)
    for row in 0..<(2 * k) {
      for column in 0..<(2 * k) {
        let flips = (row < k) == (column < k) ? 1 : sign
        let value = inverse[objective.places[row] * p + objective.places[column]] * 2 / Double(moments.count)
        covariance[row * 2 * k + column] = flips * factors[row] * factors[column] * value
      }
    }
    self.covariance = covariance
  }

  /// Fits a model to moments that were given names, or says what went wrong.
  init(_ moments: OneFactorMoments, form: OneFactorForm, names: [String]) throws(InputError) {
    let name = { (index: Int) in names.indices.contains(index) ? names[index] : "item \(index + 1)" }
    try Self.checkIdentified(moments, form)
    do throws(OneFactorSearch.Failure) {
      self = try OneFactorSolution(moments, form: form)
    } catch {
      switch error {
      case .diverged(let item):
        let whose = item.map { "the error variance of \(name($0))" } ?? "an error variance"
        throw InputError(
          .notConverged, "one-factor model",
          "\(whose) falls below zero without end (a Heywood case): no factor reproduces these correlations",
          remedy: "look for an item that goes with one other item only, or for too few cases")
      case .unsettled:
        throw InputError(
          .notConverged, "one-factor model", "the loadings are not determined by these covariances",
          remedy: "look for items that share nothing with the others")
      }
    }
    let size = 2 * loadings.count
    guard covariance.allSatisfy(\.isFinite), (0..<size).allSatisfy({ covariance[$0 * size + $0] > 0 }) else {
      throw OneFactorMoments.Fault.range.explained(name)
    }
  }

  private static func checkIdentified(
    _ moments: OneFactorMoments, _ form: OneFactorForm
  ) throws(InputError) {
    guard form.degreesOfFreedom(items: moments.order) < 0 else { return }
    let found = "\(moments.order) \(moments.order == 1 ? "item" : "items") found"
    guard moments.order == 2 else {
      throw InputError(.tooFew, "items", "\(found), at least \(form == .congeneric ? 3 : 2) needed")
    }
    throw InputError(
      .tooFew, "items", "\(found): two items do not determine loadings of their own, at least 3 needed",
      remedy: "use the Spearman-Brown coefficient, or the form .tauEquivalent")
  }

  /// The variance of the sum of the items that the model implies.
  var totalVariance: Double {
    let sum = loadings.reduce(0, +)
    return sum * sum + errorVariances.reduce(0, +)
  }

  /// aᵀ·C·b with the covariances C of the estimates, for gradients a and b.
  func covariance(_ first: [Double], _ second: [Double]) -> Double {
    var sum = 0.0
    let size = 2 * order
    for row in 0..<size where first[row] != 0 {
      var inner = 0.0
      for column in 0..<size { inner += covariance[row * size + column] * second[column] }
      sum += first[row] * inner
    }
    return sum
  }
}
