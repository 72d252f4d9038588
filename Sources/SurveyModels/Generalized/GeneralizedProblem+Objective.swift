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
  func gradient(_ state: GeneralizedState) -> [Double] { Self.products(columns, state.scores) }

  /// The transposed matrix times a vector.
  static func products(_ matrix: Matrix, _ vector: [Double]) -> [Double] {
    let rows = matrix.rowCount
    return matrix.elements.withUnsafeBufferPointer { elements in
      vector.withUnsafeBufferPointer { vector in
        (0..<matrix.columnCount).map { column -> Double in
          let (start, count) = (column * rows, min(rows, vector.count))
          // Four sums side by side, which the processor adds at once.
          var sums = SIMD4<Double>.zero
          var row = 0
          while row + 3 < count {
            let place = start + row
            let left = SIMD4<Double>(
              elements[place], elements[place + 1], elements[place + 2], elements[place + 3])
            let right = SIMD4<Double>(vector[row], vector[row + 1], vector[row + 2], vector[row + 3])
            sums += left * right
            row += 4
          }
          var sum = sums.sum()
          while row < count {
            sum += elements[start + row] * vector[row]
            row += 1
          }
          return sum
        }
      }
    }
  }
}
