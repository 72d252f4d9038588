import SurveyLinearAlgebra
import SurveyVocabulary

extension LinearRegression: MarginalModel {
  /// The fit as a sum of coefficients, with the residual degrees of freedom.
  ///
  /// Of a regression with aliased columns only what the others determine is known.
  public var linearPart: LinearPart { linearPart(covariance, by: nil) }

  /// The same with the errors of clustered cases.
  func linearPart(
    _ covariance: Matrix, by freedomOfSums: (@Sendable ([Double]) throws(InputError) -> Double?)?
  ) -> LinearPart {
    let freedom = Double(residualDegreesOfFreedom)
    let kept = fit.kept
    let lost = design.columnNames.indices.filter { !kept.contains($0) }
    // What each lost column is of those that were kept.
    var shares: [[Double]] = []
    if !lost.isEmpty {
      let columns = design.matrix
      let basis = Matrix(design.rowCount, kept.count, kept.flatMap { columns[columnView: $0] })
      if let factor = try? QRFactorization(basis) {
        shares = lost.compactMap { try? factor.solve(columns[column: $0]) }
      }
    }
    let known = shares
    let sizes = design.columnNames.indices.map { column -> Double in
      guard !lost.isEmpty else { return 1 }
      let values = design.matrix[columnView: column]
      return max(values.reduce(0) { max($0, $1.magnitude) }, 1e-300)
    }
    return LinearPart(
      design, coefficients.map(\.value), covariance, context: context,
      weights: { row in
        guard known.count == lost.count else { return nil }
        let own = kept.map { row[$0] }
        for (place, share) in zip(lost, known) {
          let products = zip(own, share).map { $0 * $1 }
          // Sizes are in units of the columns, because a share that is zero is so but for rounding.
          let size = zip(own, kept).reduce(row[place].magnitude / sizes[place]) {
            max($0, $1.0.magnitude / sizes[$1.1])
          }
          guard (products.reduce(0, +) - row[place]).magnitude <= 1e-8 * size * sizes[place] else {
            return nil
          }
        }
        return own
      }, degreesOfFreedom: freedomOfSums ?? { _ in freedom })
  }
}

extension ClusteredRegression: MarginalModel {
  /// The fit with its errors of clustered cases: for CR2 with Satterthwaite's degrees of freedom of every sum, else
  /// with the number of clusters less one.
  ///
  /// - Throws: `InputError` as for the regression, and if a variance is below the range of `Double`.
  public var linearPart: LinearPart {
    get throws(InputError) {
      // Standard errors are above zero: a variance is so small only where it fell out of the range.
      guard covariance.diagonal.allSatisfy({ $0 >= .leastNormalMagnitude }) else {
        throw InputError(
          .outOfRange, "design", "the variance of a coefficient is below the range of Double",
          remedy: "rescale the columns")
      }
      let scores = try ClusterScores(regression, codes: codes, estimator)
      let (isOwn, plain) = (estimator == .cr2, Double(clusterCount - 1))
      return regression.linearPart(
        covariance,
        by: { sum throws(InputError) in
          guard isOwn, sum.contains(where: { $0 != 0 }) else { return plain }
          guard let own = try scores.degreesOfFreedom(of: sum) else {
            throw InputError(
              .infeasible, "mean", "the clusters leave it no variance: one cluster alone determines it",
              remedy: "leave the factor out, or take the clusters as they differ in it")
          }
          return own
        })
    }
  }
}

extension LinearMixedModel: MarginalModel {
  /// The fixed part, with the degrees of freedom of the model's method for every sum.
  public var linearPart: LinearPart {
    let inference = inference
    return LinearPart(
      design, coefficients.map(\.value), covariance, context: context,
      degreesOfFreedom: { weights throws(InputError) in
        guard let freedom = inference.degreesOfFreedom(weights) else { return nil }
        guard freedom.isFinite, freedom > 0 else {
          throw InputError(
            .outOfRange, "mean", "its degrees of freedom do not exist", remedy: "use .normal in the model")
        }
        return freedom
      })
  }
}

extension RobustRegression: MarginalModel {
  /// The fit, with the residual degrees of freedom.
  public var linearPart: LinearPart {
    let freedom = Double(residualDegreesOfFreedom)
    return LinearPart(
      design, coefficients.map(\.value), covariance, context: context, degreesOfFreedom: { _ in freedom })
  }
}

extension MMRegression: MarginalModel {
  /// The fit, with the residual degrees of freedom.
  public var linearPart: LinearPart {
    let freedom = Double(residualDegreesOfFreedom)
    return LinearPart(
      design, coefficients.map(\.value), covariance, context: context, degreesOfFreedom: { _ in freedom })
  }
}

extension QuantileRegression: MarginalModel {
  /// The quantile, with the residual degrees of freedom.
  ///
  /// - Throws: `InputError` if the standard errors were resampled, which leaves no covariance matrix.
  public var linearPart: LinearPart {
    get throws(InputError) {
      guard let covariance else {
        throw InputError(
          .infeasible, "standard errors", "resampled ones come without a covariance matrix",
          remedy: "use standardErrors: .sandwich in the regression")
      }
      let freedom = Double(residualDegreesOfFreedom)
      return LinearPart(
        design, coefficients.map(\.value), covariance, context: context, degreesOfFreedom: { _ in freedom })
    }
  }
}

extension MultiwayClusteredRegression: MarginalModel {
  /// The fit with its errors of cases in clusters of several kinds, by t with the fewest clusters less one.
  ///
  /// A sum whose variance the matrix makes negative is refused.
  public var linearPart: LinearPart {
    let (matrix, freedom) = (covariance, degreesOfFreedom)
    return regression.linearPart(
      matrix,
      by: { sum throws(InputError) in
        var (variance, size) = (0.0, 0.0)
        for row in sum.indices where sum[row] != 0 {
          for column in sum.indices {
            let term = sum[row] * sum[column] * matrix[row, column]
            variance += term
            size += term.magnitude
          }
        }
        guard variance >= -1e-12 * size else {
          throw InputError(
            .infeasible, "mean", "the matrix of clusters of several kinds gives it a negative variance",
            remedy: "use repair: .eigenvalues in the regression")
        }
        return freedom
      })
  }
}

extension InstrumentalRegression: MarginalModel {
  /// The second stage, with the errors and the reference distribution of its coefficients.
  public var linearPart: LinearPart {
    let freedom = coefficients.first?.degreesOfFreedom
    return LinearPart(
      design, coefficients.map(\.value), covariance, context: context, degreesOfFreedom: { _ in freedom })
  }
}
