import SurveyVocabulary
import Testing

/// Checks what every finding must satisfy: printable, the same twice, finite estimates inside ordered
/// intervals, probabilities between 0 and 1, and JSON that reads back as it was written.
public func checkFinding(
  sourceLocation: SourceLocation = #_sourceLocation, _ make: () throws -> some Finding
) throws {
  let (finding, twin) = (try make(), try make())
  let report = finding.report
  #expect(report.json == twin.report.json, "the same call twice differs", sourceLocation: sourceLocation)
  #expect(type(of: finding).methodID.contains("/"), "the method's id has no version")
  #expect(report.method?.id == type(of: finding).methodID, sourceLocation: sourceLocation)
  #expect(!report.text.isEmpty && !report.markdown.isEmpty, sourceLocation: sourceLocation)
  #expect(!report.text.contains("NaN"), "NaN in print:\n\(report.text)", sourceLocation: sourceLocation)
  #expect(
    try JSONValue(parsing: report.json).text == report.json, "JSON does not read back",
    sourceLocation: sourceLocation)
  checkRows(report, sourceLocation)
  let named = finding.named("subject of the test", "first name", "second name")
  #expect(named.report.text.contains("subject of the test"), sourceLocation: sourceLocation)
}

private func checkRows(_ report: Report, _ location: SourceLocation) {
  for row in report.rows {
    if let estimate = row.estimate {
      #expect(estimate.value.isFinite, "\(row.label) is not finite", sourceLocation: location)
      if let interval = estimate.interval {
        #expect(interval.lower <= interval.upper, "\(row.label): limits", sourceLocation: location)
        #expect(interval.level > 0 && interval.level < 1, sourceLocation: location)
      }
      if let error = estimate.standardError {
        #expect(error >= 0 && error.isFinite, "\(row.label): standard error", sourceLocation: location)
      }
    }
    if let p = row.pValue { #expect((0...1).contains(p), "\(row.label): p = \(p)", sourceLocation: location) }
  }
  for section in report.sections { checkRows(section, location) }
}
