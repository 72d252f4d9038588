import SurveyProbability
import SurveyVocabulary

/// The splits of items into two halves that are as equal as their number allows, and the reliability of
/// the sum that each gives.
///
/// With signs d of the halves it is 4 cov(A, B)/T = 1 - d'Cd/T: one minus the variance of the difference
/// of the halves over the variance of their sum.
struct SplitHalves {
  /// The most splits that are counted completely, those of 24 items.
  static let mostSplits = 1_352_078

  private let covariances: ItemCovariances
  private let order: Int
  private let total: Double

  /// `nil` if only rounding is left of the variance of the sum.
  init?(_ covariances: ItemCovariances) {
    guard covariances.order >= 2, let total = GuttmanBounds.total(covariances) else { return nil }
    self.covariances = covariances
    order = covariances.order
    self.total = total
  }

  /// The number of splits of items into halves; `nil` if it exceeds what is counted.
  static func count(_ order: Int) -> Int? {
    let half = order / 2
    var count = 1.0
    for step in 1...max(half, 1) { count = count * Double(order - half + step) / Double(step) }
    if order % 2 == 0 { count /= 2 }
    return count.rounded() <= Double(mostSplits) ? Int(count.rounded()) : nil
  }

  /// Calls `body` with the reliability of every split and the items of its smaller half, in the same
  /// order each time. Of two equal halves the one without the last item is the one named.
  func forEach(_ body: (_ reliability: Double, _ half: [Bool]) -> Void) {
    var half = [Bool](repeating: false, count: order)
    visit(order - 1, left: order / 2, rest: order - order / 2, difference: 0, &half, body)
  }

  /// Puts the items up to `item` into the halves, given the places left in each.
  private func visit(
    _ item: Int, left: Int, rest: Int, difference: Double, _ half: inout [Bool],
    _ body: (Double, [Bool]) -> Void
  ) {
    guard item >= 0 else { return body(1 - difference / total, half) }
    var pull = 0.0
    for other in (item + 1)..<order {
      pull += half[other] ? covariances[item, other] : -covariances[item, other]
    }
    let variance = covariances[item, item]
    if rest > 0 {
      visit(item - 1, left: left, rest: rest - 1, difference: difference + variance - 2 * pull, &half, body)
    }
    // Of equal halves each split would come twice: the last item stays in the second half.
    if left > 0, order % 2 == 1 || item < order - 1 {
      half[item] = true
      visit(item - 1, left: left - 1, rest: rest, difference: difference + variance + 2 * pull, &half, body)
      half[item] = false
    }
  }

  /// The reliability that one split gives.
  func reliability(_ half: [Bool]) -> Double {
    var difference = 0.0
    for row in 0..<order {
      for column in 0..<order {
        difference += half[row] == half[column] ? covariances[row, column] : -covariances[row, column]
      }
    }
    return 1 - difference / total
  }

  /// The largest reliability of all splits, and a split that gives it.
  func largest() -> (reliability: Double, half: [Bool]) {
    var found = (reliability: -Double.infinity, half: [Bool](repeating: false, count: order))
    forEach { if $0 > found.reliability { found = ($0, $1) } }
    return found
  }
}
