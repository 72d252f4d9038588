import SurveyLinearAlgebra
import SurveyVocabulary

/// The second stage of a mixed model: its profiled criterion at given factors of the random effects'
/// covariance matrices.
///
/// With V = σ²·H, H = I + Z·Λ·Λᵀ·Zᵀ, Z = U·R and K·Kᵀ = I + R·Λ·Λᵀ·Rᵀ, H⁻¹ is I - U·Uᵀ + U·K⁻ᵀ·K⁻¹·Uᵀ: the profiled
/// criterion of Bates et al. (2015), section 3, without their differences of products.
struct MixedState: Sendable {
  /// The entries of the factors, block after block, each lower triangle column by column.
  let theta: [Double]
  /// The lower triangular factor of each block, as a full square.
  let factors: [Matrix]
  /// log |H|.
  let logDeterminant: Double
  /// QᵀH⁻¹Q, its inverse, and the logarithm of its determinant.
  let information: Matrix
  let inverse: Matrix
  let logInformation: Double
  /// The coefficients of the orthonormal columns, beyond least squares.
  let gamma: [Double]
  /// yᵀPy: the weighted residual sum of squares, in units of that of least squares.
  let residual: Double
  /// For each component ZᵀH⁻¹Z, ZᵀH⁻¹Q and ZᵀH⁻¹y, stored like the design's products; empty where only the
  /// value was asked for.
  let weighted: [Double]

  /// Evaluates the model; `nil` where it is not defined or leaves the range of `Double`.
  init?(_ design: MixedDesign, _ theta: [Double], derivatives: Bool) {
    guard theta.allSatisfy({ $0.magnitude < 1e12 }) else { return nil }
    var factors: [Matrix] = []
    var place = 0
    for block in design.blocks {
      var factor = Matrix(zeros: block.width, block.width)
      for column in 0..<block.width {
        for row in column..<block.width {
          factor[row, column] = theta[place]
          place += 1
        }
      }
      factors.append(factor)
    }
    let extra = design.width + 1
    var work = ComponentWork(
      within: design.within, extra: extra, largest: design.components.reduce(0) { max($0, $1.order) },
      stored: derivatives ? design.products.count : 0)
    for component in design.components {
      guard work.add(component, of: design, factors) else { return nil }
    }
    var information = Matrix(zeros: design.width, design.width)
    var right: [Double] = []
    for column in 0..<design.width {
      for row in 0..<design.width { information[row, column] = work.inner[column * extra + row] }
      right.append(work.inner[design.width * extra + column])
    }
    // A model whose only coefficient is held fixed has none left.
    guard let (inverse, gamma, logInformation) = Self.solve(information, right) else { return nil }
    residual = work.inner[extra * extra - 1] - zip(right, gamma).reduce(0) { $0 + $1.0 * $1.1 }
    guard residual > 0, work.logDeterminant.isFinite else { return nil }
    self.theta = theta
    self.factors = factors
    logDeterminant = work.logDeterminant
    self.information = information
    self.inverse = inverse
    self.logInformation = logInformation
    self.gamma = gamma
    weighted = work.weighted
  }

  private static func solve(_ information: Matrix, _ right: [Double]) -> (Matrix, [Double], Double)? {
    guard !right.isEmpty else { return (information, [], 0) }
    guard let factor = try? CholeskyFactorization(information), let inverse = try? factor.inverse(),
      let gamma = try? factor.solve(right)
    else { return nil }
    return (inverse, gamma, factor.logDeterminant)
  }

  /// The part of -2 log likelihood that the factors change; zero without random effects.
  func criterion(_ design: MixedDesign, restricted: Bool) -> Double {
    restricted
      ? logDeterminant + logInformation + Double(design.caseCount - design.width) * naturalLog(residual)
      : logDeterminant + Double(design.caseCount) * naturalLog(residual)
  }

  /// The factors as a point of a search that has slopes everywhere: a variance of zero is a stationary point.
  var start: [Double] {
    factors.flatMap { factor in
      (0..<factor.columnCount).flatMap { column in
        (column..<factor.rowCount).map { row in
          row == column ? max(factor[row, column], 0.05) : factor[row, column]
        }
      }
    }
  }

  /// The size of what each θ is a part of: the standard deviation of its effect in units of the residual, at least
  /// one.
  var scales: [Double] {
    factors.flatMap { factor in
      (0..<factor.columnCount).flatMap { column in
        (column..<factor.rowCount).map { row in
          max(1, (0...row).reduce(0) { $0 + factor[row, $1] * factor[row, $1] }.squareRoot())
        }
      }
    }
  }
}

extension MixedDesign {
  /// -2 log likelihood, restricted or full, at the best residual variance.
  func deviance(_ state: MixedState, restricted: Bool) -> Double {
    let freedom = Double(restricted ? caseCount - width : caseCount)
    let constants =
      (restricted ? logDeterminant : 0)
      + freedom * (1 + naturalLog(2 * Double.pi) + 2 * naturalLog(scale) - naturalLog(freedom))
    return state.criterion(self, restricted: restricted) + constants
  }
}
