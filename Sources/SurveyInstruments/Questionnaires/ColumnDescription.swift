/// A column of a data file as a definition: what it is called, asks, may hold, and how absence is coded.
public struct ColumnDescription: Hashable, Sendable {
  /// The name in the file's header.
  public let name: String
  /// The wording of the question, for people.
  public let wording: String?
  /// What its cells may hold.
  public let kind: ColumnKind
  /// The cells that mean absence, with their reasons; the first of a reason is the one that is written.
  public let absence: [AbsenceCode]
  /// Whether every row must hold a value.
  public let isRequired: Bool

  /// A cell that means absence.
  public struct AbsenceCode: Hashable, Sendable, Codable {
    /// The cell's text.
    public let code: String
    /// Why the answer is absent.
    public let reason: AbsenceReason

    /// Makes a code.
    public init(_ code: String, _ reason: AbsenceReason) {
      self.code = code
      self.reason = reason
    }
  }

  /// Makes a description.
  ///
  /// - Parameters:
  ///   - name: The name in the file's header.
  ///   - kind: What the cells may hold.
  ///   - wording: The wording of the question.
  ///   - absence: The cells that mean absence.
  ///   - isRequired: Whether every row must hold a value.
  public init(
    _ name: String, _ kind: ColumnKind, wording: String? = nil, absence: [AbsenceCode] = [],
    isRequired: Bool = false
  ) {
    self.name = name
    self.wording = wording
    self.kind = kind
    self.absence = absence
    self.isRequired = isRequired
  }
}

extension ColumnDescription {
  /// What is wrong with a list of columns.
  package static func faults(of columns: [ColumnDescription], subject: String) -> [InputError] {
    var faults: [InputError] = []
    if columns.isEmpty { faults.append(InputError(.definition, subject, "has no fields")) }
    var seen: Set<String> = []
    for (index, column) in columns.enumerated() {
      if column.name.isEmpty {
        faults.append(InputError(.definition, subject, "field \(index + 1) has an empty column name"))
      } else if !seen.insert(column.name).inserted {
        faults.append(InputError(.definition, subject, "the column \(column.name) is named twice"))
      }
      faults += column.faults
    }
    return faults
  }

  private var faults: [InputError] {
    var faults: [InputError] = []
    func fault(_ problem: String) { faults.append(InputError(.definition, "column \(name)", problem)) }
    switch kind {
    case .text: break
    case .number(let minimum, let maximum):
      for limit in [minimum, maximum].compactMap({ $0 }) where limit.isNaN {
        fault("a limit is not a number")
      }
      if let minimum, let maximum, minimum > maximum { fault("its limits are in the wrong order") }
    case .whole(let minimum, let maximum):
      if let minimum, let maximum, minimum > maximum { fault("its limits are in the wrong order") }
    case .factor(let names):
      if names.isEmpty { fault("its list of levels is empty") }
      if Set(names).count < names.count { fault("a level is listed twice") }
    case .answers(let levels):
      if levels.count < 2 { fault("a list of answers needs at least two") }
      if Set(levels.map(\.value)).count < levels.count { fault("an answer is listed twice") }
    case .rating(let minimum, let maximum):
      // Sums and percentages of larger numbers would overflow.
      let isScorable = max(minimum.magnitude, maximum.magnitude) <= 1e300
      if !(minimum < maximum && isScorable) { fault("a range needs two finite limits") }
    }
    var codes: Set<String> = []
    for absence in absence where !codes.insert(absence.code).inserted {
      fault("the absence code \"\(absence.code)\" has two meanings")
    }
    for absence in absence where isDeclaredValue(absence.code) {
      fault("the absence code \"\(absence.code)\" is also an allowed value")
    }
    return faults
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
    case .factor(let names): return names.contains(code)
    case .answers(let levels): return levels.contains { String($0.value) == code }
    case .rating(let minimum, let maximum):
      guard let value = Double(code) else { return false }
      return value >= minimum && value <= maximum
    }
  }
}
