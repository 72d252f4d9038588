import SurveyVocabulary

/// Sorted values whose tails are cut off or drawn in: what trimmed and winsorized means have in common.
struct SortedTails {
  /// All values, in ascending order.
  let sorted: [Double]
  /// The number of values in each tail, ⌊share · n⌋.
  let cut: Int
  /// The number of values between the tails.
  var kept: Int { sorted.count - 2 * cut }

  /// Takes finite values, at least one, and the share of them in each tail.
  ///
  /// A product of share and number within four units in the last place of a whole number counts as that
  /// number, so that .29 of 100 values are 29.
  init(_ values: some Collection<Double>, share: Double) throws(InputError) {
    sorted = try finiteValues(values, "values", atLeast: 1).sorted()
    guard share >= 0, share < 0.5 else {
      throw .outOfRange("share", value: share, allowed: "a number of at least 0 and below 0.5")
    }
    let size = Double(sorted.count)
    let whole = (size * share * (1 + 4 * Double.ulpOfOne)).rounded(.down)
    // Below half the number of values, so that one is left.
    cut = min(Int(whole), (sorted.count - 1) / 2)
  }

  /// The values between the tails.
  var middle: [Double] { Array(sorted[cut..<(sorted.count - cut)]) }

  /// All values, those in the tails replaced by the nearest one between them.
  var winsorized: [Double] {
    let (low, high) = (sorted[cut], sorted[sorted.count - 1 - cut])
    return Array(repeating: low, count: cut) + middle + Array(repeating: high, count: cut)
  }
}
