import SurveyVocabulary

/// Sample quantiles by any of the nine definitions of Hyndman and Fan.
///
/// Reference: Hyndman & Fan (1996), doi:10.1080/00031305.1996.10473566.
public struct Quantiles: Finding {
  /// The stable name of the method.
  public static let methodID = "quantiles/1"

  /// The definitions of a sample quantile, by the numbers that Hyndman and Fan gave them.
  public enum Definition: Int, Hashable, Sendable, Codable, CaseIterable {
    /// Inverse of the empirical distribution function.
    case one = 1
    /// As `one`, with averages at the jumps.
    case two
    /// The nearest even order statistic, as SAS's first definition.
    case three
    /// Linear interpolation of the empirical distribution function.
    case four
    /// Knots midway through the steps of the empirical distribution function.
    case five
    /// Knots at k/(n + 1), as SPSS and Minitab.
    case six
    /// Knots at (k - 1)/(n - 1), as R's and spreadsheets' default.
    case seven
    /// Knots at (k - 1/3)/(n + 1/3): approximately median-unbiased for any distribution.
    case eight
    /// Knots at (k - 3/8)/(n + 1/4): approximately unbiased for the normal distribution.
    case nine
  }

  /// The probabilities, in the order asked for.
  public let probabilities: [Double]
  /// The quantiles, in units of the data, in the order of ``probabilities``.
  public let values: [Double]
  /// How a quantile is defined.
  public let type: Definition
  /// The number of observations.
  public let count: Int
  /// What the weights of the observations say; `nil` where there are none.
  public let weights: WeightKind?
  /// The names for print, and the cases.
  public var context: DataContext

  /// The quantiles of observations at probabilities, by default the quartiles.
  ///
  /// - Throws: `InputError` if there is no observation or no probability, an observation is not finite,
  ///   or a probability is outside 0 to 1.
  public init(
    _ values: some Collection<Double>, at probabilities: [Double] = [0.25, 0.5, 0.75],
    type: Definition = .seven
  ) throws(InputError) {
    let sorted = try finiteValues(values, "values", atLeast: 1).sorted()
    try Self.check(probabilities)
    self.probabilities = probabilities
    self.values = probabilities.map { Self.quantile($0, of: sorted, type) }
    self.type = type
    count = sorted.count
    weights = nil
    context = DataContext(parts: [], cases: CaseLedger(all: sorted.count))
  }

  /// The quantiles of weighted observations at probabilities, by default the quartiles.
  ///
  /// Types 1 and 2 take the weighted distribution function, whatever the weights say. The other types need a
  /// number of cases: with frequency weights it is their sum, so that the quantiles are those of the
  /// observations written down so often; with other weights these types are refused.
  ///
  /// - Parameters:
  ///   - values: The observations.
  ///   - weights: A weight of at least zero for each.
  ///   - kind: What the weights say.
  ///   - probabilities: The probabilities, from 0 to 1.
  ///   - type: The definition.
  /// - Throws: `InputError` as without weights, or if the lengths differ, a weight is negative or not finite,
  ///   all weights are zero, or the weights cannot have the definition.
  public init(
    _ values: some Collection<Double>, weights: some Collection<Double>, as kind: WeightKind,
    at probabilities: [Double] = [0.25, 0.5, 0.75], type: Definition = .two
  ) throws(InputError) {
    let finite = try finiteValues(values, "values", atLeast: 1)
    let checked = try CaseWeights.withZeros(weights, count: finite.count)
    try Self.check(probabilities)
    try checkDefinition(type, kind, checked)
    let order = WeightedOrder(finite, checked)
    self.probabilities = probabilities
    self.values = probabilities.map { order.quantile($0, type) }
    self.type = type
    count = finite.count
    self.weights = kind
    context = DataContext(parts: [], cases: CaseLedger(all: finite.count))
  }

  private static func check(_ probabilities: [Double]) throws(InputError) {
    guard !probabilities.isEmpty else { throw .tooFew("probabilities", found: 0, needed: 1) }
    for probability in probabilities where !(0...1).contains(probability) {
      throw .outOfRange("probability", value: probability, allowed: "a number from 0 to 1")
    }
  }

  /// The quantile at .5; `nil` if it was not asked for.
  public var median: Double? { value(at: 0.5) }

  /// The quantile at .75 minus the one at .25; `nil` if one was not asked for.
  public var interquartileRange: Double? {
    guard let lower = value(at: 0.25), let upper = value(at: 0.75) else { return nil }
    return upper - lower
  }

  /// The quantile at a probability that was asked for.
  public func value(at probability: Double) -> Double? {
    probabilities.firstIndex(of: probability).map { values[$0] }
  }

  /// The quantile of sorted finite values, at least one of them.
  package static func quantile(_ probability: Double, of sorted: [Double], _ type: Definition) -> Double {
    quantile(probability, size: Double(sorted.count), type) { rank in
      // The rank lies between -1 and n + 2, so the conversion is safe.
      sorted[min(max(Int(rank), 1), sorted.count) - 1]
    }
  }

  /// The quantile of so many values, of which `value` gives the one with a whole rank; ranks beyond the ends
  /// are asked for.
  static func quantile(
    _ probability: Double, size: Double, _ type: Definition, value: (_ rank: Double) -> Double
  ) -> Double {
    // Positions within rounding of a whole number count as that number.
    let fuzz = 4 * Double.ulpOfOne
    let position: Double
    switch type {
    case .one, .two: position = size * probability
    case .three: position = size * probability - 0.5
    case .four: position = size * probability
    case .five: position = size * probability + 0.5
    case .six: position = (size + 1) * probability
    case .seven: position = 1 + (size - 1) * probability
    case .eight: position = (size + 1.0 / 3) * probability + 1.0 / 3
    case .nine: position = (size + 0.25) * probability + 0.375
    }
    let whole = (position + fuzz).rounded(.down)
    let fraction = (position - whole).magnitude < fuzz ? 0 : position - whole
    let lower = value(whole)
    let upper = value(whole + 1)
    let weight: Double
    switch type {
    case .one: weight = fraction > 0 ? 1 : 0
    case .two: weight = fraction > 0 ? 1 : 0.5
    case .three: weight = fraction == 0 && whole.truncatingRemainder(dividingBy: 2) == 0 ? 0 : 1
    default: weight = fraction
    }
    if weight == 0 || lower == upper { return lower }
    return weight == 1 ? upper : (1 - weight) * lower + weight * upper
  }
}

extension Quantiles {
  /// The quantiles, one to a line.
  public var report: Report {
    let lines = zip(probabilities, values).map { probability, value -> [Report.Cell] in
      [.number(probability, .automatic), .number(value)]
    }
    return Report(
      context.title("Quantiles"),
      method: .init(
        Self.methodID,
        options: [Report.Fact("definition", .text("Hyndman and Fan's type \(type.rawValue)"))]
          + (weights.map { [Report.Fact("weights", .text($0.rawValue))] } ?? []),
        citation: Citation(
          "Hyndman & Fan", 1996, "The American Statistician 50, 361-365",
          doi: "10.1080/00031305.1996.10473566")),
      grids: [Report.Grid(columns: ["probability", "quantile"], lines: lines)],
      facts: [Report.Fact("n", .count(count))], cases: context.cases)
  }
}
