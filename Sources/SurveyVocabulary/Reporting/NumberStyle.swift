/// How a number is printed for people.
public enum NumberStyle: Hashable, Sendable {
  /// Two decimals, more where the number is small enough to need them.
  case automatic
  /// A fixed number of decimals.
  case decimals(Int)
  /// A quantity that cannot exceed one in size, such as a correlation: no zero before the point.
  case bounded(Int)
  /// A share of one, printed as a percentage with the given number of decimals.
  case percent(Int)

  /// The number of decimals in which `values` are printed side by side.
  func places(for values: [Double]) -> Int {
    switch self {
    case .decimals(let places), .bounded(let places), .percent(let places):
      return min(max(places, 0), 15)
    case .automatic:
      let sizes = values.map(\.magnitude).filter { $0 > 0 && $0.isFinite }
      guard let largest = sizes.max() else { return 2 }
      var places = 2
      var threshold = 0.1
      while largest < threshold, places < 12 {
        threshold /= 10
        places += 1
      }
      return places
    }
  }

  /// The text of a number in a given number of decimals.
  func text(_ value: Double, places: Int) -> String {
    switch self {
    case .automatic, .decimals: return DecimalText.fixed(value, places: places)
    case .percent: return DecimalText.fixed(value * 100, places: places) + "%"
    case .bounded:
      let text = DecimalText.fixed(value, places: places)
      if text.hasPrefix("0.") { return String(text.dropFirst()) }
      if text.hasPrefix("-0.") { return "-" + text.dropFirst(2) }
      return text
    }
  }

  /// The text of a number on its own.
  public func text(_ value: Double) -> String { text(value, places: places(for: [value])) }
}
