import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@testable import SurveyModels

/// The penalized likelihood has its maximum whatever the outcome, as long as both classes are there and the columns are
/// independent: no such data may be refused.
@Suite struct FirthFuzzTests {
  @Test(arguments: [FirthRegression.Inference.wald, .profile])
  func everyOutcomeHasAFit(_ inference: FirthRegression.Inference) throws {
    var stream = RandomStream(seed: 77)
    var fitted = 0
    for round in 0..<(inference == .wald ? 200 : 60) {
      let count = 6 + round % 20
      let width = 1 + round % 4
      let columns = (0..<width).map { place in
        (
          "x\(place)",
          (0..<count).map { row -> Double in
            switch (round + place) % 4 {
            case 0: row == place ? 1 : 0
            case 1: stream.normal()
            case 2: (stream.openUniform() * 2).rounded()
            default: 100 * stream.normal() + 1_000
            }
          }
        )
      }
      let outcome = (0..<count).map { row -> Double in
        round % 3 == 0
          ? (columns[0].1[row] > columns[0].1[count / 2] ? 1 : 0) : stream.openUniform() < 0.4 ? 1 : 0
      }
      do {
        let found = try FirthRegression(outcome, on: Design(columns: columns), inference: inference)
        fitted += 1
        #expect(found.converged && !found.report.text.contains("NaN"), "\(round)")
        let slopes = try FirthRegression.Problem(outcome, on: Design(columns: columns))
          .objective(at: found.coefficients.map(\.estimate.value)).gradient
        for (slope, coefficient) in zip(slopes, found.coefficients) {
          let error = try #require(coefficient.estimate.standardError)
          #expect((slope * error).magnitude < 1e-7, "round \(round): a slope of \(slope) is left")
        }
      } catch let error as InputError {
        #expect([.constant, .rankDeficient].contains(error.code), "round \(round): \(error)")
      }
    }
    #expect(fitted > 30, "\(fitted)")
  }
}
