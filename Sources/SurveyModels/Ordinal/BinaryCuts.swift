import SurveyLinearAlgebra
import SurveyVocabulary

/// The binary logistic regressions of being above each threshold, with the covariances between them.
struct BinaryCuts {
  /// The coefficients of the orthonormal columns above each threshold, without the constant.
  let slopes: [[Double]]
  /// The covariance matrix between two thresholds, by the place of the first and of the second.
  private let covariances: [[Matrix]]

  init(_ problem: LevelProblem) throws(InputError) {
    var slopes: [[Double]] = []
    var tails: [(above: [Double], below: [Double])] = []
    for place in 0..<(problem.levels.count - 1) {
      let binary = problem.above(place)
      let likelihood = OrdinalLikelihood(binary, link: .logit)
      let found: LikelihoodSearch
      do throws(InputError) {
        found = try binary.maximum(of: likelihood, from: likelihood.start) { [[0] + $0.dropFirst()] }
      } catch {
        throw InputError(
          error.code, "cases above \"\(problem.levels[place])\"", error.problem, remedy: error.remedy)
      }
      slopes.append(Array(found.parameters.dropFirst()))
      tails.append(likelihood.tails(found.parameters))
    }
    var inverses: [Matrix] = []
    for tail in tails {
      guard
        let inverse = ScaledInformation(Self.products(problem, zip(tail.above, tail.below).map { $0 * $1 }))?
          .inverse()
      else { throw .dependentCuts }
      inverses.append(inverse)
    }
    var covariances: [[Matrix]] = []
    for one in tails.indices {
      var row: [Matrix] = []
      for other in tails.indices {
        // Being above the higher threshold implies being above the lower one.
        let (low, high) = one < other ? (one, other) : (other, one)
        let middle = Self.products(problem, zip(tails[high].above, tails[low].below).map { $0 * $1 })
        row.append(try inverses[one].times(middle).times(inverses[other]))
      }
      covariances.append(row)
    }
    self.slopes = slopes
    self.covariances = covariances
  }

  /// A weighted sum of the coefficients above each threshold.
  func sums(_ weights: [Double]) -> [Double] {
    slopes.map { zip($0, weights).reduce(0) { $0 + $1.0 * $1.1 } }
  }

  /// Wald's statistic that weighted sums of the coefficients are the same above every threshold.
  func wald(_ sums: [[Double]]) throws(InputError) -> TestStatistic {
    let rows = (1..<slopes.count).flatMap { cut in sums.map { (cut, $0) } }
    let differences = rows.map { cut, weights in
      let values = self.sums(weights)
      return values[0] - values[cut]
    }
    var matrix = Matrix(zeros: rows.count, rows.count)
    for (column, right) in rows.enumerated() {
      for (row, left) in rows[...column].enumerated() {
        func part(_ one: Int, _ other: Int) -> Double {
          let covariance = covariances[one][other]
          var sum = 0.0
          for (i, x) in left.1.enumerated() where x != 0 {
            for (j, y) in right.1.enumerated() where y != 0 { sum += x * y * covariance[i + 1, j + 1] }
          }
          return sum
        }
        matrix[row, column] = part(0, 0) - part(0, right.0) - part(left.0, 0) + part(left.0, right.0)
      }
    }
    matrix.mirrorUpper()
    guard let solution = ScaledInformation(matrix)?.solve(differences) else { throw .dependentCuts }
    let value = zip(differences, solution).reduce(0) { $0 + $1.0 * $1.1 }
    return TestStatistic("χ²", value, reference: .chiSquare(degreesOfFreedom: Double(rows.count)))
  }

  /// The weighted sums of products of the orthonormal columns, the constant included, brought to the unit
  /// of the weights.
  private static func products(_ problem: LevelProblem, _ factors: [Double]) -> Matrix {
    let columns = problem.columns.columns
    var products = Matrix(zeros: columns.count, columns.count)
    for (right, second) in columns.enumerated() {
      for (left, first) in columns[...right].enumerated() {
        var sum = 0.0
        for (index, factor) in factors.enumerated() {
          sum += problem.weights[index] * factor * first[index] * second[index]
        }
        products[left, right] = sum * problem.weightMean
      }
    }
    products.mirrorUpper()
    return products
  }
}

extension InputError {
  fileprivate static let dependentCuts = InputError(
    .rankDeficient, "model", "the covariances of the coefficients above the thresholds are not of full rank",
    remedy: "join levels with few cases, or leave columns out")
}

extension OrdinalLikelihood {
  /// The probabilities of being above and not above the only threshold, for each case.
  func tails(_ parameters: [Double]) -> (above: [Double], below: [Double]) {
    let places = predictors(parameters).map { parameters[0] - $0 }
    return (
      places.map { exponential(link.logProbability(from: $0, to: .infinity)) },
      places.map { exponential(link.logProbability(from: -.infinity, to: $0)) }
    )
  }
}
