import SurveyModels
import SurveyProbability
import SurveyTestSupport
import Testing

/// Whatever numbers come, a call gives finite numbers or an error of its own: it never traps.
@Suite struct GeneralizedHostileTests {
  private let strange: [Double] = [
    0, 1, -1, 2, 0.5, 1e-300, 1e-5, 1e5, 1e15, 9e15, 1e150, 1e300, -1e300, .infinity, .nan,
    .leastNonzeroMagnitude,
  ]

  @Test(arguments: [
    ResponseFamily.binomial(), .binomial(.probit), .binomial(.complementaryLogLog), .poisson,
    .quasiBinomial(), .quasiPoisson, .gamma(), .gamma(.inverse),
  ])
  func strangeNumbersNeverTrap(_ family: ResponseFamily) {
    var stream = RandomStream(seed: 3, stream: 7)
    for round in 0..<150 {
      let pick = { (wide: Double) -> Double in
        stream.openUniform() < wide
          ? strange[Int(stream.openUniform() * 16)] : Double(Int(stream.openUniform() * 2))
      }
      let outcome = (0..<7).map { _ in pick(round % 2 == 0 ? 0 : 0.2) }
      let x = (0..<7).map { _ in pick(0.6) }
      let offset = round % 3 == 0 ? (0..<7).map { _ in pick(0.1) } : nil
      let weights = round % 5 == 0 ? CaseWeights.frequencies((0..<7).map { _ in pick(0.3) }) : nil
      check {
        let design = try Design(columns: [("x", x)])
        let found = try GeneralizedRegression(
          outcome, on: design, family: family, offset: offset, weights: weights)
        #expect(!found.report.text.contains("nan"))
        #expect(found.coefficients.allSatisfy { $0.value.isFinite && (0...1).contains($0.pValue) })
        check { _ = try found.profileInterval(of: "x") }
        check { _ = try found.likelihoodRatioTest(of: "x") }
        check {
          _ = try GeneralizedRegression(
            outcome, on: design, family: family, weights: weights, standardErrors: .hc3
          ).description
        }
      }
      guard family == .poisson || family == .binomial() else { continue }
      check {
        let design = try Design(columns: [("x", x)])
        if family == .poisson {
          let found = try NegativeBinomialRegression(outcome, on: design, offset: offset, weights: weights)
          #expect(!found.report.text.contains("nan") && found.logLikelihood.isFinite)
        } else {
          let found = try FirthRegression(outcome, on: design, offset: offset, weights: weights)
          #expect(!found.report.text.contains("nan") && found.penalizedLogLikelihood.isFinite)
        }
      }
    }
  }

  /// A call may refuse, but only by an error of the library.
  private func check(_ call: () throws -> Void) {
    do { try call() } catch { #expect(error is InputError) }
  }
}
