import SurveyVocabulary

extension InterItemCorrelations {
  /// The correlations below the diagonal, their summary, and the negative ones by name.
  public var report: Report {
    var facts = [Report.Fact("items", .count(matrix.count))]
    let pairCounts = matrix.indices.flatMap { row in counts[row].prefix(row) }
    if let low = pairCounts.min(), let high = pairCounts.max() {
      facts.append(
        low == high
          ? Report.Fact("n", .count(low)) : Report.Fact("n of the pairs", .text("\(low) to \(high)")))
    }
    if let mean { facts.append(Report.Fact("mean r", .number(mean, .bounded(2)))) }
    for (name, pair) in [("smallest", smallest), ("largest", largest)] {
      guard let pair else { continue }
      facts.append(
        Report.Fact(
          "\(name) (\(pair.first + 1) with \(pair.second + 1))", .number(pair.correlation, .bounded(2))))
    }
    return Report(
      context.title("Inter-item correlations"),
      method: .init(
        Self.methodID,
        options: [Report.Fact("kind", .text(kind.rawValue)), Report.Fact("cases", .text(rule.rawValue))]),
      grids: [grid] + (rule == .pairwise ? [countGrid] : []), facts: facts, cases: context.cases,
      warnings: warnings)
  }

  private func words(_ pair: Pair) -> String {
    let r = NumberStyle.bounded(2).text(pair.correlation)
    return "\(r) (\(context.part(pair.first)) with \(context.part(pair.second)))"
  }

  private func label(_ index: Int) -> String {
    let name = context.part(index)
    return name == "\(index + 1)" ? name : "\(index + 1) \(name)"
  }

  /// The lower triangle, columns by the numbers of the items.
  private var grid: Report.Grid {
    let bounded = { (value: Double?) in value.map { Report.Cell.number($0, .bounded(2)) } ?? .empty }
    return Report.Grid(
      columns: ["", "mean r"] + matrix.indices.dropLast().map { "\($0 + 1)" },
      lines: matrix.indices.map { row in
        [.text(label(row)), bounded(itemMeans[row])] + matrix[row].prefix(row).map(bounded)
      })
  }

  private var countGrid: Report.Grid {
    Report.Grid(
      "Cases of each correlation, answers of each item in the diagonal",
      columns: [""] + matrix.indices.map { "\($0 + 1)" },
      lines: matrix.indices.map { row in
        [.text(label(row))] + counts[row].prefix(row + 1).map { .count($0) }
      })
  }

  private var warnings: [String] {
    var warnings = matrix.indices.filter { matrix[$0][$0] == nil }.map {
      "\(context.part($0)) does not vary: its correlations do not exist and are in no mean."
    }
    let isAtBound = matrix.indices.contains { row in matrix[row].prefix(row).contains { $0?.magnitude == 1 } }
    if kind == .polychoric, isAtBound {
      warnings.append("A polychoric correlation of ±1 means that too few cells of its table hold cases.")
    }
    let negatives = negatives
    guard !negatives.isEmpty else { return warnings }
    let shown = negatives.prefix(5).map(words).joined(separator: ", ")
    let rest = negatives.count > 5 ? " and \(negatives.count - 5) more" : ""
    warnings.append("Negative correlations: \(shown)\(rest).")
    return warnings
  }
}
