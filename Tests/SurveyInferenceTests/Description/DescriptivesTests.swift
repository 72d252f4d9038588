import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct DescriptivesTests {
  static let values = [3.0, 1, 4, 1.5, 9, 2, 6]

  // MARK: Reference

  @Test(arguments: try Fixture.cases("Descriptives"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let column = try reference.data().numbers(reference.options["column"].string())
    let values = column.compactMap { $0 }
    let found = try Descriptives(values, missing: column.count - values.count)
    let expected = reference.expected
    #expect(found.moments.count == (try expected["n"].integer()))
    #expect(found.cases.excluded == (try expected["n_missing"].integer()))
    try expectAgreement(found.mean.value, expected["mean"], digits: 12, "mean")
    try expectAgreement(found.moments.variance, expected["var"], digits: 12, "variance")
    try expectAgreement(found.moments.standardDeviation, expected["sd"], digits: 12, "SD")
    try expectAgreement(found.mean.standardError, expected["se"], digits: 12, "SE")
    try expectAgreement(found.median, expected["median"], digits: 12, "median")
    try expectAgreement(found.moments.minimum, expected["min"], digits: 12, "minimum")
    try expectAgreement(found.moments.maximum, expected["max"], digits: 12, "maximum")
    try expectAgreement(found.interquartileRange, expected["iqr_type7"], digits: 12, "IQR")
    let interval = try #require(found.mean.interval)
    try expectAgreement([interval.lower, interval.upper], expected["mean_ci95"], digits: 12, "interval")
  }

  @Test(arguments: try Fixture.cases("Descriptives"))
  func shapeAgreesWithReference(_ reference: Fixture.Case) throws {
    let values = try reference.data().numbers(reference.options["column"].string()).compactMap { $0 }
    for (index, definition) in ShapeDefinition.allCases.enumerated() {
      let found = try Descriptives(values, shape: definition)
      try expectAgreement(
        found.skewness, reference.expected["skewness_types_1_2_3"][index], digits: 12,
        "skewness \(definition)")
      try expectAgreement(
        found.kurtosis, reference.expected["kurtosis_types_1_2_3"][index], digits: 12,
        "kurtosis \(definition)")
    }
  }

  // MARK: Laws

  @Test func shiftAndScaleKeepTheShape() throws {
    let plain = try Descriptives(Self.values)
    let moved = try Descriptives(Self.values.map { 8 - 4 * $0 })
    expectAgreement(moved.skewness ?? .nan, -(plain.skewness ?? .nan), digits: 13)
    expectAgreement(moved.kurtosis ?? .nan, plain.kurtosis ?? .nan, digits: 13)
    expectAgreement(moved.interquartileRange, 4 * plain.interquartileRange, digits: 14)
    let large = try Descriptives(Self.values.map { $0 * 1e140 })
    expectAgreement(large.skewness ?? .nan, plain.skewness ?? .nan, digits: 13)
  }

  @Test func theOrderOfCasesDoesNotMatter() throws {
    #expect(
      try Descriptives(Self.values).report.json == Descriptives(Self.values.reversed()).report.json)
  }

  @Test func symmetricValuesHaveNoSkew() throws {
    expectAgreement(try Descriptives([-3, -1, 0, 1, 3]).skewness ?? .nan, 0, digits: 15)
  }

  // MARK: Edges and refusals

  @Test func fewValuesHaveWhatTheyCanHave() throws {
    let one = try Descriptives([3])
    #expect(
      one.mean.interval == nil && one.mean.standardError == nil && one.median == 3 && one.skewness == nil)
    let two = try Descriptives([3, 5])
    #expect(two.mean.interval != nil && two.skewness == nil && two.kurtosis == nil)
    let three = try Descriptives([3, 5, 6])
    #expect(three.skewness != nil && three.kurtosis == nil)
    #expect(try Descriptives([3, 5, 6], shape: .one).kurtosis != nil)
    for count in 1...4 { try checkFinding { try Descriptives(Self.values.prefix(count)) } }
  }

  @Test func aConstantHasNoShape() throws {
    let found = try Descriptives([0.1, 0.1, 0.1, 0.1, 0.1])
    #expect(found.skewness == nil && found.kurtosis == nil && found.mean.interval?.width == 0)
    try checkFinding { try Descriptives([0.1, 0.1, 0.1, 0.1, 0.1]) }
  }

  @Test func refusesWhatCannotBeDescribed() {
    expectRefusal(.tooFew) { try Descriptives([]) }
    expectRefusal(.notFinite) { try Descriptives([1, .infinity]) }
    expectRefusal(.outOfRange) { try Descriptives([1, 2], missing: -1) }
    expectRefusal(.outOfRange) { try Descriptives([1, 2], confidence: 0) }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try Descriptives(Self.values, missing: 2) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("Descriptives") { print in
      // page
      let hours = [3.0, 1, 4, 1.5, 9, 2, 6]
      print(try Descriptives(hours, missing: 2).named("hours of help"))
      // end
    }
  }
}
