import SurveyVocabulary

extension GroupSummary {
  /// The variables as tables.
  ///
  /// Without groups there is one table with a line for each variable; with groups each variable has one, or,
  /// with the groups in columns, all have one together.
  public var report: Report {
    var options: [Report.Fact] = []
    if statistics.contains(.lowerQuartile) || statistics.contains(.upperQuartile) {
      options.append(.init("quartiles", .text("type 7")))
    }
    if statistics.contains(.skewness) || statistics.contains(.kurtosis) {
      options.append(.init("skewness and kurtosis", .text("type \(shape.rawValue)")))
    }
    if statistics.contains(.interval) {
      options.append(.init("interval of the mean", .text("\(DecimalText.level(confidence)) t")))
    }
    return Report(
      context.title("Group summary", groups.isEmpty ? nil : "by \(factor ?? "group")"),
      method: .init(Self.methodID, options: options), grids: grids, cases: context.cases)
  }

  private var grids: [Report.Grid] {
    let names = statistics.map(\.rawValue)
    if arrangement == .groupsInColumns { return [columnGrid] }
    if groups.isEmpty {
      return [
        Report.Grid(columns: ["variable"] + names, lines: lines.map { [.text($0.variable)] + cells($0.all) })
      ]
    }
    return lines.map { line in
      let parts = zip(groupLabels, line.groups + [line.all])
      return Report.Grid(
        lines.count == 1 && line.variable == context.subject ? nil : line.variable,
        columns: [factor ?? "group"] + names, lines: parts.map { [.text($0)] + cells($1) })
    }
  }

  /// The labels of the groups, and of all cases.
  private var groupLabels: [String] { groups.indices.map { context.part($0) } + ["all"] }

  private func cells(_ cell: Cell) -> [Report.Cell] { statistics.map { self.cell(cell, $0) } }

  /// The statistics one below another, the groups side by side.
  private var columnGrid: Report.Grid {
    let lines = self.lines.flatMap { line in
      statistics.map { statistic -> [Report.Cell] in
        [.text(line.variable), .text(statistic.rawValue)]
          + (line.groups + [line.all]).map { cell($0, statistic) }
      }
    }
    return Report.Grid(columns: ["variable", "statistic"] + groupLabels, lines: lines)
  }

  private func cell(_ cell: Cell, _ statistic: Statistic) -> Report.Cell {
    let found = cell.descriptives
    let number: Double?
    switch statistic {
    case .count: return .count(cell.count)
    case .missing: return .count(cell.missing)
    case .interval: return found?.mean.interval.map { .interval($0, .automatic) } ?? .empty
    case .mean: number = found?.mean.value
    case .standardDeviation: number = found?.moments.standardDeviation
    case .standardError: number = found?.mean.standardError
    case .median: number = found?.median
    case .lowerQuartile: number = found?.lowerQuartile
    case .upperQuartile: number = found?.upperQuartile
    case .minimum: number = found?.moments.minimum
    case .maximum: number = found?.moments.maximum
    case .skewness: number = found?.skewness
    case .kurtosis: number = found?.kurtosis
    }
    return number.map { .number($0) } ?? .empty
  }
}
