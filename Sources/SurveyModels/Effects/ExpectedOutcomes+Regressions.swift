import SurveyLinearAlgebra
import SurveyVocabulary

extension GeneralizedRegression: OutcomeRegression {
  /// Probabilities, counts or amounts as functions of the variables.
  public var expectedOutcomes: ExpectedOutcomes {
    data.expectedOutcomes(
      design, coefficients.map(\.value), covariance, kernel: .mean(family.model),
      degreesOfFreedom: family.hasDispersion ? residualDegreesOfFreedom : nil, hasOffset: hasOffset,
      weighting,
      standardErrors: standardErrors == .classical ? "information" : standardErrors.rawValue, context)
  }
}

extension FirthRegression: OutcomeRegression {
  /// Probabilities as functions of the variables, with the intercept of the penalized likelihood: their mean is
  /// not the share of events.
  public var expectedOutcomes: ExpectedOutcomes {
    data.expectedOutcomes(
      design, coefficients.map(\.estimate.value), covariance, kernel: .mean(.logit), degreesOfFreedom: nil,
      hasOffset: hasOffset, weighting, standardErrors: "information", context)
  }
}

extension NegativeBinomialRegression: OutcomeRegression {
  /// Expected counts as functions of the variables.
  public var expectedOutcomes: ExpectedOutcomes {
    data.expectedOutcomes(
      design, coefficients.map(\.value), covariance, kernel: .mean(.poisson), degreesOfFreedom: nil,
      hasOffset: hasOffset, weighting,
      standardErrors: standardErrors == .classical ? "information" : standardErrors.rawValue, context)
  }
}

extension GeneralizedData {
  /// Those of a fit to these data.
  func expectedOutcomes(
    _ design: Design, _ parameters: [Double], _ covariance: Matrix, kernel: OutcomeKernel,
    degreesOfFreedom: Double?, hasOffset: Bool, _ weighting: CaseWeights?, standardErrors: String,
    _ context: DataContext
  ) -> ExpectedOutcomes {
    var prior: [Double]?
    if case .prior(let weights) = weighting { prior = rows.map { weights[$0] } }
    // A problem's weight is the row's weight times its trials.
    let counts = prior.map { zip(problem.weights, $0).map { $0 / $1 } } ?? problem.weights
    return ExpectedOutcomes(
      design: design, columns: Array(0..<design.columnCount), parameters: parameters, covariance: covariance,
      degreesOfFreedom: degreesOfFreedom, kernel: kernel, rows: rows, counts: counts, priorWeights: prior,
      offset: hasOffset ? problem.offset : nil, categories: [], standardErrors: standardErrors,
      context: context)
  }
}

extension LinearRegression: OutcomeRegression {
  /// Means of the outcome as functions of the variables.
  ///
  /// - Throws: `InputError` if columns were left out because others determine them: a variable cannot change while
  ///   one that it determines stays.
  public var expectedOutcomes: ExpectedOutcomes {
    get throws(InputError) {
      guard aliased.isEmpty else {
        let list = aliased.map { "\"\($0)\"" }.joined(separator: ", ")
        throw InputError(
          .rankDeficient, "design",
          "other columns determine \(list), so that single effects are not determined",
          remedy: "leave them out of the design")
      }
      let all = Array(0..<design.rowCount)
      let weights = fit.roots.map { roots in roots.map { $0 * $0 } }
      let used = weights.map { weights in all.filter { weights[$0] > 0 } } ?? all
      return ExpectedOutcomes(
        design: design, columns: fit.kept, parameters: coefficients.map(\.value), covariance: covariance,
        degreesOfFreedom: Double(residualDegreesOfFreedom), kernel: .identity, rows: used,
        counts: used.map { _ in 1 }, priorWeights: weights.map { weights in used.map { weights[$0] } },
        offset: nil, categories: [], standardErrors: standardErrors.rawValue, context: context)
    }
  }
}

extension OrdinalRegression: OutcomeRegression {
  /// The probabilities of the levels as functions of the variables.
  public var expectedOutcomes: ExpectedOutcomes {
    design.expectedOutcomes(
      columns: Array((design.hasIntercept ? 1 : 0)..<design.columnCount),
      (thresholds + coefficients).map(\.value), covariance,
      kernel: .cumulative(link, categories: levels.count, varying: 0), caseWeights, levels, context)
  }
}

extension PartialProportionalOdds: OutcomeRegression {
  /// The probabilities of the levels as functions of the variables.
  ///
  /// Where these are such that thresholds cross, the model has no probabilities, and what is asked for is refused.
  public var expectedOutcomes: ExpectedOutcomes {
    var outcomes = design.expectedOutcomes(
      columns: varyingColumns + sharedColumns, parameters, covariance,
      kernel: .cumulative(link, categories: levels.count, varying: varyingColumns.count), caseWeights,
      levels, context)
    outcomes.thresholds = movingThresholds
    return outcomes
  }
}

extension AdjacentCategoryRegression: OutcomeRegression {
  /// The probabilities of the levels as functions of the variables.
  public var expectedOutcomes: ExpectedOutcomes {
    design.expectedOutcomes(
      columns: Array((design.hasIntercept ? 1 : 0)..<design.columnCount),
      (intercepts + coefficients).map(\.value), covariance,
      kernel: .adjacentLogits(categories: levels.count), caseWeights, levels, context)
  }
}

extension MultinomialRegression: OutcomeRegression {
  /// The probabilities of the levels as functions of the variables.
  public var expectedOutcomes: ExpectedOutcomes {
    design.expectedOutcomes(
      columns: Array(0..<design.columnCount), equations.flatMap(\.coefficients).map(\.value), covariance,
      kernel: .baselineLogits(
        baseline: levels.firstIndex(of: baseline) ?? 0, categories: levels.count), caseWeights, levels,
      context)
  }
}

extension Design {
  /// Those of a model of levels, whose weights are counts of cases.
  fileprivate func expectedOutcomes(
    columns: [Int], _ parameters: [Double], _ covariance: Matrix, kernel: OutcomeKernel,
    _ weights: [Double]?, _ levels: [String], _ context: DataContext
  ) -> ExpectedOutcomes {
    let rows = (0..<rowCount).filter { (weights?[$0] ?? 1) > 0 }
    return ExpectedOutcomes(
      design: self, columns: columns, parameters: parameters, covariance: covariance, degreesOfFreedom: nil,
      kernel: kernel, rows: rows, counts: rows.map { weights?[$0] ?? 1 }, priorWeights: nil, offset: nil,
      categories: levels, standardErrors: "information", context: context)
  }
}

extension EstimatingEquations: OutcomeRegression {
  /// Means of the population as functions of the variables, with the covariance matrix that the finding has.
  public var expectedOutcomes: ExpectedOutcomes {
    let kernel: OutcomeKernel =
      switch family {
      case .gaussian: .identity
      case .binomial: .mean(.logit)
      case .poisson: .mean(.poisson)
      }
    let rows = Array(0..<design.rowCount)
    return ExpectedOutcomes(
      design: design, columns: Array(0..<design.columnCount), parameters: coefficients.map(\.value),
      covariance: covariance, degreesOfFreedom: nil, kernel: kernel, rows: rows,
      counts: rows.map { _ in 1 }, priorWeights: nil, offset: offset, categories: [],
      standardErrors: errors.rawValue, context: context)
  }
}
