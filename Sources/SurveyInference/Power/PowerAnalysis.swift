import SurveyVocabulary

/// The power of a planned test, or the sizes, the effect or the level that it takes: the one of the four
/// that is not given is solved for.
///
/// ```swift
/// try PowerAnalysis(.student(), effect: 0.5, sizes: [60, 18])   // power
/// try PowerAnalysis(.student(), effect: 0.5, power: 0.8)        // sizes
/// try PowerAnalysis(.student(), sizes: [60, 18], power: 0.8)    // effect
/// ```
///
/// The level is .05 unless given, and solved for by ``init(_:effect:sizes:powerReached:)``. An effect is
/// one that was named beforehand: the power at an effect that was observed is a function of its p-value.
///
/// Reference: Cohen (1988), Statistical Power Analysis for the Behavioral Sciences.
public struct PowerAnalysis: Finding {
  /// The method and the version of its definition.
  public static let methodID = "power-analysis/1"

  /// What was solved for.
  public enum Unknown: String, Hashable, Sendable, CaseIterable {
    /// The power, given effect, sizes and level.
    case power
    /// The sizes, given effect, power and level.
    case sizes
    /// The effect, given sizes, power and level.
    case effect
    /// The level, given effect, sizes and power.
    case level
  }

  /// The test that is planned.
  public let test: PlannedTest
  /// What was solved for.
  public let solved: Unknown
  /// The effect, in the measure that the test names.
  public let effect: Double
  /// The level of the test.
  public let level: Double
  /// The power, as it was solved for or asked for.
  public let power: Double
  /// The sizes as they were solved for, which need not be whole, or as they were given.
  public let exactSizes: [Double]
  /// The sizes, those that were solved for each rounded up.
  public let sizes: [Int]
  /// The power at the whole sizes.
  public let attainedPower: Double
  /// The names of the sizes and what was measured.
  public var context: DataContext

  /// The power at given sizes.
  ///
  /// - Parameters:
  ///   - test: The test that is planned.
  ///   - effect: The true effect, named beforehand.
  ///   - sizes: The sizes, as many as the test has.
  ///   - level: The level of the test, from 1e-300 to below 1.
  /// - Throws: `InputError` if the effect is not finite or outside its range, if the sizes are not as many
  ///   as the test has or one is below the least, or if the level is outside its range.
  public init(
    _ test: PlannedTest, effect: Double, sizes: [Int], level: Double = 0.05
  ) throws(InputError) {
    let power = try test.power(of: effect, sizes: sizes.map(Double.init), level: level)
    self.init(test, .power, effect, level, power, sizes.map(Double.init), sizes, power)
  }

  /// The sizes that reach a power.
  ///
  /// - Parameters:
  ///   - test: The test that is planned.
  ///   - effect: The true effect, named beforehand.
  ///   - power: The wanted probability of finding it.
  ///   - level: The level of the test.
  ///   - allocation: The relation of the sizes, such as [3, 1]; equal sizes where left away.
  /// - Throws: `InputError` if a number is outside its range, if the power is not above the level, if there
  ///   is no effect, or if no sizes up to 10^15 reach the power.
  public init(
    _ test: PlannedTest, effect: Double, power: Double, level: Double = 0.05, allocation: [Double]? = nil
  ) throws(InputError) {
    let exact = try PowerSearch(test, power: power)
      .sizes(effect: effect, level: level, allocation: allocation)
    let whole = SizeSearch.whole(exact)
    let attained = try test.power(of: effect, sizes: whole.map(Double.init), level: level)
    self.init(test, .sizes, effect, level, power, exact, whole, attained)
  }

  /// The smallest positive effect that is found with a power.
  ///
  /// - Parameters:
  ///   - test: The test that is planned.
  ///   - sizes: The sizes, as many as the test has.
  ///   - power: The wanted probability of finding the effect.
  ///   - level: The level of the test.
  /// - Throws: `InputError` if a number is outside its range, if the power is not above the level, or if no
  ///   effect reaches it.
  public init(
    _ test: PlannedTest, sizes: [Int], power: Double, level: Double = 0.05
  ) throws(InputError) {
    let exact = sizes.map(Double.init)
    let effect = try PowerSearch(test, power: power).effect(sizes: exact, level: level)
    self.init(test, .effect, effect, level, power, exact, sizes, power)
  }

  /// The level at which a power is reached.
  ///
  /// - Parameters:
  ///   - test: The test that is planned.
  ///   - effect: The true effect, named beforehand.
  ///   - sizes: The sizes, as many as the test has.
  ///   - power: The wanted probability of finding the effect.
  /// - Throws: `InputError` if a number is outside its range, or if the level would be below 1e-300.
  public init(
    _ test: PlannedTest, effect: Double, sizes: [Int], powerReached power: Double
  ) throws(InputError) {
    let exact = sizes.map(Double.init)
    let level = try PowerSearch(test, power: power).level(effect: effect, sizes: exact)
    self.init(test, .level, effect, level, power, exact, sizes, power)
  }

  private init(
    _ test: PlannedTest, _ solved: Unknown, _ effect: Double, _ level: Double, _ power: Double,
    _ exact: [Double], _ sizes: [Int], _ attained: Double
  ) {
    self.test = test
    self.solved = solved
    self.effect = effect
    self.level = level
    self.power = power
    exactSizes = exact
    self.sizes = sizes
    attainedPower = attained
    context = DataContext(parts: test.sizeNames, cases: CaseLedger(all: 0))
  }
}

extension PowerAnalysis {
  /// The four numbers, the one that was solved for marked, and the choices about the test.
  public var report: Report {
    func label(_ name: String, _ unknown: Unknown) -> String {
      solved == unknown ? "\(name) (solved)" : name
    }
    var facts: [Report.Fact] = []
    if solved == .sizes {
      facts = [
        .init("n exactly", .list(exactSizes.map { .number($0, .decimals(2)) })),
        .init(label("n", .sizes), .counts(sizes)),
        .init("power at this n", .number(attainedPower, .bounded(3))),
      ]
    } else {
      facts = [.init("n", .counts(sizes))]
    }
    if sizes.count > 1 { facts.append(.init("in all", .count(sizes.reduce(0, +)))) }
    return Report(
      context.title("Power analysis", test.name),
      method: .init(
        Self.methodID, options: test.options,
        citation: Citation(
          "Cohen", 1988, "Statistical Power Analysis for the Behavioral Sciences, 2nd edition")),
      rows: [
        .init(label("power", .power), Estimate(power), style: .bounded(3)),
        .init(label(test.effectName, .effect), Estimate(effect)),
        .init(label("level", .level), Estimate(level), style: .level(level)),
      ],
      facts: facts, cases: nil)
  }
}
