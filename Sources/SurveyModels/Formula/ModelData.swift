import SurveyVocabulary

/// One variable of a table: numbers, or labels with their levels; `nil` where a case has none.
public enum ModelVariable: Hashable, Sendable {
  /// Numbers.
  case numbers([Double?])
  /// Labels of a factor. The levels are in the order given, or sorted where none are.
  case labels([String?], levels: [String]? = nil)

  /// The number of cases.
  public var count: Int {
    switch self {
    case .numbers(let values): values.count
    case .labels(let values, _): values.count
    }
  }

  func isMissing(_ row: Int) -> Bool {
    switch self {
    case .numbers(let values): values[row].map(\.isNaN) ?? true
    case .labels(let values, _): values[row] == nil
    }
  }

  func chosen(_ rows: [Int]) -> ModelVariable {
    switch self {
    case .numbers(let values): .numbers(rows.map { values[$0] })
    // The levels are those of the whole variable, so that choosing cases does not change their order.
    case .labels(let values, let levels):
      .labels(rows.map { values[$0] }, levels: levels ?? Set(values.compactMap { $0 }).sorted())
    }
  }
}

/// Named variables of the same cases, for formulas whose names are known only when the program runs.
///
/// ```swift
/// let data = try ModelData([
///   "trust": .numbers([2.4, 3.1, nil, 2.9]),
///   "status": .labels(["in", "in", "out", "out"], levels: ["out", "in"]),
/// ])
/// ```
///
/// A missing value is `nil`; NaN counts as missing too, an infinite value is refused by what uses it.
public struct ModelData: Sendable {
  /// The number of cases.
  public let count: Int
  /// The names of the variables, sorted.
  public var names: [String] { variables.keys.sorted() }
  let variables: [String: ModelVariable]

  /// Makes a table of variables.
  ///
  /// - Throws: `InputError` if there is no variable, or if they differ in their number of cases.
  public init(_ variables: [String: ModelVariable]) throws(InputError) {
    let ordered = variables.sorted { $0.key < $1.key }
    guard let first = ordered.first else {
      throw InputError(.definition, "data", "there is no variable")
    }
    for (name, variable) in ordered {
      try checkEqualLength(variable.count, name, first.value.count, first.key)
    }
    count = first.value.count
    self.variables = variables
  }

  /// A variable by its name.
  ///
  /// - Throws: `InputError` if there is none of that name.
  public func variable(_ name: String) throws(InputError) -> ModelVariable {
    guard let variable = variables[name] else {
      throw .unknownName(name, among: names, subject: "data")
    }
    return variable
  }

  /// The numbers of a variable that has one for every case.
  ///
  /// - Throws: `InputError` if there is no such variable, it holds labels, or a value is missing or not
  ///   finite.
  public func numbers(_ name: String) throws(InputError) -> [Double] {
    guard case .numbers(let values) = try variable(name) else {
      throw InputError(
        .definition, name, "it holds labels where numbers are needed", remedy: "use it as a factor")
    }
    var numbers: [Double] = []
    numbers.reserveCapacity(count)
    for (row, value) in values.enumerated() {
      guard let value, !value.isNaN else {
        throw InputError(.notFinite, name, "the value at index \(row) is missing")
      }
      guard value.isFinite else { throw .notFinite(name, value: value, at: row) }
      numbers.append(value)
    }
    return numbers
  }

  /// The labels of a variable that has one for every case, with its levels; whole numbers become labels
  /// too.
  ///
  /// - Throws: `InputError` if there is no such variable, or a value is missing or not finite.
  public func labels(_ name: String) throws(InputError) -> (labels: [String], levels: [String]) {
    switch try variable(name) {
    case .labels(let values, let levels):
      let labels = values.compactMap { $0 }
      guard labels.count == values.count else {
        let row = values.firstIndex(of: nil) ?? 0
        throw InputError(.notFinite, name, "the label at index \(row) is missing")
      }
      return (labels, levels ?? Set(labels).sorted())
    case .numbers:
      let values = try numbers(name)
      return (values.map(plainNumber), Set(values).sorted().map(plainNumber))
    }
  }

  /// The cases that have every one of some variables, and the ledger of the others.
  ///
  /// - Parameter names: The variables, in the order in which a case's first lack is named.
  /// - Returns: The cases used, their places, and how many lack which variable.
  /// - Throws: `InputError` if there is no variable of one of the names.
  func complete(_ names: [String]) throws(InputError) -> (data: ModelData, rows: [Int], cases: CaseLedger) {
    var needed: [(name: String, variable: ModelVariable)] = []
    for name in names { needed.append((name, try variable(name))) }
    var counts = [Int](repeating: 0, count: needed.count)
    var rows: [Int] = []
    for row in 0..<count {
      if let lack = needed.firstIndex(where: { $0.variable.isMissing(row) }) {
        counts[lack] += 1
      } else {
        rows.append(row)
      }
    }
    let exclusions = zip(needed, counts).filter { $0.1 > 0 }
      .map { CaseLedger.Exclusion("missing", variable: $0.0.name, count: $0.1) }
    let chosen = rows.count == count ? variables : variables.mapValues { $0.chosen(rows) }
    return (
      ModelData(count: rows.count, variables: chosen), rows,
      CaseLedger(used: rows.count, exclusions: exclusions)
    )
  }

  /// The same cases with some of the variables alone.
  func choosing(_ names: [String]) -> ModelData {
    let chosen = Set(names)
    return ModelData(count: count, variables: variables.filter { chosen.contains($0.key) })
  }

  private init(count: Int, variables: [String: ModelVariable]) {
    self.count = count
    self.variables = variables
  }
}
