import SurveyStatistics
import SurveyTestSupport
import Testing

private struct Essay: Respondent {
  var id = ""
  var anna: Double?
  var ben: Int?
  var cleo: Double?
  var again: Double?

  static let questionnaire = Questionnaire<Essay> {
    Field("id", \.id)
    Field("anna", \.anna)
    Field("ben", \.ben)
    Field("cleo", \.cleo)
    Field("again", \.again)
  }
}

@Suite struct RatingsBridgeTests {
  /// Eight essays; the fifth was not rated by Ben, the last by nobody.
  private func essays() throws -> Sample<Essay> {
    let rows: [(Double?, Int?, Double?, Double?)] = [
      (4, 5, 4, 5), (2, 2, 3, 2), (5, 4, 5, 5), (1, 2, 1, 2), (3, nil, 4, 3), (2, 3, 2, nil), (4, 4, 3, 4),
      (nil, nil, nil, nil),
    ]
    return try Sample(
      rows.enumerated().map { Essay(id: "e\($0)", anna: $1.0, ben: $1.1, cleo: $1.2, again: $1.3) })
  }

  private let raters = [Variable<Essay>(\.anna), Variable(\.ben), Variable(\.cleo)]

  private let columns: [[Double]] = [[4, 2, 5, 1, 2, 4], [5, 2, 4, 2, 3, 4], [4, 3, 5, 1, 2, 3]]

  @Test func completeRatingsAreThoseOfTheArrays() throws {
    let sample = try essays()
    let icc = try IntraclassCorrelation(of: raters, in: sample)
    #expect(icc.agreement == (try IntraclassCorrelation(columns)).agreement)
    #expect(icc.context.parts == ["anna", "ben", "cleo"] && icc.cases.used == 6 && icc.cases.entered == 8)
    #expect(icc.cases.exclusionText.contains("missing (ben)"))
    let w = try KendallsW(of: raters, in: sample, method: .exact, bootstrap: nil)
    #expect(w.pValue == (try KendallsW(columns, method: .exact, bootstrap: nil)).pValue)
    #expect(w.cases == icc.cases)
    let overall = try OverallConcordance(of: raters, in: sample, bootstrap: nil)
    #expect(overall.concordance == (try OverallConcordance(columns, bootstrap: nil)).concordance)
    #expect(overall.context == icc.context)
  }

  @Test func gapsArePartOfTheVarianceComponents() throws {
    let sample = try essays()
    let found = try RatingVarianceComponents(of: raters, in: sample)
    #expect(found.subjectCount == 7 && found.ratingCount == 20)
    #expect(found.context.parts == ["anna", "ben", "cleo"])
    #expect(found.cases.entered == 8 && found.cases.exclusionText == "1 with no rating")
    let later = try RatingVarianceComponents(of: raters, in: sample.excluding("too short") { $0.id == "e0" })
    #expect(later.cases.entered == 8 && later.cases.used == 6)
  }

  @Test func pairsAreThoseOfTheArrays() throws {
    let sample = try essays()
    let limits = try BlandAltman(of: Variable(\.anna), against: Variable(\.ben), in: sample)
    #expect(limits.upperLimit == (try BlandAltman(columns[0], against: columns[1])).upperLimit)
    #expect(limits.report.title == "Limits of agreement: anna - ben" && limits.cases.used == 6)
    let lin = try LinsConcordance(of: Variable(\.anna), with: Variable(\.ben), in: sample)
    #expect(lin.concordance == (try LinsConcordance(columns[0], with: columns[1])).concordance)
    #expect(lin.cases == limits.cases)
  }

  @Test func repeatedMeasurementsTakeWhatThereIs() throws {
    let sample = try essays()
    let (first, second) = (
      [Variable<Essay>(\.anna), Variable(\.again)], [Variable<Essay>(\.ben), Variable(\.cleo)]
    )
    let constant = try RepeatedBlandAltman(of: first, against: second, in: sample, trueValue: .constant)
    #expect(constant.measurementCounts == [13, 13] && constant.cases.used == 7)
    #expect(constant.cases.exclusionText == "1 without a measurement by each method")
    let varying = try RepeatedBlandAltman(of: first, against: second, in: sample, trueValue: .varying)
    #expect(varying.measurementCounts == [12, 12] && varying.cases.used == 7)
    expectRefusal(.lengthMismatch) {
      try RepeatedBlandAltman(of: first, against: [Variable(\.ben)], in: sample, trueValue: .varying)
    }
  }

  @Test func refusesRatersWhoAreNone() throws {
    let sample = try essays()
    expectRefusal(.tooFew) { try IntraclassCorrelation(of: [Variable<Essay>](), in: sample) }
    expectRefusal(.tooFew) { try IntraclassCorrelation(of: [Variable(\.anna)], in: sample) }
    expectRefusal(.tooFew) { try RatingVarianceComponents(of: [Variable<Essay>](), in: sample) }
    expectRefusal(.tooFew) {
      try RepeatedBlandAltman(of: [Variable<Essay>](), against: [], in: sample, trueValue: .constant)
    }
  }
}
