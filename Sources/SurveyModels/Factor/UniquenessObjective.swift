import SurveyVocabulary

/// A discrepancy between a correlation matrix and the factor model, as a function of one variable for the
/// uniqueness of each item: the loadings are the best ones for these uniquenesses.
protocol UniquenessObjective {
  /// The number of factors, less than the number of items.
  var factors: Int { get }
  /// The variables at which a uniqueness is at its least.
  var lowerBound: Double { get }
  /// The variables at which a uniqueness is one.
  var upperBound: Double { get }
  /// The variable of a uniqueness.
  func variable(_ uniqueness: Double) -> Double
  /// The uniqueness of a variable.
  func uniqueness(_ variable: Double) -> Double
  /// The value at a point, with the spectrum that its derivatives are made of.
  func value(at point: [Double]) throws(InputError) -> UniquenessValue
  /// Gradient and Hessian at a point whose value is known.
  func derivatives(of value: UniquenessValue) -> (gradient: [Double], hessian: Matrix)
  /// The best loadings at a point whose value is known.
  func loadings(_ value: UniquenessValue) -> Matrix
}

extension UniquenessObjective {
  /// The place of the first eigenvalue that the factors do not explain: after the largest, one for each
  /// factor, or before where they fall below what a factor can explain.
  fileprivate func unexplained(_ spectrum: SymmetricEigen, below least: Double) -> Int {
    min(factors, spectrum.values.firstIndex { $0 < least } ?? factors)
  }
}

/// A discrepancy at a point, with the eigenvalues and eigenvectors of the matrix that it comes from.
struct UniquenessValue {
  let point: [Double]
  let discrepancy: Double
  let spectrum: SymmetricEigen
}

/// Half the sum of the squares of all residuals: unweighted least squares, which is minres where no
/// uniqueness is at its bound.
///
/// With the eigenvalues λ of R - Ψ, the value is half the sum of λ² over all but the largest k.
/// References: Harman & Jones (1966), doi:10.1007/BF02289468; Jöreskog (1977) for the Hessian.
struct LeastSquaresObjective: UniquenessObjective {
  let correlations: Matrix
  let factors: Int
  var lowerBound: Double { FactorExtraction.leastUniqueness }
  var upperBound: Double { 1 }

  func variable(_ uniqueness: Double) -> Double { uniqueness }
  func uniqueness(_ variable: Double) -> Double { variable }

  func value(at point: [Double]) throws(InputError) -> UniquenessValue {
    var reduced = correlations
    for index in point.indices { reduced[index, index] -= point[index] }
    let spectrum = try SymmetricEigen(reduced)
    var sum = 0.0
    for value in spectrum.values[unexplained(spectrum, below: 0)...] { sum += value * value }
    return UniquenessValue(point: point, discrepancy: sum / 2, spectrum: spectrum)
  }

  func derivatives(of value: UniquenessValue) -> (gradient: [Double], hessian: Matrix) {
    let (values, order) = (value.spectrum.values, value.point.count)
    let vectors = value.spectrum.vectors.elements
    let cut = unexplained(value.spectrum, below: 0)
    var gradient = [Double](repeating: 0, count: order)
    for index in cut..<order {
      for row in 0..<order {
        let element = vectors[index * order + row]
        gradient[row] -= values[index] * element * element
      }
    }
    var hessian = SpectralHessian(vectors: vectors, order: order)
    hessian.addSquaredProjection(from: cut)
    for high in 0..<cut {
      hessian.addPairs(high, with: cut) { low in
        // Of two equal eigenvalues the vectors are no function of the variables.
        let gap = values[high] - values[low]
        return gap > 1e-12 ? -2 * values[low] / gap : 0
      }
    }
    return (gradient, hessian.matrix)
  }

  func loadings(_ value: UniquenessValue) -> Matrix {
    var loadings = Matrix(zeros: value.point.count, factors)
    for factor in 0..<factors {
      let length = max(value.spectrum.values[factor], 0).squareRoot()
      for row in value.point.indices { loadings[row, factor] = length * value.spectrum.vectors[row, factor] }
    }
    return loadings
  }
}

/// The discrepancy of maximum likelihood, ln |Σ| - ln |R| + tr(Σ⁻¹R) - p, over the logarithms of the
/// uniquenesses.
///
/// With the eigenvalues θ of Ψ^(-1/2) R Ψ^(-1/2), the value is the sum of θ - ln θ - 1 over all but the
/// largest k. References: Jöreskog (1967), doi:10.1007/BF02289658; Clarke (1970), British Journal of
/// Mathematical and Statistical Psychology 23, 43-52, for the exact Hessian.
struct MaximumLikelihoodObjective: UniquenessObjective {
  let correlations: Matrix
  let factors: Int
  var lowerBound: Double { naturalLog(FactorExtraction.leastUniqueness) }
  var upperBound: Double { 0 }

  func variable(_ uniqueness: Double) -> Double { naturalLog(uniqueness) }
  func uniqueness(_ variable: Double) -> Double { min(exponential(variable), 1) }

  func value(at point: [Double]) throws(InputError) -> UniquenessValue {
    let scales = point.map { exponential(-$0 / 2) }
    var scaled = correlations
    for column in point.indices {
      for row in point.indices { scaled[row, column] *= scales[row] * scales[column] }
    }
    let spectrum = try SymmetricEigen(scaled)
    var sum = 0.0
    for value in spectrum.values[unexplained(spectrum, below: 1)...] {
      guard value > 0 else {
        return UniquenessValue(point: point, discrepancy: .infinity, spectrum: spectrum)
      }
      sum += value - 1 - naturalLog(value)
    }
    return UniquenessValue(point: point, discrepancy: sum, spectrum: spectrum)
  }

  func derivatives(of value: UniquenessValue) -> (gradient: [Double], hessian: Matrix) {
    let (values, order) = (value.spectrum.values, value.point.count)
    let vectors = value.spectrum.vectors.elements
    let cut = unexplained(value.spectrum, below: 1)
    var gradient = [Double](repeating: 0, count: order)
    for index in cut..<order {
      for row in 0..<order {
        let element = vectors[index * order + row]
        gradient[row] += (1 - values[index]) * element * element
      }
    }
    var hessian = SpectralHessian(vectors: vectors, order: order)
    hessian.addProjection(from: cut, weights: values)
    for high in 0..<cut {
      hessian.addPairs(high, with: cut) { low in
        let gap = values[high] - values[low]
        return gap > 1e-12 * values[high] ? (1 - values[low]) * (values[high] + values[low]) / gap : 0
      }
    }
    return (gradient, hessian.matrix)
  }

  func loadings(_ value: UniquenessValue) -> Matrix {
    var loadings = Matrix(zeros: value.point.count, factors)
    for factor in 0..<factors {
      let length = max(value.spectrum.values[factor] - 1, 0).squareRoot()
      for row in value.point.indices {
        loadings[row, factor] =
          exponential(value.point[row] / 2) * length * value.spectrum.vectors[row, factor]
      }
    }
    return loadings
  }
}
