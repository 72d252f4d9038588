import SurveyInference
import SurveyLinearAlgebra
import SurveyProbability
import SurveyVocabulary

/// The scores of cases under conditions, split into the sums of squares of a repeated measures design.
struct RepeatedScores {
  let names: [String]
  let moments: [Moments]
  let count: Int
  /// The scores of each case on k - 1 orthonormal contrasts of the conditions, a column to a contrast.
  let contrasts: [[Double]]
  let effect: Double
  let error: Double
  let cases: Double

  init(_ conditions: [[Double]], names given: [String]) throws(InputError) {
    guard conditions.count >= 2, let first = conditions.first else {
      throw InputError(
        .tooFew, "conditions",
        "\(conditions.count) \(conditions.count == 1 ? "condition" : "conditions") found, at least 2 needed")
    }
    guard conditions.count <= 200 else {
      throw .infeasible("conditions", "there are more than 200 conditions", remedy: "use fewer conditions")
    }
    if !given.isEmpty {
      try checkEqualLength(given.count, "names", conditions.count, "the list of conditions")
    }
    let labels = conditions.indices.map { given.isEmpty ? "condition \($0 + 1)" : given[$0] }
    var moments: [Moments] = []
    for (label, scores) in zip(labels, conditions) {
      try checkEqualLength(scores.count, label, first.count, labels[0])
      moments.append(try Moments(finite: try finiteValues(scores, label, atLeast: 2)))
    }
    // Helmert's contrasts of each case: differences, which a common level of the scores does not touch.
    let center = first.sorted()[first.count / 2]
    let shifted = conditions.map { $0.map { $0 - center } }
    var contrasts: [[Double]] = []
    var sum = shifted[0]
    for index in 1..<shifted.count {
      let size = Double(index)
      let length = (size / (size + 1)).squareRoot()
      contrasts.append(sum.indices.map { (shifted[index][$0] - sum[$0] / size) * length })
      for row in sum.indices { sum[row] += shifted[index][row] }
    }
    var (effect, error) = (0.0, 0.0)
    guard contrasts.contains(where: { $0.min() != $0.max() }) else {
      throw InputError(
        .constant, "conditions", "all cases differ alike between the conditions, which leaves no error",
        remedy: "report the differences in means themselves")
    }
    for contrast in contrasts {
      let part = try Moments(finite: try finiteValues(contrast, "conditions"))
      effect += Double(part.count) * part.mean * part.mean
      error += part.sumOfSquares
    }
    let between = try Moments(finite: try finiteValues(sum.map { $0 / Double(shifted.count) }, "conditions"))
    self.cases = between.sumOfSquares * Double(shifted.count)
    guard effect.isFinite, error.isFinite, cases.isFinite, error > 1e-280 else {
      throw InputError(
        .outOfRange, "conditions", "the squared deviations leave the range of Double",
        remedy: "rescale the scores")
    }
    (names, self.moments, count) = (labels, moments, first.count)
    (self.contrasts, self.effect, self.error) = (contrasts, effect, error)
  }
}

/// The eigenvalues of the covariance matrix of orthonormal contrasts: all equal under sphericity.
struct Sphericity {
  private let eigenvalues: [Double]

  init(_ contrasts: [[Double]]) throws(InputError) {
    let size = contrasts.count
    let centered = contrasts.map { column in
      let mean = column.reduce(0) { $0 + $1 / Double(column.count) }
      return column.map { $0 - mean }
    }
    var elements: [Double] = []
    for row in centered {
      for column in centered { elements.append(zip(row, column).reduce(0) { $0 + $1.0 * $1.1 }) }
    }
    let largest = elements.reduce(0) { max($0, $1.magnitude) }
    // Shares of the largest element, so that no power leaves the range of Double.
    eigenvalues = try SymmetricEigen(
      Matrix(rowCount: size, columnCount: size, elements: elements.map { $0 / largest })
    ).values.map { max($0, 0) }
  }

  private var size: Double { Double(eigenvalues.count) }
  private var sum: Double { eigenvalues.reduce(0, +) }

  /// Greenhouse and Geisser's ε: (Σ l)²/(p Σ l²), between 1/p and 1.
  var epsilon: Double {
    min(1, sum * sum / (size * eigenvalues.reduce(0) { $0 + $1 * $1 }))
  }

  /// Mauchly's W with the first two terms of its distribution's expansion (Anderson 2003, section 10.7).
  func mauchly(cases: Int) throws(InputError) -> RepeatedMeasuresANOVA.SphericityTest? {
    let p = size
    let n = Double(cases - 1)
    guard n >= p, let smallest = eigenvalues.min(), smallest > 1e-14 * sum else { return nil }
    let logW = eigenvalues.reduce(0) { $0 + naturalLog($1 / (sum / p)) }
    let rho = 1 - (2 * p * p + p + 2) / (6 * p * n)
    guard rho > 0 else { return nil }
    let square = p * p * n * n * rho * rho
    let second = (p + 2) * (p - 1) * (p - 2) * (2 * p * p * p + 6 * p * p + 3 * p + 2) / (288 * square)
    let z = -n * rho * logW
    let freedom = p * (p + 1) / 2 - 1
    func tail(_ df: Double) -> Double {
      TestStatistic("χ²", z, reference: .chiSquare(degreesOfFreedom: df)).pValue()
    }
    let probability = tail(freedom) + second * (tail(freedom + 4) - tail(freedom))
    return .init(w: exponential(logW), pValue: min(1, max(0, probability)))
  }
}
