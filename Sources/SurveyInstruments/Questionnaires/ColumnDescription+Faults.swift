extension ColumnDescription {
  /// A fault of a list of columns, and the column that has it; `nil` for the list as a whole.
  typealias PlacedFault = (column: Int?, fault: InputError)

  /// What is wrong with a list of columns.
  package static func faults(of columns: [ColumnDescription], subject: String) -> [InputError] {
    placedFaults(of: columns, subject: subject).map(\.fault)
  }

  /// What is wrong with a list of columns, and where.
  static func placedFaults(of columns: [ColumnDescription], subject: String) -> [PlacedFault] {
    var faults: [PlacedFault] = []
    if columns.isEmpty { faults.append((nil, InputError(.definition, subject, "has no fields"))) }
    var seen: [String: Int] = [:]
    for (index, column) in columns.enumerated() {
      if column.name.isEmpty {
        let problem = "field \(index + 1) has an empty column name"
        faults.append((index, InputError(.definition, subject, problem)))
      } else if seen[column.name] != nil {
        faults.append((index, InputError(.definition, subject, "the column \(column.name) is named twice")))
      } else {
        seen[column.name] = index
      }
      faults += column.faults.map { (index, $0) }
    }
    for (index, column) in columns.enumerated() where !column.conditions.isEmpty {
      faults += column.conditionFaults(columns, at: index, seen).map { (index, $0) }
    }
    return faults
  }

  private func conditionFaults(
    _ columns: [ColumnDescription], at index: Int, _ places: [String: Int]
  ) -> [InputError] {
    var problems: [String] = []
    if isRequired { problems.append("is required in every row, but not shown to everyone") }
    for condition in conditions {
      if let place = places[condition.column] {
        if place >= index { problems.append("is shown by \(condition.column), which does not come earlier") }
        problems += condition.problems(on: columns[place].kind).map {
          "is shown by \(condition.column), which \($0)"
        }
      } else {
        problems.append("is shown by \"\(condition.column)\", which is no column")
      }
    }
    return problems.map { InputError(.definition, "column \(name)", $0) }
  }

  /// What is wrong with the column by itself.
  package var faults: [InputError] {
    var problems = kind.problems
    if case .at(let score) = neutral {
      let isAnswer = kind.scoreRange.map { score >= $0.minimum && score <= $0.maximum } ?? false
      if !isAnswer { problems.append("its midpoint \(score) is no answer") }
    }
    if isTolerant, conditions.isEmpty { problems.append("tolerates answers, but is always shown") }
    if translations.keys.contains(where: \.rawValue.isEmpty)
      || kind.options.contains(where: { $0.translations.keys.contains { $0.rawValue.isEmpty } })
    {
      problems.append("a language has an empty code")
    }
    var codes: Set<String> = []
    for absence in absence where !codes.insert(absence.code).inserted {
      problems.append("the absence code \"\(absence.code)\" has two meanings")
    }
    for absence in absence where isDeclaredValue(absence.code) {
      problems.append("the absence code \"\(absence.code)\" is also an allowed value")
    }
    return problems.map { InputError(.definition, "column \(name)", $0) }
  }

  /// Whether a code is among the values that the kind lists or bounds.
  private func isDeclaredValue(_ code: String) -> Bool {
    switch kind {
    case .text: return false
    case .number(let minimum, let maximum):
      guard minimum != nil || maximum != nil, let value = Double(code), value.isFinite else { return false }
      return value >= minimum ?? -.infinity && value <= maximum ?? .infinity
    case .whole(let minimum, let maximum):
      guard minimum != nil || maximum != nil, let value = Int(code) else { return false }
      return value >= minimum ?? .min && value <= maximum ?? .max
    case .factor(let options, _): return options.contains { $0.name == code }
    case .choices(let options, let none): return code == none || options.contains { $0.name == code }
    case .answers(let levels): return levels.contains { String($0.value) == code }
    case .rating(let minimum, let maximum):
      guard let value = Double(code) else { return false }
      return value >= minimum && value <= maximum
    case .slider(let minimum, let maximum, let step):
      guard let value = Double(code) else { return false }
      return isStep(value, from: minimum, to: maximum, by: step)
    }
  }
}

extension ColumnKind {
  /// What is wrong with the kind, in words.
  fileprivate var problems: [String] {
    var problems: [String] = []
    func fault(_ isFault: Bool, _ problem: String) { if isFault { problems.append(problem) } }
    switch self {
    case .text: break
    case .number(let minimum, let maximum):
      for limit in [minimum, maximum].compactMap({ $0 }) { fault(limit.isNaN, "a limit is not a number") }
      if let minimum, let maximum { fault(minimum > maximum, "its limits are in the wrong order") }
    case .whole(let minimum, let maximum):
      if let minimum, let maximum { fault(minimum > maximum, "its limits are in the wrong order") }
    case .factor(let options, _):
      fault(options.isEmpty, "its list of levels is empty")
      fault(Set(options.map(\.name)).count < options.count, "a level is listed twice")
    case .choices(let options, let none):
      let names = options.map(\.name)
      fault(names.isEmpty, "its list of options is empty")
      fault(names.count > 64, "has \(names.count) options; 64 are the most")
      fault(Set(names).count < names.count, "an option is listed twice")
      fault(Set(options.map(\.label)).count < Set(names).count, "two options have one label")
      fault(names.contains(none), "\"\(none)\" is an option and means none of them")
      for name in names + [none] {
        fault(
          name.isEmpty || name.utf8.contains(Self.separator), "\"\(name)\" cannot be the code of an option")
      }
    case .answers(let levels):
      fault(levels.count < 2, "a list of answers needs at least two")
      fault(Set(levels.map(\.value)).count < levels.count, "an answer is listed twice")
    case .rating(let minimum, let maximum):
      fault(!isScorable(minimum, maximum), Self.limitsNeeded)
    case .slider(let minimum, let maximum, let step):
      guard isScorable(minimum, maximum) else {
        fault(true, Self.limitsNeeded)
        break
      }
      let steps = (maximum - minimum) / step
      fault(!(step > 0 && step.isFinite), "a step must be a positive number")
      fault(
        step > 0 && !isStep(maximum, from: minimum, to: maximum, by: step),
        "its range is no whole number of steps")
      fault(steps > 1_000_000, "has more than a million steps")
    }
    return problems
  }

  /// Sums and percentages of larger numbers would overflow.
  private static let limitsNeeded = "a range needs a lower and a higher limit, within -1e300 and 1e300"

  private func isScorable(_ minimum: Double, _ maximum: Double) -> Bool {
    minimum < maximum && max(minimum.magnitude, maximum.magnitude) <= 1e300
  }
}
