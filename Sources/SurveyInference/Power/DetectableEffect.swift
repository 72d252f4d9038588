import SurveyVocabulary

/// What a number of cases can show under any planned test: the smallest effect that it finds with a wanted
/// power, and the smallest observed effect that reaches the level at all.
///
/// It is a statement about a design, not about data. For t tests of two groups and of pairs
/// ``DetectableDifference`` says the same.
///
/// Reference: Cohen (1988), Statistical Power Analysis for the Behavioral Sciences.
public struct DetectableEffect: Finding {
  /// The method and the version of its definition.
  public static let methodID = "detectable-effect/1"

  /// The test that is planned.
  public let test: PlannedTest
  /// The sizes.
  public let sizes: [Int]
  /// The smallest positive effect with the wanted power; `nil` where no effect reaches it at these sizes.
  public let detectable: Double?
  /// The smallest observed effect that reaches the level; `nil` where none does, or where it cannot be
  /// computed at these sizes.
  public let critical: Double?
  /// The wanted power.
  public let power: Double
  /// The level of the test.
  public let level: Double
  /// The names of the sizes and what was measured.
  public var context: DataContext

  private let notes: [String]

  /// What these sizes can show.
  ///
  /// - Parameters:
  ///   - test: The test that is planned.
  ///   - sizes: The sizes, as many as the test has.
  ///   - power: The wanted probability of finding the effect.
  ///   - level: The level of the test.
  /// - Throws: `InputError` if a number is outside its range or the power is not above the level.
  public init(
    _ test: PlannedTest, sizes: [Int], power: Double = 0.8, level: Double = 0.05
  ) throws(InputError) {
    let exact = sizes.map(Double.init)
    let search = try PowerSearch(test, power: power)
    var notes: [String] = []
    detectable = try Self.reachable(&notes) { () throws(InputError) in
      try search.effect(sizes: exact, level: level)
    }
    critical = try Self.reachable(&notes) { () throws(InputError) in
      let found = try test.criticalEffect(sizes: exact, level: level)
      if found == nil {
        throw .infeasible("effect", "no observed effect reaches the level", remedy: "plan more cases")
      }
      return found
    }
    self.test = test
    self.sizes = sizes
    self.power = power
    self.level = level
    self.notes = notes
    context = DataContext(parts: test.sizeNames, cases: CaseLedger(all: 0))
  }

  /// What cannot be reached is nothing, with a note that says so.
  private static func reachable(
    _ notes: inout [String], _ value: () throws(InputError) -> Double?
  ) throws(InputError) -> Double? {
    do throws(InputError) {
      return try value()
    } catch {
      guard error.code == .infeasible else { throw error }
      notes.append("\(error.subject): \(error.problem).")
      return nil
    }
  }
}

extension DetectableEffect {
  /// The two effects and the choices about the test.
  public var report: Report {
    var rows: [Report.Row] = []
    if let detectable {
      rows.append(
        .init(
          "\(test.effectName) detected with power \(NumberStyle.bounded(2).text(power))", Estimate(detectable)
        ))
    }
    if let critical { rows.append(.init(test.criticalName, Estimate(critical))) }
    return Report(
      context.title("What this n can show", test.name),
      method: .init(
        Self.methodID, options: [.init("level", .number(level, .level(level)))] + test.options,
        citation: Citation(
          "Cohen", 1988, "Statistical Power Analysis for the Behavioral Sciences, 2nd edition")),
      rows: rows, facts: [.init("n", .counts(sizes))], cases: cases.entered > 0 ? cases : nil, notes: notes)
  }
}
