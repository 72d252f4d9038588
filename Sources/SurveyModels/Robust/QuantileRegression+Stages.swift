import SurveyLinearAlgebra
import SurveyVocabulary

extension QuantileRegression {
  /// The first stage of a quantile regression: outcome and design that fit each other.
  ///
  /// The parameters are the coefficients, and the objective is the sum of the check losses. See <doc:FitStages>.
  public struct Problem: Sendable {
    /// The quantile.
    public let tau: Double
    let robust: RobustProblem
    let columns: Matrix
    let design: Design
    var hasIntercept: Bool { design.hasIntercept }

    /// The problem of an outcome on a design; parameters and errors as for the regression.
    public init(
      _ outcome: some Collection<Double>, on design: Design, tau: Double = 0.5
    ) throws(InputError) {
      guard tau > 0, tau < 1 else {
        throw .outOfRange("tau", value: tau, allowed: "a number above 0 and below 1")
      }
      robust = try RobustProblem(outcome, on: design)
      columns = try QRFactorization(robust.matrix).orthonormal()
      self.design = design
      self.tau = tau
    }

    /// The names of the coefficients.
    public var parameterNames: [String] { robust.names }

    /// The sum of the check losses, with its slopes where no case is fitted exactly; cases that are count nothing
    /// for the slopes.
    ///
    /// - Throws: `InputError` if there is not one finite parameter per name.
    public func objective(at parameters: [Double]) throws(InputError) -> FitObjective {
      try checkParameters(parameters, parameterNames)
      let residuals = robust.residuals(parameters)
      return FitObjective(
        value: QuantileRegression.loss(residuals, tau),
        gradient: robust.matrix.transposedTimes(
          residuals.map { $0 > 0 ? -tau : $0 < 0 ? 1 - tau : 0 }))
    }

    /// The coefficients with the smallest loss, by the simplex: exact, and independent of any start.
    ///
    /// - Throws: `InputError` if the simplex finds no solution.
    public func minimum() throws(InputError) -> Minimum {
      let fit = try QuantileFit(robust, columns, tau: tau)
      return Minimum(value: try objective(at: fit.coefficients).value, fit: fit)
    }
  }

  /// The third stage of a quantile regression: all solutions of its programme.
  public struct Minimum: Sendable {
    /// The sum of the check losses.
    public let value: Double
    let fit: QuantileFit

    /// The coefficients, the mean of the corners of the set of solutions where there are several.
    public var parameters: [Double] { fit.coefficients }
    /// The smallest and the largest value of each coefficient over all solutions.
    public var ranges: [ClosedRange<Double>] { fit.ranges }
    /// The number of steps of the simplex.
    public var iterations: Int { fit.program.iterations }
  }
}
