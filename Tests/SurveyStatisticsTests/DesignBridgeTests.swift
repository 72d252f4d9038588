import SurveyStatistics
import SurveyTestSupport
import Testing

@Suite struct DesignBridgeTests {
  enum Site: String, Factor { case north, south }

  struct Person: Respondent {
    var id = ""
    var trust: Double?
    var income: Double?
    var site: Site?

    static let questionnaire = Questionnaire<Person>(missing: ["NA"]) {
      Field("id", \.id)
      Field("trust", \.trust)
      Field("income", \.income)
      Field("site", \.site)
    }
  }

  @Test func predictorsTakeTheShapesOfTerms() throws {
    let people = try Self.people()
    let bent = try LinearRegression(of: Variable(\Person.trust), in: people) {
      Predictor(\Person.income).transformed(.log)
      Predictor.product(Predictor(\.site), Predictor(\.income).naturalSpline(degreesOfFreedom: 2))
    }
    #expect(
      bent.coefficients.map(\.name) == [
        "intercept", "log(income)", "site: north × income: spline 1", "site: south × income: spline 1",
        "site: north × income: spline 2", "site: south × income: spline 2",
      ])
    let curved = try LinearRegression(of: Variable(\Person.trust), in: people) {
      Predictor(\Person.income).polynomial(degree: 2)
    }
    #expect(curved.coefficients.map(\.name) == ["intercept", "income: linear", "income: quadratic"])
  }

  @Test func shapesFitAsTheirArraysDo() throws {
    let people = try Self.people()
    let fit = try LinearRegression(of: Variable(\Person.trust), in: people) {
      Predictor(\Person.income).bSpline(degreesOfFreedom: 4)
    }
    let complete = try people.complete([Variable(\Person.trust), Variable(\Person.income)])
    let twin = try LinearRegression(
      complete.columns[0], on: Design([.bSpline("income", complete.columns[1], degreesOfFreedom: 4)]))
    #expect(fit.coefficients.map(\.value) == twin.coefficients.map(\.value))
  }

  @Test func onlyPlainNumbersHaveAShape() throws {
    let people = try Self.people()
    let trust = Variable(\Person.trust)
    expectRefusal(.definition) {
      try LinearRegression(of: trust, in: people) { Predictor(\.site).transformed(.log) }
    }
    expectRefusal(.definition) {
      try LinearRegression(of: trust, in: people) {
        Predictor(\.income).transformed(.log).polynomial(degree: 2)
      }
    }
    expectRefusal(.outOfRange) {
      try LinearRegression(of: trust, in: people) { Predictor(Variable("zero") { _ in 0 }).transformed(.log) }
    }
  }

  private static func people() throws -> Sample<Person> {
    var people: [Person] = []
    for index in 0..<14 {
      var person = Person()
      person.id = "\(index)"
      person.trust = Double(index * index % 7) + 1
      person.income = 900 + 150 * Double(index * 5 % 14)
      person.site = index % 3 == 0 ? .north : .south
      people.append(person)
    }
    return try Sample(people)
  }
}
