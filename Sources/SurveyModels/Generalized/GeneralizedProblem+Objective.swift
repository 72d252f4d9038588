import SurveyLinearAlgebra
import SurveyVocabulary

/// The second stage: deviance, scores and information of all cases at a linear predictor.
struct GeneralizedState: Sendable {
  let predictor: [Double]
  let means: [Double]
  let scores: [Double]
  let information: [Double]
  /// Infinite where a case has a mean that its family does not know.
  let deviance: Double
}

extension GeneralizedProblem {
  /// The state at a linear predictor, the offset included.
  func state(at predictor: [Double]) -> GeneralizedState {
    let count = predictor.count
    var means = [Double](repeating: 0, count: count)
    var (scores, information) = (means, means)
    var deviance = 0.0
    for row in 0..<count {
      let point = model.point(outcome[row], weight: weights[row], at: predictor[row])
      means[row] = point.mean
      scores[row] = point.score
      information[row] = point.information
      deviance += point.deviance
    }
    return GeneralizedState(
      predictor: predictor, means: means, scores: scores, information: information,
      deviance: deviance.isNaN ? .infinity : deviance)
  }

  /// The linear predictor at coefficients, the offset included.
  func predictor(at coefficients: [Double]) throws(InputError) -> [Double] {
    zip(try columns.times(coefficients), offset).map { $0 + $1 }
  }

  /// The derivative of the log-likelihood by the coefficients.
  func gradient(_ state: GeneralizedState) -> [Double] { columns.transposedTimes(state.scores) }
}
