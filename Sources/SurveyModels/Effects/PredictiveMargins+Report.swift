import SurveyLinearAlgebra
import SurveyVocabulary

/// The averages at several values with their comparisons.
struct MarginComparison {
  /// Value after value, category after category.
  let functions: [ParameterFunction]
  let covariance: Matrix
  let outcomes: ExpectedOutcomes
  let values: [VariableValue]
  /// The place of the reference.
  let base: Int
  let inference: DeltaInference

  private var width: Int { outcomes.kernel.outcomeCount }

  private func category(_ place: Int) -> String? {
    outcomes.categories.indices.contains(place) ? outcomes.categories[place] : nil
  }

  func margins() throws(InputError) -> [PredictiveMargins.Margin] {
    try functions.indices.map { place throws(InputError) in
      PredictiveMargins.Margin(
        value: values[place / width], category: category(place % width),
        estimate: try inference.estimate(
          functions[place].value, variance: covariance[place, place]))
    }
  }

  func differences() throws(InputError) -> [PredictiveMargins.Contrast] {
    try compared { one, other throws(InputError) in
      let difference = functions[one].value - functions[other].value
      // From the gradients' difference: nothing cancels that did not in them.
      let variance = try outcomes.covariance(of: [functions[one] - functions[other]])[0, 0]
      return (
        try inference.estimate(difference, variance: variance),
        inference.statistic(difference, variance: variance)
      )
    }
  }

  func ratios() throws(InputError) -> [PredictiveMargins.Contrast] {
    guard functions.allSatisfy({ $0.value > 0 }) else { return [] }
    return try compared { one, other throws(InputError) in
      let (first, second) = (logarithm(functions[one]), logarithm(functions[other]))
      let ratio = first - second
      let variance = try outcomes.covariance(of: [ratio])[0, 0]
      return (
        try inference.ratio(ratio.value, variance: variance),
        inference.statistic(ratio.value, variance: variance)
      )
    }
  }

  private func logarithm(_ function: ParameterFunction) -> ParameterFunction {
    ParameterFunction(
      value: naturalLog(function.value), gradient: function.gradient.map { $0 / function.value })
  }

  private func compared(
    _ comparison: (Int, Int) throws(InputError) -> (Estimate, TestStatistic?)
  ) throws(InputError) -> [PredictiveMargins.Contrast] {
    var found: [PredictiveMargins.Contrast] = []
    for place in functions.indices where place / width != base {
      let (estimate, statistic) = try comparison(place, base * width + place % width)
      found.append(
        PredictiveMargins.Contrast(
          value: values[place / width], category: category(place % width), estimate: estimate,
          statistic: statistic, pValue: statistic?.pValue(.twoSided)))
    }
    return found
  }
}

extension MarginalCases {
  /// The values of a factor, or 0 and 1.
  func usualValues(of name: String) throws(InputError) -> [VariableValue] {
    if let levels = outcomes.design.levels(of: name) { return levels.map { .level($0) } }
    guard case .between(let from, let to) = try usualChanges(of: name).first else {
      throw InputError(
        .definition, name, "it holds numbers other than 0 and 1", remedy: "name the values to compare")
    }
    return [from, to]
  }
}

extension PredictiveMargins {
  /// The averages, their differences and their ratios for any renderer.
  public var report: Report {
    Report(
      context.title("Predictive margins", "by \(variable)"),
      method: .init(
        Self.methodID, options: MarginalReport.options(point, weights, standardErrors),
        citation: Citation(
          "Graubard & Korn", 1999, "Biometrics 55, 652-659", doi: "10.1111/j.0006-341X.1999.00652.x")),
      rows: margins.map { Report.Row(label($0.value.text, $0.category), $0.estimate) }
        + differences.map { row($0, "-") } + ratios.map { row($0, "/") },
      facts: MarginalReport.facts(point, place, rowCount, areOthers: areOtherRows), cases: context.cases,
      notes: ratios.isEmpty ? ["an average is not positive: there are no ratios"] : [])
  }

  private func label(_ text: String, _ category: String?) -> String {
    category.map { "\($0), \(text)" } ?? text
  }

  private func row(_ contrast: Contrast, _ sign: String) -> Report.Row {
    Report.Row(
      label("\(contrast.value.text) \(sign) \(reference.text)", contrast.category), contrast.estimate,
      statistic: contrast.statistic, pValue: contrast.pValue)
  }
}
