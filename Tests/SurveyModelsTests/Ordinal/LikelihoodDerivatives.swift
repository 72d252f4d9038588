import SurveyTestSupport
import Testing

@testable import SurveyModels

/// Checks the gradient and the information of a log likelihood against differences.
func expectDerivatives(
  of likelihood: some LikelihoodObjective, at point: [Double],
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let found = try #require(likelihood.evaluate(point), sourceLocation: sourceLocation)
  for place in point.indices {
    func moved(_ step: Double) throws -> LikelihoodPoint {
      var other = point
      other[place] += step
      return try #require(likelihood.evaluate(other), sourceLocation: sourceLocation)
    }
    let (up, down) = (try moved(1e-5), try moved(-1e-5))
    expectAgreement(
      (up.value - down.value) / 2e-5, found.gradient[place], digits: 6, floor: 1e-8,
      sourceLocation: sourceLocation)
    for other in point.indices {
      expectAgreement(
        (down.gradient[other] - up.gradient[other]) / 2e-5, found.information[place, other], digits: 6,
        floor: 1e-8, sourceLocation: sourceLocation)
    }
  }
}
