import SurveyLinearAlgebra
import SurveyVocabulary

/// The log likelihood of adjacent-category logits with common slopes: log(P(Y = j+1) / P(Y = j)) = α_j + z'γ.
///
/// It is that of baseline-category logits whose coefficients are sums of these (Agresti 2010, section 4.1):
/// the parameters, α then γ, pass through one linear map.
struct AdjacentCategoryLikelihood: LikelihoodObjective, Sendable {
  let problem: LevelProblem
  private let multinomial: MultinomialLikelihood
  private let map: Matrix
  private let transposed: Matrix

  init(_ problem: LevelProblem) {
    self.problem = problem
    multinomial = MultinomialLikelihood(problem, baseline: 0)
    let (steps, width) = (multinomial.equationCount, multinomial.width)
    var map = Matrix(zeros: steps * width, steps + width - 1)
    for equation in 0..<steps {
      for step in 0...equation { map[equation * width, step] = problem.columns.triangle[0, 0] }
      for column in 1..<max(width, 1) {
        map[equation * width + column, steps + column - 1] = Double(equation + 1)
      }
    }
    self.map = map
    transposed = map.transposed
  }

  var stepCount: Int { multinomial.equationCount }
  var order: Int { map.columnCount }

  /// The shares of the levels, and no effect of any column.
  var start: [Double] {
    let logs = problem.levelWeights.map { naturalLog($0) }
    return zip(logs.dropFirst(), logs).map { $0 - $1 }
      + [Double](repeating: 0, count: order - stepCount)
  }

  func evaluate(_ parameters: [Double]) -> LikelihoodPoint? {
    guard let long = try? map.times(parameters), let point = multinomial.evaluate(long),
      let gradient = try? transposed.times(point.gradient),
      let information = try? transposed.times(point.information).times(map)
    else { return nil }
    return LikelihoodPoint(value: point.value, gradient: gradient, information: information)
  }

  func reach(of step: [Double], at parameters: [Double]) -> Double {
    guard let change = try? map.times(step), let place = try? map.times(parameters) else { return .infinity }
    return multinomial.reach(of: change, at: place)
  }
}
