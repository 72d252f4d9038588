import SurveyLinearAlgebra
import SurveyVocabulary

/// The log likelihood of a cumulative link model: P(Y ≤ j) = F(θ_j - z'γ), over orthonormal columns z.
///
/// The parameters are the thresholds, then γ. It is concave for the three links (Pratt 1981,
/// doi:10.1080/01621459.1981.10477613), so that a maximum is the only one.
struct OrdinalLikelihood: LikelihoodObjective, Sendable {
  let problem: LevelProblem
  let link: OrdinalLink
  /// The columns without the column of ones, whose place the thresholds take.
  private let columns: [[Double]]

  init(_ problem: LevelProblem, link: OrdinalLink) {
    self.problem = problem
    self.link = link
    columns = Array(problem.columns.columns.dropFirst())
  }

  var thresholdCount: Int { problem.levels.count - 1 }
  var order: Int { thresholdCount + columns.count }

  /// The thresholds that reproduce the shares of the levels, and no effect of any column.
  var start: [Double] {
    let sums = problem.levelWeights
    let total = sums.reduce(0, +)
    let thresholds = (1...thresholdCount).map { place in
      link.threshold(
        sums[..<place].reduce(0, +) / total, complement: sums[place...].reduce(0, +) / total)
    }
    return thresholds + [Double](repeating: 0, count: columns.count)
  }

  /// The sum of the columns times their coefficients, for each case.
  func predictors(_ parameters: [Double]) -> [Double] {
    var sums = [Double](repeating: 0, count: problem.count)
    for (column, coefficient) in zip(columns, parameters.dropFirst(thresholdCount)) where coefficient != 0 {
      for index in sums.indices { sums[index] += coefficient * column[index] }
    }
    return sums
  }

  /// The ends of a case's level on the scale of the link.
  private func ends(_ index: Int, _ parameters: [Double], _ predictor: Double) -> (Double, Double) {
    let code = problem.codes[index]
    return (
      code > 0 ? parameters[code - 1] - predictor : -.infinity,
      code < thresholdCount ? parameters[code] - predictor : .infinity
    )
  }

  func evaluate(_ parameters: [Double]) -> LikelihoodPoint? {
    let thresholds = parameters.prefix(thresholdCount)
    guard zip(thresholds, thresholds.dropFirst()).allSatisfy({ $0 < $1 }) else { return nil }
    var sums = InformationSums(order: order, thresholds: thresholdCount, cases: problem.count)
    var value = 0.0
    for (index, predictor) in predictors(parameters).enumerated() {
      let (lower, upper) = ends(index, parameters, predictor)
      let logProbability = link.logProbability(from: lower, to: upper)
      guard logProbability.isFinite else { return nil }
      value += problem.weights[index] * logProbability
      let (b, a) = (slopes(upper, logProbability), slopes(lower, logProbability))
      sums.add(
        index, code: problem.codes[index], weight: problem.weights[index], upper: b.first, lower: a.first,
        // Minus the second derivatives by the upper and the lower end.
        upperSquare: b.first * b.first - b.second, lowerSquare: a.first * a.first + a.second)
    }
    guard value.isFinite else { return nil }
    let (gradient, information) = sums.assemble(columns, codes: problem.codes)
    guard gradient.allSatisfy(\.isFinite) else { return nil }
    return LikelihoodPoint(value: value, gradient: gradient, information: information)
  }

  /// The density and its slope at an end, both divided by the probability of the level.
  private func slopes(_ end: Double, _ logProbability: Double) -> (first: Double, second: Double) {
    guard end.isFinite else { return (0, 0) }
    let first = exponential(link.logDensity(end) - logProbability)
    return (first, first == 0 ? 0 : first * link.logDensitySlope(end))
  }

  func reach(of step: [Double], at parameters: [Double]) -> Double {
    let (changes, predictors) = (predictors(step), predictors(parameters))
    var reach = 0.0
    for index in changes.indices {
      let (lower, upper) = ends(index, parameters, predictors[index])
      let code = problem.codes[index]
      if lower.isFinite {
        reach = max(reach, (step[code - 1] - changes[index]).magnitude / (1 + lower.magnitude))
      }
      if upper.isFinite {
        reach = max(reach, (step[code] - changes[index]).magnitude / (1 + upper.magnitude))
      }
    }
    return reach
  }
}

/// What the cases add to the gradient and the information of a cumulative link model.
private struct InformationSums {
  let order: Int
  let thresholds: Int
  private var gradient: [Double]
  private var information: Matrix
  /// Per case, by the predictor: the slope, the information, and its parts with the upper and lower end.
  private var slope: [Double]
  private var square: [Double]
  private var withUpper: [Double]
  private var withLower: [Double]

  init(order: Int, thresholds: Int, cases: Int) {
    self.order = order
    self.thresholds = thresholds
    gradient = [Double](repeating: 0, count: order)
    information = Matrix(zeros: order, order)
    slope = [Double](repeating: 0, count: cases)
    (square, withUpper, withLower) = (slope, slope, slope)
  }

  mutating func add(
    _ index: Int, code: Int, weight: Double, upper: Double, lower: Double, upperSquare: Double,
    lowerSquare: Double
  ) {
    let cross = -upper * lower
    if code < thresholds {
      gradient[code] += weight * upper
      information[code, code] += weight * upperSquare
    }
    if code > 0 {
      gradient[code - 1] -= weight * lower
      information[code - 1, code - 1] += weight * lowerSquare
    }
    if code > 0, code < thresholds { information[code - 1, code] += weight * cross }
    slope[index] = weight * (lower - upper)
    square[index] = weight * (upperSquare + lowerSquare + 2 * cross)
    withUpper[index] = -weight * (upperSquare + cross)
    withLower[index] = -weight * (lowerSquare + cross)
  }

  mutating func assemble(_ columns: [[Double]], codes: [Int]) -> ([Double], Matrix) {
    for (place, column) in columns.enumerated() {
      let row = thresholds + place
      for (index, code) in codes.enumerated() {
        gradient[row] += slope[index] * column[index]
        if code < thresholds { information[code, row] += withUpper[index] * column[index] }
        if code > 0 { information[code - 1, row] += withLower[index] * column[index] }
      }
      for (other, earlier) in columns[...place].enumerated() {
        var sum = 0.0
        for index in codes.indices { sum += square[index] * column[index] * earlier[index] }
        information[thresholds + other, row] = sum
      }
    }
    information.mirrorUpper()
    return (gradient, information)
  }
}
