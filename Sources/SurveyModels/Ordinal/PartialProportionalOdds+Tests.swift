import SurveyProbability
import SurveyVocabulary

extension PartialProportionalOdds.Problem {
  /// The named terms with their coefficients and the test of each.
  func varyingTerms(
    _ coefficients: [WaldCoefficient], _ found: LikelihoodSearch
  ) throws(InputError) -> [PartialProportionalOdds.VaryingTerm] {
    let cuts = stages.problem.levels.count - 1
    var terms: [PartialProportionalOdds.VaryingTerm] = []
    var first = 0
    for (place, group) in groups.enumerated() {
      let columns = group.columns.enumerated().map { offset, column in
        let start = (first + offset) * cuts
        return PartialProportionalOdds.VaryingColumn(
          name: design.columnNames[column], coefficients: Array(coefficients[start..<start + cuts]))
      }
      first += group.columns.count
      let statistic = likelihoodRatio(of: place, found)
      terms.append(
        .init(
          name: group.name, columns: columns, likelihoodRatio: statistic,
          likelihoodRatioPValue: statistic.map { $0.pValue(.greater) }))
    }
    return terms
  }

  private func likelihoodRatio(of place: Int, _ found: LikelihoodSearch) -> TestStatistic? {
    let problem = stages.problem
    guard problem.levels.count > 2, let other = try? sharing(place), let near = try? other.maximum() else {
      return nil
    }
    return TestStatistic(
      "χ²", max(0, 2 * problem.weightMean * (found.value - near.value)),
      reference: .chiSquare(
        degreesOfFreedom: Double(groups[place].columns.count * (problem.levels.count - 2))))
  }

  /// The largest log likelihood with one coefficient per column, for weights with the mean 1.
  func proportionalValue(_ found: LikelihoodSearch) throws(InputError) -> Double {
    let problem = stages.problem
    guard problem.levels.count > 2, !groups.isEmpty else { return found.value }
    let likelihood = OrdinalLikelihood(problem, link: link)
    let cuts = likelihood.thresholdCount
    return try problem.maximum(
      of: likelihood, from: likelihood.start, changes: { [[0] + $0.dropFirst(cuts)] }
    ).value
  }
}

extension PartialProportionalOdds {
  /// The coefficient of a column that all thresholds share; `nil` where there is no such column.
  public subscript(name: String) -> WaldCoefficient? { coefficients.first { $0.name == name } }

  /// The coefficient of a varying column for being above a level; `nil` where there is no such column, or no
  /// threshold above the level.
  public subscript(name: String, above level: String) -> WaldCoefficient? {
    guard let place = levels.dropLast().firstIndex(of: level) else { return nil }
    return varying.flatMap(\.columns).first { $0.name == name }?.coefficients[place]
  }

  /// The likelihood ratio test against one coefficient per column for all thresholds, all named terms together;
  /// `nil` without named terms or with a single threshold.
  public var proportionalityTest: TestStatistic? {
    let freedom = varyingColumns.count * (levels.count - 2)
    guard freedom > 0 else { return nil }
    return TestStatistic(
      "χ²", max(0, 2 * (logLikelihood - proportionalLogLikelihood)),
      reference: .chiSquare(degreesOfFreedom: Double(freedom)))
  }

  /// The probability of ``proportionalityTest``.
  public var proportionalityPValue: Double? { proportionalityTest.map { $0.pValue(.greater) } }

  /// The likelihood ratio test against the thresholds alone; `nil` without coefficients.
  public var likelihoodRatio: TestStatistic? {
    let freedom = parameterCount - thresholds.count
    guard freedom > 0 else { return nil }
    return TestStatistic(
      "χ²", max(0, 2 * (logLikelihood - nullLogLikelihood)),
      reference: .chiSquare(degreesOfFreedom: Double(freedom)))
  }

  /// The probability of ``likelihoodRatio``.
  public var likelihoodRatioPValue: Double? { likelihoodRatio.map { $0.pValue(.greater) } }

  /// Akaike's criterion, thresholds and coefficients counted.
  public var aic: Double { -2 * logLikelihood + 2 * Double(parameterCount) }

  /// Schwarz's criterion, thresholds and coefficients counted, cases by their weights.
  public var bic: Double { -2 * logLikelihood + naturalLog(weightSum) * Double(parameterCount) }

  private var parameterCount: Int { covariance.rowCount }
}
