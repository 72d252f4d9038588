import SurveyVocabulary

/// The ranks that raters give to subjects, and the concordance of them.
struct RankTable {
  /// Twice the ranks, one array to a rater.
  let doubled: [[Int]]
  /// Twice the sum of each subject's ranks.
  let doubledSums: [Int]
  private let tieCorrections: [Double]

  /// The most ratings that are taken: sums of squares of doubled ranks stay far within the integers.
  static let mostRaters = 10_000
  static let mostSubjects = 100_000

  /// Ranks complete ratings.
  ///
  /// - Throws: `InputError` as the finding that uses it.
  init(_ ratings: [[Double]], names: [String]) throws(InputError) {
    let count = try checkCompleteRatings(ratings, names)
    guard ratings.count <= Self.mostRaters, count <= Self.mostSubjects else {
      throw .infeasible(
        "ratings", "\(ratings.count) raters of \(count) subjects found",
        remedy: "10,000 raters and 100,000 subjects are the most")
    }
    self.init(ranking: ratings)
  }

  /// Ranks some rows of ratings already checked.
  init(_ ratings: [[Double]], rows: UnsafeBufferPointer<Int>) {
    self.init(ranking: ratings.map { rater in rows.map { rater[$0] } })
  }

  private init(ranking ratings: [[Double]]) {
    let ranks = ratings.map { Midranks($0) }
    doubled = ranks.map(\.doubled)
    tieCorrections = ranks.map(\.tieCorrection)
    let count = ratings.first?.count ?? 0
    var sums = [Int](repeating: 0, count: count)
    for rater in doubled {
      for index in sums.indices { sums[index] += rater[index] }
    }
    doubledSums = sums
  }

  /// The number of raters.
  var raterCount: Int { doubled.count }
  /// The number of subjects.
  var subjectCount: Int { doubledSums.count }
  /// Whether a rater gives two subjects one rank.
  var hasTies: Bool { tieCorrections.contains { $0 > 0 } }

  /// The sum of squared deviations of the rank sums from their mean.
  var sumOfSquares: Double {
    let mean = raterCount * (subjectCount + 1)
    return doubledSums.reduce(0) { $0 + Double($1 - mean) * Double($1 - mean) } / 4
  }

  /// W = 12 S / (m² (n³ - n) - m ΣT); `nil` where every rater gives all subjects one rank.
  var concordance: Double? {
    let (m, n) = (Double(raterCount), Double(subjectCount))
    let most = m * (m * (n * n * n - n) - tieCorrections.reduce(0, +))
    return most > 0 ? min(12 * sumOfSquares / most, 1) : nil
  }

  /// The mean correlation of the ranks of two raters, from the square of the sum of standardized ranks.
  var meanSpearman: Double? {
    let (m, n) = (Double(raterCount), Double(subjectCount))
    var sums = [Double](repeating: 0, count: subjectCount)
    for (rater, ties) in zip(doubled, tieCorrections) {
      let squares = (n * n * n - n - ties) / 12
      guard squares > 0 else { return nil }
      let root = squares.squareRoot()
      for index in sums.indices { sums[index] += Double(rater[index] - subjectCount - 1) / (2 * root) }
    }
    let square = sums.reduce(0) { $0 + $1 * $1 }
    return min(max((square - m) / (m * (m - 1)), -1), 1)
  }
}
