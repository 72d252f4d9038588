import SurveyLinearAlgebra
import SurveyVocabulary

/// The log likelihood of a cumulative link model in which one coefficient of the columns themselves is held.
///
/// That coefficient is a linear form a'γ of the working ones. The working coefficients are turned so that the
/// last one is along a; it is held and the others stay orthonormal.
struct ProfiledOrdinalLikelihood: LikelihoodObjective {
  private let likelihood: OrdinalLikelihood
  private let map: Matrix
  private let transposed: Matrix
  /// The held coefficient in units of the length of a.
  var held: Double

  /// - Parameters:
  ///   - likelihood: That of all parameters.
  ///   - form: The linear form of the working coefficients, not all zero.
  ///   - held: The value to hold.
  init(_ likelihood: OrdinalLikelihood, form: [Double], held: Double) {
    let (cuts, width) = (likelihood.thresholdCount, form.count)
    let length = form.reduce(0) { $0 + $1 * $1 }.squareRoot()
    var mirror = form.map { $0 / length }
    let unit = mirror
    // Householder's reflection that takes the form to the last axis, away from it where it is near.
    mirror[width - 1] += mirror[width - 1] < 0 ? -1 : 1
    let square = mirror.reduce(0) { $0 + $1 * $1 }
    var map = Matrix(zeros: cuts + width, cuts + width)
    for cut in 0..<cuts { map[cut, cut] = 1 }
    for row in 0..<width {
      for column in 0..<width - 1 {
        map[cuts + row, cuts + column] = (row == column ? 1 : 0) - 2 * mirror[row] * mirror[column] / square
      }
      map[cuts + row, cuts + width - 1] = unit[row]
    }
    self.likelihood = likelihood
    self.map = map
    transposed = map.transposed
    self.held = held
  }

  /// The parameters beside the held one, which an orthogonal map keeps apart from it.
  func rest(of parameters: [Double]) throws(InputError) -> [Double] {
    try transposed.times(parameters).dropLast()
  }

  func evaluate(_ parameters: [Double]) -> LikelihoodPoint? {
    guard let all = try? map.times(parameters + [held]), let point = likelihood.evaluate(all),
      let gradient = try? transposed.times(point.gradient),
      let turned = try? transposed.times(point.information).times(map)
    else { return nil }
    let order = parameters.count
    var information = Matrix(zeros: order, order)
    for column in 0..<order {
      for row in 0..<order { information[row, column] = turned[row, column] }
    }
    return LikelihoodPoint(value: point.value, gradient: gradient.dropLast(), information: information)
  }

  func reach(of step: [Double], at parameters: [Double]) -> Double {
    guard let change = try? map.times(step + [0]), let place = try? map.times(parameters + [held]) else {
      return .infinity
    }
    return likelihood.reach(of: change, at: place)
  }
}
