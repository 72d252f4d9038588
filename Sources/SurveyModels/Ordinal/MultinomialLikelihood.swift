import SurveyLinearAlgebra
import SurveyVocabulary

/// The log likelihood of baseline-category logits over orthonormal columns.
///
/// The parameters are those of the first equation, then of the second and so on: one equation for each level
/// but the baseline, in the order of the levels. It is concave.
struct MultinomialLikelihood: LikelihoodObjective, Sendable {
  let problem: LevelProblem
  /// The place of the level that the others are compared with.
  let baseline: Int
  private let columns: [[Double]]
  /// The equation of each level; the baseline has none.
  private let equationOfLevel: [Int?]

  init(_ problem: LevelProblem, baseline: Int) {
    self.problem = problem
    self.baseline = baseline
    columns = problem.columns.columns
    equationOfLevel = problem.levels.indices.map {
      $0 == baseline ? nil : ($0 < baseline ? $0 : $0 - 1)
    }
  }

  var equationCount: Int { problem.levels.count - 1 }
  var width: Int { columns.count }
  var order: Int { equationCount * width }

  /// The shares of the levels where the first column is a column of ones, else no coefficient.
  var start: [Double] {
    var start = [Double](repeating: 0, count: order)
    guard problem.names.first == Design.interceptName else { return start }
    for (level, equation) in equationOfLevel.enumerated() {
      guard let equation else { continue }
      let ratio = naturalLog(problem.levelWeights[level]) - naturalLog(problem.levelWeights[baseline])
      start[equation * width] = ratio * problem.columns.triangle[0, 0]
    }
    return start
  }

  /// The linear predictors, equation after equation.
  private func predictors(_ parameters: [Double]) -> [[Double]] {
    (0..<equationCount).map { equation in
      var sums = [Double](repeating: 0, count: problem.count)
      for (place, column) in columns.enumerated() {
        let coefficient = parameters[equation * width + place]
        for index in sums.indices { sums[index] += coefficient * column[index] }
      }
      return sums
    }
  }

  func evaluate(_ parameters: [Double]) -> LikelihoodPoint? {
    var shares = predictors(parameters)
    var others = shares
    var value = 0.0
    for index in 0..<problem.count {
      let predictors = shares.map { $0[index] }
      let largest = predictors.reduce(0) { max($0, $1) }
      let powers = predictors.map { exponential($0 - largest) }
      let base = exponential(-largest)
      let total = powers.reduce(base, +)
      let own = equationOfLevel[problem.codes[index]]
      value += problem.weights[index] * ((own.map { predictors[$0] } ?? 0) - largest - naturalLog(total))
      for equation in powers.indices {
        shares[equation][index] = powers[equation] / total
        // The sum of the others, not one minus the share, which would lose the digits of small sums.
        var rest = base
        for other in powers.indices where other != equation { rest += powers[other] }
        others[equation][index] = rest / total
      }
    }
    guard value.isFinite else { return nil }
    return LikelihoodPoint(
      value: value, gradient: gradient(shares, others), information: information(shares, others))
  }

  private func gradient(_ shares: [[Double]], _ others: [[Double]]) -> [Double] {
    var gradient = [Double](repeating: 0, count: order)
    for equation in 0..<equationCount {
      var residuals = [Double](repeating: 0, count: problem.count)
      for (index, code) in problem.codes.enumerated() {
        residuals[index] =
          problem.weights[index]
          * (equationOfLevel[code] == equation ? others[equation][index] : -shares[equation][index])
      }
      for (place, column) in columns.enumerated() {
        var sum = 0.0
        for index in residuals.indices { sum += residuals[index] * column[index] }
        gradient[equation * width + place] = sum
      }
    }
    return gradient
  }

  private func information(_ shares: [[Double]], _ others: [[Double]]) -> Matrix {
    var information = Matrix(zeros: order, order)
    for right in 0..<equationCount {
      for left in 0...right {
        var factors = [Double](repeating: 0, count: problem.count)
        for index in factors.indices {
          factors[index] =
            problem.weights[index] * shares[left][index]
            * (left == right ? others[right][index] : -shares[right][index])
        }
        for (column, second) in columns.enumerated() {
          for (row, first) in columns.enumerated() {
            var sum = 0.0
            for index in factors.indices { sum += factors[index] * first[index] * second[index] }
            information[left * width + row, right * width + column] = sum
          }
        }
      }
    }
    information.mirrorUpper()
    return information
  }

  func reach(of step: [Double], at parameters: [Double]) -> Double {
    var reach = 0.0
    for (changes, predictors) in zip(predictors(step), predictors(parameters)) {
      for (change, predictor) in zip(changes, predictors) {
        reach = max(reach, change.magnitude / (1 + predictor.magnitude))
      }
    }
    return reach
  }
}
