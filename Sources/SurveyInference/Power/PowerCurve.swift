import SurveyVocabulary

/// The power of a planned test over several effects, at fixed sizes: a table, or data for a plot.
///
/// A single power hides how much it depends on an effect that nobody knows; the curve shows it.
///
/// Reference: Cohen (1988), Statistical Power Analysis for the Behavioral Sciences.
public struct PowerCurve: Finding {
  /// The method and the version of its definition.
  public static let methodID = "power-curve/1"

  /// The power at one effect.
  public struct Point: Hashable, Sendable {
    /// The true effect.
    public let effect: Double
    /// The power at it, for each set of sizes.
    public let powers: [Double]
  }

  /// The test that is planned.
  public let test: PlannedTest
  /// The sets of sizes, a column of the table each.
  public let sizes: [[Int]]
  /// The level of the test.
  public let level: Double
  /// The power at every effect, in the order of the effects.
  public let points: [Point]
  /// The names of the sizes and what was measured.
  public var context: DataContext

  /// The most powers that are computed.
  private static let mostPoints = 10_000

  /// The power at several effects.
  ///
  /// - Parameters:
  ///   - test: The test that is planned.
  ///   - effects: The true effects, named beforehand.
  ///   - sizes: One set of sizes or several to compare, each with as many sizes as the test has.
  ///   - level: The level of the test.
  /// - Throws: `InputError` if there is no effect or no set of sizes, if the table has more than 10,000
  ///   cells, or if a number is outside its range.
  public init(
    _ test: PlannedTest, effects: some Collection<Double>, sizes: [Int]..., level: Double = 0.05
  ) throws(InputError) {
    guard !effects.isEmpty else { throw .tooFew("effects", found: 0, needed: 1) }
    guard !sizes.isEmpty else { throw .tooFew("sizes", found: 0, needed: 1) }
    guard effects.count <= Self.mostPoints / sizes.count else {
      throw .infeasible(
        "effects", "\(effects.count) effects at \(sizes.count) sets of sizes are more than 10,000 powers",
        remedy: "ask for fewer")
    }
    var points: [Point] = []
    for effect in effects {
      var powers: [Double] = []
      for set in sizes {
        powers.append(try test.power(of: effect, sizes: set.map(Double.init), level: level))
      }
      points.append(Point(effect: effect, powers: powers))
    }
    self.test = test
    self.sizes = sizes
    self.level = level
    self.points = points
    context = DataContext(parts: test.sizeNames, cases: CaseLedger(all: 0))
  }
}

extension PowerCurve {
  /// The table of effects and powers.
  public var report: Report {
    Report(
      context.title("Power curve", test.name),
      method: .init(
        Self.methodID, options: [.init("level", .number(level, .level(level)))] + test.options,
        citation: Citation(
          "Cohen", 1988, "Statistical Power Analysis for the Behavioral Sciences, 2nd edition")),
      grids: [
        .init(
          columns: [test.effectName] + sizes.map { "n = " + $0.map(String.init).joined(separator: ", ") },
          lines: points.map { point in
            [.number(point.effect)] + point.powers.map { .number($0, .bounded(3)) }
          })
      ], cases: nil)
  }
}
