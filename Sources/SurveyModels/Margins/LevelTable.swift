import SurveyInference
import SurveyLinearAlgebra
import SurveyVocabulary

/// The probabilities of the levels of an outcome at combinations of levels of the variables, as functions of the
/// parameters.
struct LevelTable {
  private let outcomes: ExpectedOutcomes
  /// The levels of the variables of each combination.
  private let levels: [[String]]
  /// By combination, then by level of the outcome; the mean level, if any, is the last.
  private let functions: [[ParameterFunction]?]
  /// The levels of the outcome, and `nil` for the mean level.
  private let categories: [String?]

  /// - Throws: `InputError` if there are too many of them, or a predictor or a variance leaves the range of
  ///   numbers.
  init(
    _ outcomes: ExpectedOutcomes, _ grid: ReferenceGrid, _ weights: MarginalWeights, hasMean: Bool
  ) throws(InputError) {
    self.outcomes = outcomes
    categories = outcomes.categories + (hasMean ? [nil] : [])
    let size = Double(grid.meanCount) * Double(categories.count) * Double(outcomes.parameters.count)
    guard size <= 33_554_432 else {
      throw .infeasible(
        "model", "\(grid.meanCount) combinations of \(outcomes.categories.count) levels are too many",
        remedy: "ask over fewer variables, or join levels")
    }
    // The information is positive: a variance is zero only where it fell out of the range.
    guard outcomes.covariance.diagonal.allSatisfy({ $0 >= .leastNormalMagnitude }) else {
      throw InputError(
        .outOfRange, "design", "the variance of a coefficient is below the range of Double",
        remedy: "rescale the columns")
    }
    levels = (0..<grid.meanCount).map { grid.levels(of: $0) }
    var functions: [[ParameterFunction]?] = []
    for mean in 0..<grid.meanCount {
      guard let (places, shares) = grid.combinations(of: mean, weights) else {
        functions.append(nil)
        continue
      }
      try outcomes.thresholds?.checkOrder(in: grid.rows, at: places) { grid.point($0) }
      let columns = (0..<grid.rows.columnCount).flatMap { column in places.map { grid.rows[$0, column] } }
      var own = try OutcomeAverages(outcomes: outcomes, weights: shares, offset: nil)
        .means(Matrix(places.count, grid.rows.columnCount, columns))
      if hasMean { own.append(Self.meanLevel(own)) }
      functions.append(own)
    }
    self.functions = functions
  }

  /// Counted from the lowest level, whose probability the others determine.
  private static func meanLevel(_ probabilities: [ParameterFunction]) -> ParameterFunction {
    var mean = ParameterFunction(value: 1, gradient: probabilities[0].gradient.map { _ in 0 })
    for (place, function) in probabilities.enumerated() where place > 0 {
      mean.value += Double(place) * function.value
      for index in mean.gradient.indices { mean.gradient[index] += Double(place) * function.gradient[index] }
    }
    return mean
  }

  func estimates(_ inference: DeltaInference) throws(InputError) -> [MarginalProbabilities.Probability] {
    var found: [MarginalProbabilities.Probability] = []
    for (levels, functions) in zip(levels, functions) {
      for (place, category) in categories.enumerated() {
        let estimate = try functions.map { functions throws(InputError) in
          let variance = try outcomes.covariance(of: [functions[place]])[0, 0]
          return try inference.estimate(functions[place].value, variance: variance)
        }
        found.append(.init(levels: levels, category: category, estimate: estimate))
      }
    }
    return found
  }

  /// The contrasts of each level of the outcome within each group, each a family of its own.
  func contrasts(
    _ kind: ContrastKind, _ adjustment: ContrastAdjustment, over length: Int, _ confidence: Double
  ) throws(InputError) -> (contrasts: [MarginalProbabilities.Contrast], error: Double) {
    let part = outcomes.linearPart
    let method = adjustment.intervalName(isNormal: true)
    var (found, error): ([MarginalProbabilities.Contrast], Double) = ([], 0)
    for (group, own) in levels.indices.grouped(by: { Array(levels[$0].dropFirst(length)) }) {
      let named = try kind.contrasts(own.map { levels[$0].prefix(length).joined(separator: ", ") })
      for (place, category) in categories.enumerated() {
        let family = ContrastFamily(named, of: own.map { functions[$0]?[place] }, part)
        let judged = try family.judged(adjustment, meanCount: own.count, confidence)
        error = max(error, judged.error)
        found += judged.contrasts.map { $0.contrast(group, category, confidence, method) }
      }
    }
    return (found, error)
  }
}

extension JudgedContrast {
  fileprivate func contrast(
    _ group: [String], _ category: String?, _ confidence: Double, _ method: String
  ) -> MarginalProbabilities.Contrast {
    var estimate: Estimate?
    if let value, let error, let reach {
      estimate = Estimate(
        value, standardError: error,
        interval: ConfidenceInterval(
          lower: value - reach, upper: value + reach, level: confidence, method: method))
    }
    return .init(
      name: name, group: group, category: category, estimate: estimate, statistic: statistic, pValue: pValue,
      adjustedPValue: adjusted)
  }
}
