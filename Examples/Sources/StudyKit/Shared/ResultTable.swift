import SurveyStatistics

/// What a method gave, or why it could not be used on these data.
typealias Attempt<Finding> = Result<Finding, InputError>

/// A table under construction, in which a line that cannot be computed says why instead of ending the
/// whole report.
struct ResultTable {
  private(set) var grid: Report.Grid
  private var refusals: [(reason: String, labels: [String])] = []

  init(columns: [String]) { grid = Report.Grid(columns: columns, lines: []) }

  /// Why lines or parts of them are empty, one sentence to a reason.
  var warnings: [String] {
    refusals.map { "Not computed for \($0.labels.joined(separator: ", ")): \($0.reason)." }
  }

  /// Adds a line that begins with a label.
  mutating func add(_ label: String, _ cells: () throws(InputError) -> [Report.Cell]) {
    grid.lines.append([.text(label)] + self.cells(label, 0, cells))
  }

  /// Adds a line as it is.
  mutating func add(_ cells: [Report.Cell]) { grid.lines.append(cells) }

  /// The cells of a part of a line; so many empty ones, and the reason kept, where they cannot be
  /// computed.
  mutating func cells(
    _ label: String, _ count: Int, _ cells: () throws(InputError) -> [Report.Cell]
  ) -> [Report.Cell] {
    do throws(InputError) {
      return try cells()
    } catch {
      // The label says what it is about already.
      let isSame = error.subject == label
      let reason = isSame ? error.problem + (error.remedy.map { "; \($0)" } ?? "") : "\(error)"
      if let index = refusals.firstIndex(where: { $0.reason == reason }) {
        refusals[index].labels.append(label)
      } else {
        refusals.append((reason, [label]))
      }
      return Array(repeating: .empty, count: count)
    }
  }
}

extension Estimate {
  /// The value and its interval as two cells.
  func cells(_ style: NumberStyle = .automatic) -> [Report.Cell] {
    [.value(self, style), .limits(self, style)]
  }
}

extension TestStatistic {
  /// The value and, for t, the degrees of freedom as two cells.
  var cells: [Report.Cell] {
    let number = Report.Cell.number(value, .decimals(2))
    guard case .t(let freedom) = reference else { return [number, .empty] }
    return [number, .number(freedom, .decimals(freedom == freedom.rounded() ? 0 : 1))]
  }
}

extension WelchTest {
  /// Welch's test of two groups whose names the errors use.
  static func named(
    _ first: (name: String, values: [Double]), against second: (name: String, values: [Double])
  ) throws(InputError) -> WelchTest {
    for group in [first, second] where group.values.count < 2 {
      throw .tooFew(group.name, found: group.values.count, needed: 2)
    }
    return try WelchTest(first.values, against: second.values)
  }
}
