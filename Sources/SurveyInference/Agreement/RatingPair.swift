import SurveyVocabulary

/// The joint counts of two raters, with observed and expected disagreement.
struct RatingPair {
  /// The number of units in each pair of categories, the first rater's in rows, row by row.
  let counts: [Double]
  /// One less the weights, row by row.
  let losses: [Double]
  /// The number of categories.
  let width: Int
  /// The number of units.
  let count: Double
  /// How often the two raters used each category.
  let margins: (first: [Double], second: [Double])
  /// The shares of the categories of the two raters.
  let shares: (first: [Double], second: [Double])
  /// The mean disagreement of the two ratings of a unit.
  let observed: Double
  /// The mean disagreement of ratings drawn by each rater's own shares.
  let expected: Double
  /// Whether a rater put all units into one category.
  let hasConstantRater: Bool

  init(counts: [Double], losses: [Double], width: Int) {
    self.counts = counts
    self.losses = losses
    self.width = width
    var (first, second) = ([Double](repeating: 0, count: width), [Double](repeating: 0, count: width))
    var observed = 0.0
    for row in 0..<width {
      for column in 0..<width where counts[row * width + column] > 0 {
        first[row] += counts[row * width + column]
        second[column] += counts[row * width + column]
        observed += counts[row * width + column] * losses[row * width + column]
      }
    }
    let count = first.reduce(0, +)
    self.count = count
    self.observed = observed / count
    hasConstantRater = first.contains(count) || second.contains(count)
    var expected = 0.0
    for row in 0..<width where first[row] > 0 {
      for column in 0..<width { expected += losses[row * width + column] * first[row] * second[column] }
    }
    // Where one rater does not vary the two are equal, and rounding is not to part them.
    self.expected = hasConstantRater ? observed / count : expected / count / count
    margins = (first, second)
    shares = (first.map { $0 / count }, second.map { $0 / count })
  }

  /// Kappa; `nil` if no disagreement is expected.
  var kappa: Double? { expected > 0 ? 1 - observed / expected : nil }

  /// The mean loss of each category of one rater against the shares of the other.
  private var meanLosses: (first: [Double], second: [Double]) {
    var means = (first: [Double](repeating: 0, count: width), second: [Double](repeating: 0, count: width))
    for row in 0..<width {
      for column in 0..<width {
        means.first[row] += losses[row * width + column] * shares.second[column]
        means.second[column] += losses[row * width + column] * shares.first[row]
      }
    }
    return means
  }

  /// The standard errors of Fleiss, Cohen & Everitt (1969): at the kappa found, and if there were no
  /// agreement beyond chance. Both are written as sums of squared influences, which do not cancel.
  func standardErrors() -> (atKappa: Double, null: Double) {
    let means = meanLosses
    let ratio = observed / expected
    var (own, null) = (0.0, 0.0)
    for row in 0..<width {
      for column in 0..<width {
        let cell = row * width + column
        let margins = means.first[row] + means.second[column]
        if counts[cell] > 0 {
          let influence = (ratio * (margins - 2 * expected) - (losses[cell] - observed)) / expected
          own += counts[cell] / count * influence * influence
        }
        let influence = (margins - losses[cell] - expected) / expected
        null += shares.first[row] * shares.second[column] * influence * influence
      }
    }
    return ((own / count).squareRoot(), (null / count).squareRoot())
  }

  /// The least disagreement that the frequencies of the two raters allow; `nil` where the weights are
  /// such that it takes a search over all tables.
  func leastDisagreement(isIdentity: Bool, order: [Int]) -> Double? {
    if isIdentity {
      // Without the ratings that can agree: exact zero for equal frequencies.
      return zip(shares.first, shares.second).reduce(0) { $0 + max($1.0 - $1.1, 0) }
    }
    guard AgreementWeights.favorSorted(losses: losses, order: order) else { return nil }
    // Both raters' ratings sorted and matched in that order.
    var (first, second) = margins
    var (row, column, least) = (0, 0, 0.0)
    while row < width, column < width {
      let (one, other) = (order[row], order[column])
      let matched = min(first[one], second[other])
      least += matched * losses[one * width + other]
      first[one] -= matched
      second[other] -= matched
      if first[one] == 0 { row += 1 } else { column += 1 }
    }
    return least / count
  }
}

extension RatingTable {
  /// The joint counts of two raters over the units of a table without absent ratings.
  func pair(_ first: Int, _ second: Int, losses: [Double]) -> RatingPair {
    let (width, raters) = (categories.count, raters?.count ?? 0)
    var joint = [Double](repeating: 0, count: width * width)
    if let places {
      for unit in 0..<unitCount {
        joint[Int(places[unit * raters + first]) * width + Int(places[unit * raters + second])] += 1
      }
    }
    return RatingPair(counts: joint, losses: losses, width: width)
  }
}
