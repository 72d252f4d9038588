import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@testable import SurveyModels

@Suite struct GeneralizedRegressionEdgeTests {
  private func fit(
    _ outcome: [Double], _ x: [Double], _ family: ResponseFamily = .binomial()
  ) throws -> GeneralizedRegression {
    try GeneralizedRegression(outcome, on: Design(columns: [("x", x)]), family: family)
  }

  @Test(arguments: [ResponseFamily.binomial(), .binomial(.probit), .binomial(.complementaryLogLog)])
  func refusesSeparationByTheNameOfItsColumn(_ family: ResponseFamily) throws {
    let x = [1.0, 2, 3, 4, 5, 6, 7, 8]
    for outcome in [[0.0, 0, 0, 0, 1, 1, 1, 1], [1, 1, 0, 0, 0, 0, 0, 0]] {
      do {
        _ = try fit(outcome, x, family)
        Issue.record("separated data were fitted")
      } catch let error as InputError {
        #expect(error.code == .infeasible && error.problem.contains("\"x\""), "\(error)")
        #expect(error.remedy?.contains("FirthRegression") == true)
      }
    }
    // One case on the wrong side is enough for a maximum.
    #expect(try fit([0, 0, 0, 1, 0, 1, 1, 1], x, family).converged)
    #expect(try fit([0, 0, 0, 0, 1, 1, 1, 0], x, family).converged)
  }

  @Test func refusesQuasiCompleteSeparation() throws {
    // Among those with a = 1 all have the event.
    let design = try Design(columns: [("a", [1, 1, 1, 0, 0, 0, 0, 0]), ("b", [1, 3, 2, 4, 1, 2, 5, 3])])
    do {
      _ = try GeneralizedRegression([1, 1, 1, 0, 1, 0, 1, 1], on: design, family: .binomial())
      Issue.record("separated data were fitted")
    } catch {
      #expect(error.problem.contains("\"a\"") && !error.problem.contains("\"b\""), "\(error)")
    }
    // Along a only counts of zero change.
    expectRefusal(.infeasible) {
      try GeneralizedRegression([0, 0, 0, 2, 1, 3, 2, 1], on: design, family: .poisson)
    }
  }

  /// One predictor separates exactly if the ranges of both classes do not overlap by more than a point.
  @Test func separationOfOneColumnIsThatOfItsRanges() throws {
    var stream = RandomStream(seed: 5, stream: 1)
    for _ in 0..<200 {
      let x = (0..<7).map { _ in Double(Int(stream.openUniform() * 5)) }
      let y = (0..<7).map { _ in stream.openUniform() < 0.5 ? 0.0 : 1 }
      let (ones, zeros) = (zip(x, y).filter { $1 == 1 }.map(\.0), zip(x, y).filter { $1 == 0 }.map(\.0))
      guard let low = ones.min(), let high = ones.max(), let least = zeros.min(), let most = zeros.max(),
        Set(x).count > 1
      else { continue }
      let separated = high <= least || most <= low
      let problem = try GeneralizedProblem(
        names: ["intercept", "x"], columns: Design(columns: [("x", x)]).matrix, outcome: y,
        weights: [Double](repeating: 1, count: 7), offset: [Double](repeating: 0, count: 7), model: .logit)
      #expect(try Separation.columns(problem).isEmpty == !separated, "\(x) \(y)")
    }
  }

  /// Whatever small whole numbers come, there is a maximum or a direction that no case moves against.
  @Test(arguments: [ResponseFamily.binomial(), .poisson])
  func everyDesignHasAMaximumOrASeparatingDirection(_ family: ResponseFamily) throws {
    var stream = RandomStream(seed: 11, stream: 1)
    var separated = 0
    for round in 0..<300 {
      let (count, order) = (8 + round % 12, 1 + round % 4)
      let columns = (0..<order).map { place in
        ("x\(place)", (0..<count).map { _ in Double(Int(stream.openUniform() * 3)) })
      }
      let outcome = (0..<count).map { _ in
        Double(Int(stream.openUniform() * (family.isBinomial ? 2 : 1.5)))
      }
      let design = try Design(columns: columns)
      let fit = Result { try GeneralizedRegression(outcome, on: design, family: family) }
      guard case .failure(let failure) = fit else { continue }
      let error = try #require(failure as? InputError)
      #expect([.infeasible, .rankDeficient, .constant].contains(error.code), "\(error)")
      guard error.code == .infeasible else { continue }
      separated += 1
      try checkDirection(outcome, design, family)
    }
    #expect(separated > 20)
  }

  /// No case moves against its outcome, and some case moves.
  private func checkDirection(_ outcome: [Double], _ design: Design, _ family: ResponseFamily) throws {
    let count = outcome.count
    let problem = try GeneralizedProblem(
      names: design.columnNames, columns: design.matrix, outcome: outcome,
      weights: [Double](repeating: 1, count: count), offset: [Double](repeating: 0, count: count),
      model: family.model)
    let direction = try #require(try Separation.direction(problem))
    let moves = try problem.orthonormal.times(direction)
    for row in 0..<count {
      let side = Separation.side(problem, row)
      #expect(side == 0 ? moves[row].magnitude < 1e-7 : side * moves[row] > -1e-7)
    }
    #expect(moves.contains { $0.magnitude > 1e-7 })
  }

  @Test func refusesWhatIsNoOutcomeOfItsFamily() {
    let x = [1.0, 2, 3, 4, 5, 6]
    expectRefusal(.outOfRange) { try fit([0, 1, 2, 0, 1, 0], x) }
    expectRefusal(.outOfRange) { try fit([0, 1, 0.5, 0, 1, 0], x) }
    expectRefusal(.constant) { try fit([1, 1, 1, 1, 1, 1], x) }
    expectRefusal(.constant) { try fit([0, 0, 0, 0, 0, 0], x) }
    expectRefusal(.outOfRange) { try fit([0, 1, -1, 0, 1, 0], x, .poisson) }
    expectRefusal(.outOfRange) { try fit([0, 1, 1.5, 0, 1, 0], x, .poisson) }
    expectRefusal(.constant) { try fit([0, 0, 0, 0, 0, 0], x, .poisson) }
    expectRefusal(.outOfRange) { try fit([0, 1, 2, 3, 1, 2], x, .gamma()) }
    expectRefusal(.notFinite) { try fit([0, 1, .nan, 0, 1, 0], x) }
    expectRefusal(.notFinite) { try fit([0, 1, 0, 0, 1, 0], [1, 2, .infinity, 4, 5, 6]) }
    expectRefusal(.lengthMismatch) { try fit([0, 1, 0], x) }
    expectRefusal(.tooFew) { try fit([0, 1], [1, 2]) }
    expectRefusal(.tooFew) { try fit([], []) }
    expectRefusal(.rankDeficient) {
      try GeneralizedRegression(
        [0, 1, 0, 0, 1, 0], on: Design(columns: [("x", x), ("twice", x.map { 2 * $0 })]), family: .binomial())
    }
    expectRefusal(.rankDeficient) { try fit([0, 1, 0, 0, 1, 0], [3, 3, 3, 3, 3, 3]) }
  }

  @Test func refusesWeightsOffsetsAndChoicesThatDoNotFit() throws {
    let design = try Design(columns: [("x", [1, 2, 3, 4, 5, 6])])
    let y = [0.0, 1, 0, 1, 1, 0]
    func fit(_ weights: CaseWeights?, _ offset: [Double]? = nil) throws -> GeneralizedRegression {
      try GeneralizedRegression(y, on: design, family: .binomial(), offset: offset, weights: weights)
    }
    expectRefusal(.outOfRange) { try fit(.frequencies([1, 1, 1, 1, 1, 0.5])) }
    expectRefusal(.outOfRange) { try fit(.prior([1, 1, 1, 1, 1, -1])) }
    expectRefusal(.notFinite) { try fit(.prior([1, 1, 1, 1, 1, .nan])) }
    expectRefusal(.lengthMismatch) { try fit(.prior([1])) }
    expectRefusal(.tooFew) { try fit(.prior([1, 1, 0, 0, 0, 0])) }
    expectRefusal(.lengthMismatch) { try fit(nil, [1]) }
    expectRefusal(.notFinite) { try fit(nil, [0, 0, 0, 0, 0, .infinity]) }
    expectRefusal(.outOfRange) {
      try GeneralizedRegression(y, on: design, family: .binomial(), confidence: 1)
    }
    expectRefusal(.outOfRange) {
      try GeneralizedRegression([2, 1, 0, 0, 1, 1], of: [1, 2, 1, 1, 2, 2], on: design)
    }
    expectRefusal(.definition) {
      try GeneralizedRegression(y.map { $0 == 1 }, on: design, family: .poisson)
    }
    expectRefusal(.definition) {
      try GeneralizedRegression(["a", "b", "c", "a", "b", "c"], event: "a", on: design)
    }
    expectRefusal(.unknownName) {
      try GeneralizedRegression(["a", "b", "b", "a", "b", "a"], event: "d", on: design)
    }
    let found = try fit(nil)
    expectRefusal(.unknownName) { try found.profileInterval(of: "z") }
    expectRefusal(.unknownName) { try found.likelihoodRatioTest(of: "z") }
    let weighted = try fit(.prior([0.5, 2, 1, 0, 1.5, 1]))
    #expect(weighted.cases.used == 5 && weighted.cases.excluded == 1)
  }

  @Test func holdsExtremeNumbers() throws {
    let y = [0.0, 1, 0, 1, 1, 0]
    for scale in [1e-100, 1e100] {
      let found = try fit(y, [1, 2, 3, 4, 5, 6].map { $0 * scale })
      let plain = try fit(y, [1, 2, 3, 4, 5, 6])
      expectAgreement(found.coefficients[1].value * scale, plain.coefficients[1].value, digits: 9)
    }
    let counts = try fit([0, 1e9, 3e12, 5, 7, 1e6], [1, 2, 3, 4, 5, 6], .poisson)
    #expect(counts.deviance.isFinite)
    #expect(throws: InputError.self) { try fit(y, [1, 2, 3, 4, 5, 1e308]) }
  }
}
