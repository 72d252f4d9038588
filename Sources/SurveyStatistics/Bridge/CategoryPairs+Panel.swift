import SurveyInference
import SurveyInstruments
import SurveyVocabulary

// Tests of one variable of categories in two waves of a panel, the later wave first. Respondents who are not in both
// waves or lack an answer in one are in the ledger.

extension McNemarTest {
  /// McNemar's test of the share of those at a level of a factor in two waves.
  ///
  /// - Parameters:
  ///   - factor: The factor.
  ///   - level: The level that counts; all others are its complement.
  ///   - panel: The waves.
  ///   - first: The place of the earlier wave.
  ///   - second: The place of the later wave.
  ///   - method: How the null distribution is found.
  ///   - alternative: `.greater` looks for a larger share in the later wave.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` as for arrays, or if a wave does not exist.
  public init<R, V: FactorValue>(
    of factor: KeyPath<R, V> & Sendable, being level: V.Level, in panel: Panel<R>, from first: Int = 0,
    to second: Int = 1, method: Method = .exact, alternative: Alternative = .twoSided,
    confidence: Double = 0.95
  ) throws(InputError) {
    let levels = CategoryPlaces(factor)
    let place = levels.all.firstIndex(of: level).map(Double.init)
    self = try panel.pairs(of: levels.variable, from: first, to: second).find {
      later, earlier throws(InputError) in
      try McNemarTest(
        later.map { $0 == place }, against: earlier.map { $0 == place }, method: method,
        alternative: alternative, confidence: confidence)
    }
    context.subject = "\(levels.variable.name) \(level.label)"
  }

  /// McNemar's test of the share of those whose value meets a condition in two waves.
  ///
  /// - Parameters:
  ///   - variable: The variable.
  ///   - panel: The waves.
  ///   - first: The place of the earlier wave.
  ///   - second: The place of the later wave.
  ///   - method: How the null distribution is found.
  ///   - alternative: `.greater` looks for a larger share in the later wave.
  ///   - confidence: The level of the intervals.
  ///   - isHit: The condition, such as a score of at least 10.
  /// - Throws: `InputError` as for arrays, or if a wave does not exist.
  public init<R>(
    of variable: some VariableConvertible<R>, in panel: Panel<R>, from first: Int = 0, to second: Int = 1,
    method: Method = .exact, alternative: Alternative = .twoSided, confidence: Double = 0.95,
    where isHit: (_ value: Double) -> Bool
  ) throws(InputError) {
    self = try panel.pairs(of: variable, from: first, to: second).find { later, earlier throws(InputError) in
      try McNemarTest(
        later.map(isHit), against: earlier.map(isHit), method: method, alternative: alternative,
        confidence: confidence)
    }
  }
}

/// A test of the changes of several categories between two occasions, made of their table.
public protocol CategoryChangeTest: Finding {
  /// Tests a square table, rows the first-named occasion.
  init(table: [[Int]], labels: [String], confidence: Double) throws(InputError)
}

extension BowkerTest: CategoryChangeTest {}
extension StuartMaxwellTest: CategoryChangeTest {}

extension CategoryChangeTest {
  /// The test of a factor in two waves, levels in the order of their declaration.
  ///
  /// - Throws: `InputError` as for tables, or if a wave does not exist.
  public init<R, V: FactorValue>(
    of factor: KeyPath<R, V> & Sendable, in panel: Panel<R>, from first: Int = 0, to second: Int = 1,
    confidence: Double = 0.95
  ) throws(InputError) {
    let levels = CategoryPlaces(factor)
    self = try panel.pairs(of: levels.variable, from: first, to: second).find {
      later, earlier throws(InputError) in
      let moves = try CategoryMoves(later, earlier, levels.label)
      return try Self(table: moves.table, labels: moves.labels, confidence: confidence)
    }
  }

  /// The test of the answers to a question in two waves, in ascending order.
  ///
  /// - Throws: `InputError` as for tables, or if a wave does not exist.
  public init<R>(
    of variable: some VariableConvertible<R>, in panel: Panel<R>, from first: Int = 0, to second: Int = 1,
    confidence: Double = 0.95
  ) throws(InputError) {
    self = try panel.pairs(of: variable, from: first, to: second).find { later, earlier throws(InputError) in
      let moves = try CategoryMoves(later, earlier, CategoryMoves.number)
      return try Self(table: moves.table, labels: moves.labels, confidence: confidence)
    }
  }
}

/// A factor as a variable of the places of its levels.
private struct CategoryPlaces<R: Respondent, Level: Factor> {
  let all: [Level]
  let variable: Variable<R>

  init<V: FactorValue>(_ path: KeyPath<R, V> & Sendable) where V.Level == Level {
    let all = Array(Level.allCases)
    self.all = all
    variable = Variable(R.questionnaire.name(of: path) ?? "group") { respondent in
      respondent[keyPath: path].level.flatMap { all.firstIndex(of: $0) }.map(Double.init)
    }
  }

  func label(_ place: Double) -> String {
    Int(exactly: place).flatMap { all.indices.contains($0) ? all[$0].label : nil } ?? "\(place)"
  }
}

/// The table of two waves, over the categories that occur in one of them.
private struct CategoryMoves {
  let table: [[Int]]
  let labels: [String]

  init(_ later: [Double], _ earlier: [Double], _ label: (Double) -> String) throws(InputError) {
    let values = Set(later).union(earlier).sorted()
    guard values.count <= 1_000 else {
      throw .infeasible(
        "values", "\(values.count) categories are too many", remedy: "at most 1,000 are compared")
    }
    let places = Dictionary(values.enumerated().map { ($1, $0) }) { first, _ in first }
    var table = [[Int]](repeating: [Int](repeating: 0, count: values.count), count: values.count)
    for (value, other) in zip(later, earlier) {
      if let row = places[value], let column = places[other] { table[row][column] += 1 }
    }
    self.table = table
    labels = values.map(label)
  }

  static func number(_ value: Double) -> String { Int(exactly: value).map(String.init) ?? "\(value)" }
}
