import SurveyLinearAlgebra
import SurveyVocabulary

/// The scores of the cases of a regression, summed over clusters of several kinds and of every set of kinds.
struct MultiwayScores {
  /// The number of clusters of each kind.
  private(set) var counts: [Int] = []
  /// The number of groups of cases that share their clusters of all kinds.
  let intersectionCount: Int
  /// The orthonormal row of each case times its residual.
  private let scores: Matrix
  private let inverse: Matrix
  /// Each set of kinds: whether it holds an odd number of them, and the cluster of each case.
  private var sets: [(isOdd: Bool, codes: [Int], count: Int)] = []

  static let mostKinds = 6

  init<Label: Hashable>(
    _ regression: LinearRegression, clusters: [(name: String, labels: [Label])]
  ) throws(InputError) {
    guard (2...Self.mostKinds).contains(clusters.count) else {
      throw .outOfRange("clusters", value: Double(clusters.count), allowed: "2 to 6 kinds of clusters")
    }
    guard Set(clusters.map(\.name)).count == clusters.count else {
      throw InputError(.definition, "clusters", "two kinds have the same name")
    }
    let cases = try WorkingCases(of: regression)
    var kinds: [[Int]] = []
    for kind in clusters {
      try checkEqualLength(kind.labels.count, kind.name, regression.fit.outcome.count, "outcome")
      kinds.append(
        try ClusteredRegression.checkedCodes(cases.indices.map { kind.labels[$0] }, kind.name))
    }
    for (kind, codes) in zip(clusters, kinds) {
      let count = (codes.max() ?? -1) + 1
      guard count > 1 else {
        throw InputError(
          .tooFew, kind.name, "\(count) \(count == 1 ? "cluster" : "clusters") found, at least 2 needed",
          remedy: "leave this kind out")
      }
      counts.append(count)
    }
    for mask in 1..<(1 << kinds.count) {
      let members = kinds.indices.filter { mask & (1 << $0) != 0 }
      let rows = cases.indices.indices.map { place in members.map { kinds[$0][place] } }
      let codes = members.count == 1 ? kinds[members[0]] : ClusteredRegression.codes(rows)
      sets.append((members.count % 2 == 1, codes, (codes.max() ?? -1) + 1))
    }
    intersectionCount = sets.last?.count ?? 0
    let basis = try regression.orthonormalColumns()
    let order = regression.fit.kept.count
    scores = Matrix(
      cases.count, order,
      (0..<order).flatMap { column in
        cases.indices.indices.map { basis[cases.indices[$0], column] * cases.residuals[$0] }
      })
    inverse = regression.fit.inverse
  }

  /// The sum of the terms of all sets of kinds, added for odd sets and taken off for even ones.
  ///
  /// - Parameters:
  ///   - intersectionOfCases: Whether the last term takes each case by itself.
  ///   - factor: What a term is multiplied with, by its number of clusters and whether it takes cases.
  /// - Returns: The sum in coordinates in which the design is orthonormal, and in those of the coefficients.
  /// - Throws: `InputError` if a matrix is larger than the library of linear algebra can address.
  func covariance(
    intersectionOfCases: Bool, _ factor: (_ count: Int, _ isCases: Bool) -> Double
  ) throws(InputError) -> (middle: Matrix, whole: Matrix) {
    var middle = Matrix(zeros: inverse.rowCount, inverse.rowCount)
    for (index, set) in sets.enumerated() {
      let isCases = intersectionOfCases && index == sets.count - 1
      let rows = isCases ? scores : summed(set.codes, set.count)
      let term = try rows.gram()
      let weight = factor(set.count, isCases) * (set.isOdd ? 1 : -1)
      for row in 0..<term.rowCount {
        for column in 0..<term.columnCount { middle[row, column] += weight * term[row, column] }
      }
    }
    var whole = try inverse.times(middle).times(inverse.transposed)
    whole.mirrorUpper()
    return (middle, whole)
  }

  private func summed(_ codes: [Int], _ count: Int) -> Matrix {
    var sums = Matrix(zeros: count, scores.columnCount)
    for column in 0..<scores.columnCount {
      for (row, value) in scores[columnView: column].enumerated() { sums[codes[row], column] += value }
    }
    return sums
  }
}
