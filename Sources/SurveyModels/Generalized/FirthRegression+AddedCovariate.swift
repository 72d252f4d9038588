import SurveyLinearAlgebra
import SurveyVocabulary

extension FirthRegression {
  /// A logistic regression of the data and the pseudo-data that Firth's penalty stands for, told apart by a
  /// covariate of their own (FLAC).
  public struct AddedCovariate: Sendable {
    /// The coefficients in the order of the design's columns, that of the added covariate left out. Standard
    /// errors are those of the likelihood of data and pseudo-data.
    public let coefficients: [GeneralizedRegression.Coefficient]
    /// The coefficient of the added covariate: the logit of the pseudo-data minus that of the data.
    public let added: GeneralizedRegression.Coefficient
    /// The covariance matrix of ``coefficients``.
    public let covariance: Matrix
    /// The probabilities of the event, one per row used; their mean is the share of events.
    public let fitted: [Double]

    let regression: GeneralizedRegression
    let outcomes: ExpectedOutcomes

    /// The coefficient of a column; `nil` where the design has no such column.
    public subscript(name: String) -> GeneralizedRegression.Coefficient? {
      coefficients.first { $0.name == name }
    }

    /// The interval of a coefficient by the profile of the likelihood of data and pseudo-data.
    ///
    /// - Parameters:
    ///   - name: The column.
    ///   - confidence: The level; that of the finding where it is not given.
    /// - Returns: The limits.
    /// - Throws: `InputError` if there is no such column, or if a fit does not converge.
    public func profileInterval(
      of name: String, confidence: Double? = nil
    ) throws(InputError) -> ConfidenceInterval {
      guard self[name] != nil else {
        throw .unknownName(name, among: coefficients.map(\.name), subject: "design")
      }
      return try regression.profileInterval(of: name, confidence: confidence)
    }
  }

  /// The name of the covariate that tells data from pseudo-data.
  static let addedName = "pseudo-data"

  /// Firth's logistic regression with an added covariate, whose mean probability is the share of events
  /// (FLAC; Puhr, Heinze, Nold, Lusa & Geroldinger 2017, doi:10.1002/sim.7273).
  ///
  /// The penalty adds to each case half its leverage with the event and half without. A fit of such data gives
  /// Firth's estimates; one that tells them from the cases by a covariate keeps their shrinkage and gives the
  /// cases a mean probability of their own.
  ///
  /// - Returns: The coefficients with their standard errors, and the probabilities.
  /// - Throws: `InputError` if the design has no intercept, if a column is named "pseudo-data", or if the fit
  ///   does not converge.
  public func withAddedCovariate() throws(InputError) -> AddedCovariate {
    guard design.hasIntercept else {
      throw InputError(.definition, "design", "it has no intercept")
    }
    let problem = data.problem
    let leverages = try problem.weightedSquares(fit.state.state).leverages()
    let halves = leverages.map { $0 / 2 }
    let cases = problem.outcome.count
    let columns = (1..<design.columnCount).flatMap { column in
      let own = Array(problem.columns[columnView: column])
      return own + own + own
    }
    let ones = [Double](repeating: 1, count: cases)
    let added = [Double](repeating: 0, count: cases) + ones + ones
    let augmented = try Design(
      Matrix(3 * cases, design.columnCount, columns + added),
      names: design.columnNames.dropFirst() + [Self.addedName])
    let regression = try GeneralizedRegression(
      problem.outcome + problem.outcome + problem.outcome.map { 1 - $0 }, on: augmented, family: .binomial(),
      offset: hasOffset ? problem.offset + problem.offset + problem.offset : nil,
      weights: .prior(problem.weights + halves + halves), confidence: confidence)
    let order = design.columnCount
    let own = Array(regression.coefficients.prefix(order))
    let covariance = Matrix(
      order, order, (0..<order).flatMap { column in (0..<order).map { regression.covariance[$0, column] } })
    return AddedCovariate(
      coefficients: own, added: regression.coefficients[order], covariance: covariance,
      fitted: Array(regression.fitted.prefix(cases)), regression: regression,
      outcomes: data.expectedOutcomes(
        design, own.map(\.value), covariance, kernel: .mean(.logit), degreesOfFreedom: nil,
        hasOffset: hasOffset, weighting, standardErrors: "information of data and pseudo-data", context))
  }
}

extension FirthRegression.AddedCovariate: OutcomeRegression {
  /// Probabilities as functions of the variables, with the added covariate at that of the data.
  public var expectedOutcomes: ExpectedOutcomes {
    get throws(InputError) { outcomes }
  }
}
