import SurveyLinearAlgebra
import SurveyModels

/// Generalized least squares at the variances of a mixed model, with the covariance matrix of all cases.
struct NaiveMixedModel {
  let coefficients: [Double]
  let standardErrors: [Double]
  let criterion: Double

  init(_ formula: String, in data: ModelData, _ model: LinearMixedModel, restricted: Bool) throws {
    let read = try Formula(formula).model(in: data)
    let outcome = try read.outcome()
    let design = read.design.matrix
    let count = outcome.count
    let residual = model.residualStandardDeviation * model.residualStandardDeviation
    var elements = [Double](repeating: 0, count: count * count)
    for index in 0..<count { elements[index * count + index] = residual }
    var terms = model.randomEffects[...]
    for random in read.randomTerms {
      let columns = try random.design()
      let blocks =
        random.isCorrelated ? [Array(0..<columns.columnCount)] : (0..<columns.columnCount).map { [$0] }
      for block in blocks {
        let covariance = terms.removeFirst().covariance
        for one in 0..<count {
          for other in 0..<count where random.groups[one] == random.groups[other] {
            for (left, first) in block.enumerated() {
              for (right, second) in block.enumerated() {
                elements[one * count + other] +=
                  columns.matrix.elements[first * count + one] * covariance[left, right]
                  * columns.matrix.elements[second * count + other]
              }
            }
          }
        }
      }
    }
    let factor = try CholeskyFactorization(Matrix(rowCount: count, columnCount: count, elements: elements))
    let white = try factor.factor.solveUpper(design, transposed: true)
    let whiteOutcome = try factor.factor.solveUpper(outcome, transposed: true)
    let information = try CholeskyFactorization(white.gram())
    coefficients = try information.solve(white.transposed.times(whiteOutcome))
    standardErrors = try information.inverse().diagonal.map { $0.squareRoot() }
    let fitted = try white.times(coefficients)
    let sum = zip(whiteOutcome, fitted).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    let cases = Double(restricted ? count - design.columnCount : count)
    criterion =
      factor.logDeterminant + (restricted ? information.logDeterminant : 0) + sum + cases * 1.8378770664093453
  }
}
