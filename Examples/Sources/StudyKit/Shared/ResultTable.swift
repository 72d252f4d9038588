import SurveyStatistics

/// What a method gave, or why it could not be used on these data.
typealias Attempt<Finding> = Result<Finding, InputError>

/// A table under construction, in which a line that cannot be computed says why instead of ending the
/// whole report.
struct ResultTable {
  private(set) var grid: Report.Grid
  /// Why lines are empty, one sentence to a line.
  private(set) var warnings: [String] = []

  init(_ title: String? = nil, columns: [String]) {
    grid = Report.Grid(title, columns: columns, lines: [])
  }

  /// Adds a line that begins with a label.
  mutating func add(_ label: String, _ cells: () throws(InputError) -> [Report.Cell]) {
    do {
      grid.lines.append([.text(label)] + (try cells()))
    } catch {
      grid.lines.append([.text(label)])
      warnings.append("\(label): not computed: \(error).")
    }
  }

  /// Adds a line as it is.
  mutating func add(_ cells: [Report.Cell]) { grid.lines.append(cells) }
}

extension Estimate {
  /// The value and its interval as two cells.
  func cells(_ style: NumberStyle = .automatic) -> [Report.Cell] {
    [.number(value, style), interval.map { .interval($0, style) } ?? .empty]
  }
}

extension TestStatistic {
  /// The value and, for t, the degrees of freedom as two cells.
  var cells: [Report.Cell] {
    if case .t(let freedom) = reference {
      return [.number(value, .decimals(2)), .number(freedom, Self.style(freedom))]
    }
    return [.number(value, .decimals(2)), .empty]
  }

  private static func style(_ freedom: Double) -> NumberStyle {
    .decimals(freedom == freedom.rounded() ? 0 : 1)
  }
}
