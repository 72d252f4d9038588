import SurveyLinearAlgebra
import SurveyVocabulary

/// The cases over which expected outcomes are averaged, with some variables set to the same value in all.
struct MarginalCases {
  let outcomes: ExpectedOutcomes
  let averages: OutcomeAverages
  /// The variables by their names, all of the same number of cases.
  private(set) var variables: [String: ModelVariable]
  /// The names of the variables of the design, in its order.
  let names: [String]
  let count: Int

  /// - Throws: `InputError` if the design was made of a matrix or lacks a predictor, if a variable cannot be
  ///   found or has a missing value, or if a value does not fit its variable.
  init(
    _ outcomes: ExpectedOutcomes, at point: MarginalPoint, setting: [String: VariableValue],
    over other: ModelData?, weights choice: EffectWeights
  ) throws(InputError) {
    self.outcomes = outcomes
    let own = try outcomes.design.variables()
    names = outcomes.design.variableNames
    for name in setting.keys.sorted() where !names.contains(name) {
      throw .unknownName(name, among: names, subject: "setting")
    }
    guard other == nil || outcomes.offset == nil else {
      throw InputError(
        .definition, "cases", "the regression has an offset, which other cases lack",
        remedy: "average over the cases of the fit")
    }
    let source = other ?? own
    let rows = other.map { Array(0..<$0.count) } ?? outcomes.rows
    guard !rows.isEmpty else { throw .tooFew("cases", found: 0, needed: 1) }
    var found: [String: ModelVariable] = [:]
    for name in names { found[name] = try source.variable(name).chosen(rows) }
    var weights = other == nil ? outcomes.counts : [Double](repeating: 1, count: rows.count)
    if other == nil, choice == .fit, let prior = outcomes.priorWeights {
      weights = zip(weights, prior).map { $0 * $1 }
    }
    let total = weights.reduce(0, +)
    guard total > 0, total.isFinite else {
      throw InputError(.outOfRange, "weights", "their sum is \(total)", remedy: "rescale them")
    }
    weights = weights.map { $0 / total }
    var offset = outcomes.offset
    if point == .means {
      let data = try ModelData(found)
      for name in names {
        found[name] = try Self.center(name, data, weights, isFactor: outcomes.design.levels(of: name) != nil)
      }
      offset = offset.map { [zip($0, weights).reduce(0) { $0 + $1.0 * $1.1 }] }
      weights = [1]
    }
    count = weights.count
    averages = OutcomeAverages(outcomes: outcomes, weights: weights, offset: offset)
    variables = found
    variables = try values(setting)
  }

  /// The mean, or the most frequent level, as a variable of one case.
  private static func center(
    _ name: String, _ data: ModelData, _ weights: [Double], isFactor: Bool
  ) throws(InputError) -> ModelVariable {
    guard isFactor else {
      let values = try data.numbers(name)
      return .numbers([zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 }])
    }
    let (labels, levels) = try data.labels(name)
    var sums: [String: Double] = [:]
    for (label, weight) in zip(labels, weights) { sums[label, default: 0] += weight }
    var best = levels.first ?? ""
    for level in levels where sums[level, default: 0] > sums[best, default: 0] + 1e-12 { best = level }
    guard case .numbers = try data.variable(name) else { return .labels([best], levels: levels) }
    return .numbers([Double(best)])
  }

  /// The variables with some set to one value for all.
  func values(_ setting: [String: VariableValue]) throws(InputError) -> [String: ModelVariable] {
    var changed = variables
    for (name, value) in setting.sorted(by: { $0.key < $1.key }) {
      let levels = outcomes.design.levels(of: name)
      if let levels, !levels.contains(value.text) {
        throw .unknownName(value.text, among: levels, subject: name)
      }
      switch (variables[name], value) {
      case (.labels, _):
        changed[name] = .labels([String?](repeating: value.text, count: count), levels: levels)
      case (_, .number(let number)):
        guard number.isFinite else { throw .outOfRange(name, value: number, allowed: "a finite number") }
        changed[name] = .numbers([Double?](repeating: number, count: count))
      case (_, .level(let level)):
        guard levels != nil, let number = Double(level) else {
          throw InputError(.definition, name, "it holds numbers, not levels", remedy: "set it to a number")
        }
        changed[name] = .numbers([Double?](repeating: number, count: count))
      }
    }
    return changed
  }

  /// The average expected outcomes with some variables set to one value for all.
  func means(setting: [String: VariableValue]) throws(InputError) -> [ParameterFunction] {
    try means(try values(setting))
  }

  /// The average expected outcomes at values of the variables.
  func means(_ variables: [String: ModelVariable]) throws(InputError) -> [ParameterFunction] {
    try averages.means(try rows(variables))
  }

  /// The average derivatives of the expected outcomes by a variable.
  func slopes(by variable: String) throws(InputError) -> [ParameterFunction] {
    try averages.slopes(
      try rows(variables), try outcomes.design.slopes(for: ModelData(variables), by: variable))
  }

  /// The rows of the design at values of the variables, where the model has probabilities.
  private func rows(_ variables: [String: ModelVariable]) throws(InputError) -> Matrix {
    let rows = try outcomes.design.matrix(for: ModelData(variables))
    try outcomes.thresholds?.checkOrder(in: rows, at: Array(0..<rows.rowCount)) { row in
      names.map { name -> (name: String, value: String) in
        switch variables[name] {
        case .numbers(let values): (name, values[row].map { plainNumber($0) } ?? "")
        case .labels(let labels, _): (name, labels[row] ?? "")
        case nil: (name, "")
        }
      }
    }
    return rows
  }
}

extension MarginalCases {
  /// What the variables are set to: the values of a single point, else those that were asked for.
  func place(
    _ point: MarginalPoint, _ setting: [String: VariableValue]
  ) -> [(variable: String, value: VariableValue)] {
    names.compactMap { name in
      if let value = setting[name] { return (name, value) }
      guard point == .means else { return nil }
      switch variables[name] {
      case .numbers(let values): return values.first?.map { (name, .number($0)) }
      case .labels(let labels, _): return labels.first?.map { (name, .level($0)) }
      case nil: return nil
      }
    }
  }
}
