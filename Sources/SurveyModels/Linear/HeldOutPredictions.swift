import SurveyLinearAlgebra
import SurveyVocabulary

/// The predictions of cases by fits without their folds.
///
/// With Q the orthonormal rows of a fold, e its residuals and S = Q′Q, the errors without the fold are
/// e + Q(I - S)⁻¹Q′e; where an eigenvalue of I - S is so small that digits would be lost, the regression is fitted
/// once more.
struct HeldOutPredictions {
  private let regression: LinearRegression
  private let cases: WorkingCases
  private let basis: Matrix
  /// The roots of the weights of the cases, all one where there are none.
  private let roots: [Double]
  /// The weights as shares of the largest, with their sum, the weighted mean and what is left around it.
  private let weights: [Double]
  private let totals: (weight: Double, center: Double, deviation: Double)
  /// The factors of the design: the label of each case, and how many cases have it.
  private let factors: [(name: String, labels: [String], counts: [String: Int])]

  /// Below this an eigenvalue of I - S costs digits.
  static let smallest = 1e-3
  static let mostWork = 2e10

  init(of regression: LinearRegression) throws(InputError) {
    self.regression = regression
    cases = try WorkingCases(of: regression)
    basis = try regression.orthonormalColumns()
    let roots = cases.values(
      regression.fit.roots ?? [Double](repeating: 1, count: regression.fit.outcome.count))
    self.roots = roots
    let largest = roots.max() ?? 1
    let weights = roots.map { ($0 / largest) * ($0 / largest) }
    self.weights = weights
    let outcome = cases.values(regression.fit.outcome)
    let weight = weights.reduce(0, +)
    let center = zip(outcome, weights).reduce(0) { $0 + $1.0 * ($1.1 / weight) }
    totals = (weight, center, zip(outcome, weights).reduce(0) { $0 + ($1.0 - center) * $1.1 })
    var factors: [(name: String, labels: [String], counts: [String: Int])] = []
    for (name, labels) in regression.design.factors {
      var counts: [String: Int] = [:]
      for index in cases.indices { counts[labels[index], default: 0] += 1 }
      factors.append((name, labels, counts))
    }
    self.factors = factors
  }

  /// The number of cases that take part.
  var count: Int { cases.count }

  func check(_ folds: Int, repeats: Int) throws(InputError) {
    guard (2...max(2, count)).contains(folds), folds <= count else {
      throw .outOfRange("folds", value: Double(folds), allowed: "2 to \(count), the number of cases")
    }
    guard (1...100_000).contains(repeats) else {
      throw .outOfRange("repeats", value: Double(repeats), allowed: "1 to 100,000")
    }
    let k = Double(regression.fit.kept.count)
    guard Double(repeats) * (Double(count) * k * k + Double(folds) * k * k * k) <= Self.mostWork,
      Double(repeats) * Double(count) <= 1e7
    else {
      throw .infeasible("folds", "\(repeats) repeats of \(folds) folds are too many", remedy: "ask for fewer")
    }
  }

  /// The fold of each case that takes part, and the names of the folds in the order in which they occur.
  func folds(_ labels: [String]) throws(InputError) -> (codes: [Int], names: [String]) {
    try checkEqualLength(labels.count, "folds", regression.fit.outcome.count, "outcome")
    let own = cases.indices.map { labels[$0] }
    let codes = ClusteredRegression.codes(own)
    var names: [String] = []
    for (label, code) in zip(own, codes) where code == names.count { names.append(label) }
    try check(names.count, repeats: 1)
    return (codes, names)
  }

  /// What a division into folds gives.
  func division(
    _ codes: [Int], names: [String]?, count folds: Int
  ) throws(InputError) -> RegressionCrossValidation.Division {
    var members = [[Int]](repeating: [], count: folds)
    for (place, code) in codes.enumerated() { members[code].append(place) }
    var errors = [Double](repeating: 0, count: count)
    var baseline = errors
    for (index, fold) in members.enumerated() {
      let name = names.map { "\"\($0[index])\"" } ?? "\(index + 1)"
      try checkLevels(fold, name)
      for (place, error) in zip(fold, try self.errors(fold, name)) { errors[place] = error }
      let mean = regression.hasIntercept ? trainingMean(fold) : 0
      for place in fold { baseline[place] = outcome(place) - mean }
    }
    return try summary(errors, baseline)
  }

  private func outcome(_ place: Int) -> Double { regression.fit.outcome[cases.indices[place]] }

  /// The weighted mean of the cases outside of a fold, from sums of deviations from the mean of all.
  private func trainingMean(_ fold: [Int]) -> Double {
    var (weight, sum) = (totals.weight, totals.deviation)
    for place in fold {
      let own = weights[place]
      weight -= own
      sum -= own * (outcome(place) - totals.center)
    }
    return weight > 0 ? totals.center + sum / weight : totals.center
  }

  /// The errors of a fold's cases by the fit without them, times the roots of their weights.
  private func errors(_ fold: [Int], _ name: String) throws(InputError) -> [Double] {
    guard count - fold.count >= regression.fit.kept.count else {
      throw InputError(
        .tooFew, "fold \(name)",
        "without its cases \(count - fold.count) are left for \(regression.fit.kept.count) coefficients",
        remedy: "ask for more folds")
    }
    let order = regression.fit.kept.count
    if let place = fold.first, fold.count == 1 {
      let row = basis[row: cases.indices[place]]
      let rest = 1 - row.reduce(0) { $0 + $1 * $1 }
      return rest > Self.smallest ? [cases.residuals[place] / rest] : try refitted(fold, name)
    }
    let rows = Matrix(
      fold.count, order,
      (0..<order).flatMap { column in fold.map { basis[cases.indices[$0], column] } })
    let share = try rows.gram()
    let residuals = fold.map { cases.residuals[$0] }
    let eigen = try SymmetricEigen(share)
    guard 1 - (eigen.values.first ?? 0) > Self.smallest else { return try refitted(fold, name) }
    let scores = try rows.transposed.times(residuals)
    let inverse = try ClusterScores.power(of: share, -1)
    guard let inverse else { return try refitted(fold, name) }
    let change = try rows.times(inverse.times(scores))
    return zip(residuals, change).map { $0 + $1 }
  }

  /// The same by a fit of the other cases.
  private func refitted(_ fold: [Int], _ name: String) throws(InputError) -> [Double] {
    let design = regression.design
    let kept = regression.fit.kept
    let columns = kept.map { design.values(column: $0) }
    var isTraining = [Bool](repeating: false, count: regression.fit.outcome.count)
    for place in cases.indices { isTraining[place] = true }
    for place in fold { isTraining[cases.indices[place]] = false }
    let training = isTraining.indices.filter { isTraining[$0] }
    let weights = regression.fit.roots.map { roots in training.map { roots[$0] * roots[$0] } }
    let known = columns.map { column in training.map { column[$0] } }
    if let place = known.firstIndex(where: { $0.allSatisfy { $0 == 0 } }) {
      throw Self.undetermined(name, design.columnNames[kept[place]])
    }
    // One case more than columns is what a fit needs; a fold may leave as many as columns only.
    let extra = training.count == kept.count ? 1 : 0
    let fit = try LeastSquares(
      Matrix(columns: known.map { $0 + [Double](repeating: 0, count: extra) }),
      outcome: training.map { regression.fit.outcome[$0] } + [Double](repeating: 0, count: extra),
      interceptColumn: extra == 0 && kept.first == 0 && regression.hasIntercept ? 0 : nil,
      weights: weights.map { $0 + [Double](repeating: 1, count: extra) })
    if let place = kept.indices.first(where: { !fit.kept.contains($0) }) {
      throw Self.undetermined(name, design.columnNames[kept[place]])
    }
    return fold.map { place in
      let row = cases.indices[place]
      let fitted = zip(columns, fit.coefficients).reduce(0) { $0 + $1.0[row] * $1.1 }
      return (outcome(place) - fitted) * roots[place]
    }
  }

  private static func undetermined(_ name: String, _ column: String) -> InputError {
    InputError(
      .rankDeficient, "fold \(name)", "the other cases do not determine the coefficient of \"\(column)\"",
      remedy: "leave the column out, or divide the cases otherwise")
  }

  /// Refuses a fold that holds all cases of a level of a factor.
  private func checkLevels(_ fold: [Int], _ name: String) throws(InputError) {
    for (factor, labels, all) in factors {
      var counts: [String: Int] = [:]
      for place in fold { counts[labels[cases.indices[place]], default: 0] += 1 }
      for (level, count) in counts.sorted(by: { $0.key < $1.key })
      where count == all[level] {
        throw InputError(
          .rankDeficient, "fold \(name)", "no other case has the level \"\(level)\" of \(factor)",
          remedy: "put levels together, or divide the cases otherwise")
      }
    }
  }

  private func summary(
    _ errors: [Double], _ baseline: [Double]
  ) throws(InputError) -> RegressionCrossValidation.Division {
    let press = errors.reduce(0) { $0 + $1 * $1 }
    let training = zip(baseline, roots).reduce(0) { $0 + ($1.0 * $1.1) * ($1.0 * $1.1) }
    let total = regression.explainedSumOfSquares + regression.residualSumOfSquares
    let weight = roots.reduce(0) { $0 + $1 * $1 }
    let absolute = zip(errors, roots).reduce(0) { $0 + $1.0.magnitude * $1.1 }
    guard press.isFinite, training.isFinite, weight.isFinite, absolute.isFinite, training > 0 else {
      throw InputError(
        .outOfRange, "outcome", "the errors leave the range of Double", remedy: "rescale the data")
    }
    var predictions = [Double?](repeating: nil, count: regression.fit.outcome.count)
    for (place, index) in cases.indices.enumerated() {
      predictions[index] = outcome(place) - errors[place] / roots[place]
    }
    return RegressionCrossValidation.Division(
      rSquared: 1 - press / training, predictedRSquared: 1 - press / total, press: press,
      rootMeanSquaredError: (press / weight).squareRoot(), meanAbsoluteError: absolute / weight,
      predictions: predictions)
  }
}

extension Design {
  /// The factors of all terms with the label of each case, each once.
  fileprivate var factors: [(name: String, labels: [String])] {
    var seen: Set<String> = []
    var found: [(name: String, labels: [String])] = []
    for part in terms.flatMap(\.parts) {
      guard case .factor(let labels, _, _) = part.content, seen.insert(part.name).inserted else { continue }
      found.append((part.name, labels))
    }
    return found
  }
}
