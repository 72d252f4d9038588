import SurveyStatistics

/// Cells of the studies' tables: what a method refused is an empty cell.
extension Report.Cell {
  /// The estimate.
  package static func value(_ estimate: Estimate?, _ style: NumberStyle = .automatic) -> Report.Cell {
    estimate.map { .number($0.value, style) } ?? .empty
  }

  /// The interval of an estimate.
  package static func limits(_ estimate: Estimate?, _ style: NumberStyle = .automatic) -> Report.Cell {
    estimate?.interval.map { .interval($0, style) } ?? .empty
  }

  /// A number that may not exist.
  package static func optional(_ value: Double?, _ style: NumberStyle = .automatic) -> Report.Cell {
    value.map { .number($0, style) } ?? .empty
  }

  /// A probability that may not exist.
  package static func probability(_ value: Double?) -> Report.Cell { value.map { .pValue($0) } ?? .empty }
}
