import SurveyLinearAlgebra
import SurveyVocabulary

/// The log likelihood of a cumulative link model with coefficients of each threshold's own: P(Y ≤ j) = F(z'τ_j).
///
/// The parameters are those of the lowest threshold, then of the next. It is concave where the observed
/// levels have positive probabilities, which is where it is defined.
struct NonproportionalLikelihood: LikelihoodObjective, Sendable {
  private let problem: LevelProblem
  private let link: OrdinalLink
  private var columns: [[Double]] { problem.columns.columns }
  private var cuts: Int { problem.levels.count - 1 }
  private var width: Int { columns.count }

  init(_ problem: LevelProblem, link: OrdinalLink = .logit) {
    self.problem = problem
    self.link = link
  }

  var order: Int { cuts * width }

  /// The parameters of a proportional model: thresholds, then coefficients.
  func start(_ proportional: [Double]) -> [Double] {
    (0..<cuts).flatMap { cut in
      [proportional[cut] * problem.columns.triangle[0, 0]] + proportional.dropFirst(cuts).map { -$0 }
    }
  }

  /// The places on the scale of the link, threshold after threshold.
  private func places(_ parameters: [Double]) -> [[Double]] {
    (0..<cuts).map { cut in
      var sums = [Double](repeating: 0, count: problem.count)
      for (place, column) in columns.enumerated() {
        let coefficient = parameters[cut * width + place]
        for index in sums.indices { sums[index] += coefficient * column[index] }
      }
      return sums
    }
  }

  /// Whether no level of any case has a negative probability.
  func hasProbabilities(_ parameters: [Double]) -> Bool {
    let places = places(parameters)
    return zip(places, places.dropFirst()).allSatisfy { low, high in
      zip(low, high).allSatisfy { $0 <= $1 }
    }
  }

  /// The first level that has no positive probability in some case, to the rounding of a search.
  func emptyLevel(_ parameters: [Double]) -> Int? {
    let places = places(parameters)
    return zip(places, places.dropFirst()).enumerated().first { _, pair in
      zip(pair.0, pair.1).contains { !($1 - $0 > 1e-8 * (1 + $0.magnitude)) }
    }.map { $0.offset + 1 }
  }

  /// The first level whose thresholds approach each other in some case along a direction.
  func closingLevel(_ direction: [Double]) -> Int? {
    let changes = places(direction)
    let largest = changes.joined().reduce(0) { max($0, $1.magnitude) }
    return zip(changes, changes.dropFirst()).enumerated().first { _, pair in
      zip(pair.0, pair.1).contains { $1 - $0 < -1e-3 * largest }
    }.map { $0.offset + 1 }
  }

  func evaluate(_ parameters: [Double]) -> LikelihoodPoint? {
    let places = places(parameters)
    var value = 0.0
    var gradient = [Double](repeating: 0, count: order)
    var information = Matrix(zeros: order, order)
    for (index, code) in problem.codes.enumerated() {
      let lower = code > 0 ? places[code - 1][index] : -.infinity
      let upper = code < cuts ? places[code][index] : .infinity
      guard lower < upper else { return nil }
      let logProbability = link.logProbability(from: lower, to: upper)
      let weight = problem.weights[index]
      value += weight * logProbability
      let high = upper == .infinity ? 0 : exponential(link.logDensity(upper) - logProbability)
      let low = lower == -.infinity ? 0 : exponential(link.logDensity(lower) - logProbability)
      let highSquare = high == 0 ? 0 : high * (high - link.logDensitySlope(upper))
      let lowSquare = low == 0 ? 0 : low * (low + link.logDensitySlope(lower))
      for (row, column) in columns.enumerated() {
        let z = weight * column[index]
        if code < cuts { gradient[code * width + row] += high * z }
        if code > 0 { gradient[(code - 1) * width + row] -= low * z }
        for (other, second) in columns.enumerated() {
          let product = z * second[index]
          if code < cuts { information[code * width + row, code * width + other] += highSquare * product }
          guard code > 0 else { continue }
          information[(code - 1) * width + row, (code - 1) * width + other] += lowSquare * product
          if code < cuts {
            information[(code - 1) * width + row, code * width + other] -= high * low * product
          }
        }
      }
    }
    guard value.isFinite, gradient.allSatisfy(\.isFinite) else { return nil }
    information.mirrorUpper()
    return LikelihoodPoint(value: value, gradient: gradient, information: information)
  }

  func reach(of step: [Double], at parameters: [Double]) -> Double {
    var reach = 0.0
    for (changes, places) in zip(places(step), places(parameters)) {
      for (change, place) in zip(changes, places) {
        reach = max(reach, change.magnitude / (1 + place.magnitude))
      }
    }
    return reach
  }
}
