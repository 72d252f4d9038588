import SurveyStatistics
import SurveyTestSupport
import Testing

private enum Repeated: String, Factor {
  case one
  static let allCases: [Repeated] = [.one, .one]
}

private enum Hidden: String, Factor {
  case one, other, hidden
  static let allCases: [Hidden] = [.one, .other]
}

private struct Guest: Respondent {
  var id = ""
  var repeated: Repeated?
  var hidden: Hidden?
  var age: Double?
  static let questionnaire = Questionnaire<Guest> {
    Field("id", \.id)
    Field("age", \.age)
  }
}

/// Factors and samples that would put the wrong people together in silence.
@Suite struct HostileInputTests {
  private let guests: Sample<Guest>

  init() throws {
    guests = try Sample(
      (0..<8).map { Guest(id: "\($0)", repeated: .one, hidden: $0 < 4 ? .one : .other, age: Double($0 * $0)) }
    )
  }

  @Test func aLevelIsNotComparedWithItself() {
    expectRefusal(.definition) { try WelchTest(of: Variable(\.age), by: \.repeated, in: guests) }
    expectRefusal(.definition) {
      try WelchTest(of: Variable(\.age), by: \.hidden, comparing: (.one, .one), in: guests)
    }
  }

  @Test func aLevelOutsideTheListIsUnknown() {
    expectRefusal(.unknownName) {
      try WelchTest(of: Variable(\.age), by: \.hidden, comparing: (.hidden, .one), in: guests)
    }
    expectRefusal(.unknownName) {
      try BalanceTable(by: \.hidden, comparing: (.one, .hidden), in: guests) { Predictor(\.age) }
    }
  }

  @Test func anEmptySampleIsRefusedByEveryMethod() throws {
    let nobody = guests.excluding("everyone") { _ in true }
    let age = Variable<Guest>(\.age)
    expectRefusal(.tooFew) { try WelchTest(of: age, by: \.hidden, in: nobody) }
    expectRefusal(.tooFew) { try MannWhitneyTest(of: age, by: \.hidden, in: nobody) }
    expectRefusal(.tooFew) { try PermutationTest(of: age, by: \.hidden, in: nobody) }
    expectRefusal(.tooFew) { try PearsonCorrelation(of: age, with: age, in: nobody) }
    expectRefusal(.tooFew) { try Descriptives(of: age, in: nobody) }
    expectRefusal(.tooFew) { try PairedTTest(of: age, in: Panel([nobody, guests])) }
    expectRefusal(.tooFew) { try LinearRegression(of: age, in: nobody) { Predictor(\.age) } }
    #expect(throws: InputError.self) { try BalanceTable(by: \.hidden, in: nobody) { Predictor(\.age) } }
  }

  @Test func aRegressionOfNothingOrOnItselfSaysSo() throws {
    let age = Variable<Guest>(\.age)
    #expect(try LinearRegression(of: age, in: guests) {}.coefficients.count == 1)
    #expect(throws: InputError.self) { try LinearRegression(of: age, in: guests) { Predictor.product() } }
    for power in [Int.min, -1, 0, .max] {
      #expect(throws: InputError.self) {
        try LinearRegression(of: age, in: guests) { Predictor(age, power: power) }
      }
    }
    #expect(throws: InputError.self) { try BalanceTable(by: \.hidden, in: guests) {} }
  }
}
