import SurveyTestSupport
import Testing

/// The answers of a fixture's data set, gaps kept.
func screenedItems(_ reference: Fixture.Case) throws -> [[Double?]] {
  let data = try reference.data()
  return try reference.options["items"].strings().map { try data.numbers($0) }
}

/// Expects that values agree with an array of a fixture, in which `null` is a value that does not exist.
func expectValues(
  _ actual: [Double?], _ expected: Fixture.Value, digits: Double, floor: Double = 0,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let references = try expected.array()
  #expect(actual.count == references.count, sourceLocation: sourceLocation)
  for (place, (value, reference)) in zip(actual, references).enumerated() {
    if reference == .null {
      #expect(value == nil, "\(place)", sourceLocation: sourceLocation)
    } else {
      try expectAgreement(
        value, reference, digits: digits, floor: floor, "respondent \(place)", sourceLocation: sourceLocation)
    }
  }
}
