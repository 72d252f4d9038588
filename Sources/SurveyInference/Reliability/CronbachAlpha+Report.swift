import SurveyVocabulary

extension CronbachAlpha {
  /// Alpha with its interval, and the items one to a line.
  public var report: Report {
    var rows = [Report.Row("alpha", alpha, style: .bounded(2))]
    if let standardizedAlpha {
      rows.append(Report.Row("standardized alpha", Estimate(standardizedAlpha), style: .bounded(2)))
    }
    if let meanInterItemCorrelation {
      rows.append(Report.Row("mean inter-item r", Estimate(meanInterItemCorrelation), style: .bounded(2)))
    }
    var facts = [Report.Fact("n", .count(count)), Report.Fact("items", .count(itemCount))]
    if let totalMean { facts.append(Report.Fact("mean of the sum", .number(totalMean))) }
    if let totalStandardDeviation {
      facts.append(Report.Fact("SD of the sum", .number(totalStandardDeviation)))
    }
    if let standardErrorOfMeasurement {
      facts.append(Report.Fact("standard error of measurement", .number(standardErrorOfMeasurement)))
    }
    return Report(
      context.title("Cronbach's alpha"),
      method: .init(
        Self.methodID,
        options: bootstrap?.options ?? [Report.Fact("interval", .text(intervalMethod.name))],
        seed: bootstrap?.plan.seed,
        citation: Citation("Cronbach", 1951, "Psychometrika 16, 297-334", doi: "10.1007/BF02310555")),
      rows: rows, grids: items.isEmpty ? [] : [grid], facts: facts, cases: context.cases,
      warnings: warnings + (bootstrap?.warnings ?? []))
  }

  private var grid: Report.Grid {
    let bounded = { (value: Double?) in value.map { Report.Cell.number($0, .bounded(2)) } ?? .empty }
    let lines = items.enumerated().map { index, item -> [Report.Cell] in
      [
        .text(Self.name(index, context.parts)), item.mean.map { .number($0, .decimals(2)) } ?? .empty,
        .number(item.standardDeviation, .decimals(2)), bounded(item.restCorrelation),
        bounded(item.totalCorrelation), bounded(item.alphaIfDeleted),
        bounded(item.standardizedAlphaIfDeleted),
      ]
    }
    return Report.Grid(
      columns: [
        "", "mean", "SD", "item-rest r", "item-total r", "alpha if deleted", "standardized if deleted",
      ], lines: lines)
  }

  private var warnings: [String] {
    var warnings: [String] = []
    for (index, item) in items.enumerated() {
      let name = Self.name(index, context.parts)
      if item.standardDeviation == 0 {
        warnings.append("\(name) is constant: all answers are equal.")
      } else if let rest = item.restCorrelation, rest < 0 {
        warnings.append("\(name) correlates negatively with the rest: is it reverse-keyed?")
      }
    }
    if alpha.value < 0 { warnings.append("Alpha is negative: the items covary negatively on average.") }
    if let keyingHint { warnings.append(Self.sentence(keyingHint, context.parts) + ".") }
    return warnings
  }

  static func name(_ index: Int, _ names: [String]) -> String {
    names.indices.contains(index) ? names[index] : "item \(index + 1)"
  }

  /// "Alpha would be .92 if A1 and A4 were reversed"
  static func sentence(
    _ hint: KeyingHint, _ names: [String], _ coefficient: String = "Alpha"
  ) -> String {
    let value = NumberStyle.bounded(2).text(hint.alpha)
    return "\(coefficient) would be \(value) if \(list(hint.items, names)) were reversed"
  }

  private static func list(_ items: [Int], _ names: [String]) -> String {
    let words = items.map { name($0, names) }
    guard words.count > 1 else { return words.first ?? "none" }
    // A long list would bury the sentence.
    guard words.count <= 8 else {
      return words.prefix(7).joined(separator: ", ") + " and \(words.count - 7) others"
    }
    return words.dropLast().joined(separator: ", ") + " and " + words[words.count - 1]
  }
}

extension CronbachAlpha {
  static func tooFewItems(_ found: Int) -> InputError {
    InputError(.tooFew, "items", "\(found) \(found == 1 ? "item" : "items") found, at least 2 needed")
  }

  /// Why the sum of the items has no variance, and which items are the cause.
  static func withoutAlpha(_ covariances: ItemCovariances, names: [String]) -> InputError {
    let order = covariances.order
    let varying = (0..<order).filter { covariances[$0, $0] > 0 }
    guard !varying.isEmpty else {
      return .constant(
        "sum of the items",
        remedy: "it needs items that vary: \(list(Array(0..<order), names)) have one answer each")
    }
    let total = (0..<order).reduce(0) { sum, row in (0..<order).reduce(sum) { $0 + covariances[row, $1] } }
    let trace = varying.reduce(0) { $0 + covariances[$1, $1] }
    guard total > -1e-9 * trace, let hint = KeyingHint(covariances) else {
      return InputError(
        .definition, "sum of the items",
        "the covariances give it a negative variance, which no complete answers have",
        remedy: "take the covariances from cases that answered all items")
    }
    let others = varying.filter { !hint.items.contains($0) }
    return InputError(
      .constant, "sum of the items",
      "all values are equal, because \(list(hint.items, names)) and \(list(others, names)) cancel each other",
      remedy: "look for items that are keyed against each other: \(sentence(hint, names).lowercasedFirst)")
  }
}

extension String {
  fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
