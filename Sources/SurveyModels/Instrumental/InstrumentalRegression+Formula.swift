import SurveyVocabulary

extension InstrumentalRegression {
  /// Two-stage least squares by a formula, over the cases that have every variable.
  ///
  /// ```swift
  /// try InstrumentalRegression("trust ~ contact + age | distance + age", in: data)
  /// ```
  ///
  /// Before the bar stand all predictors, after it all exogenous variables: the predictors that are exogenous once
  /// more, and the instruments. A term that stands on the left alone is endogenous, one on the right alone an
  /// instrument. Brackets keep other bars apart.
  ///
  /// - Parameters:
  ///   - formula: The model as text; see ``Formula``.
  ///   - data: The variables.
  ///   - contrasts: How factors are coded; treatment contrasts where a factor is not named.
  ///   - standardErrors: How the standard errors of independent cases are found.
  ///   - clusters: The variable of the clusters, where there are some.
  ///   - clusterEstimator: How the residuals of clusters enter: CR0, CR1 or CR1S.
  ///   - weights: The variable of the weights, where there are some.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if the text is no formula with one bar, has random terms, offsets after the bar or
  ///   an intercept on one side alone, or does not fit the data, and as for terms.
  public init(
    _ formula: String, in data: ModelData, contrasts: [String: Contrasts] = [:],
    standardErrors: StandardErrors = .classical, clusters: String? = nil,
    clusterEstimator: ClusteredRegression.Estimator = .cr1, weights: String? = nil, confidence: Double = 0.95
  ) throws(InputError) {
    let (left, right) = try Self.sides(formula)
    let others = [weights, clusters].compactMap { $0 }
    let (used, _, cases) = try data.complete(unique(left.variables + right.variables) + others)
    guard used.count > 0 else { throw .tooFew("complete cases", found: 0, needed: 1) }
    let reader = FormulaReader(data: used, contrasts: contrasts)
    try reader.checkContrasts(of: left.variables + right.variables)
    let (predictors, known) = (left.terms.terms, right.terms.terms)
    func terms(_ terms: [FormulaTerm]) throws(InputError) -> [Term] {
      try reader.terms(terms.sortedByParts())
    }
    guard let source = left.outcome else {
      throw InputError(.definition, "formula", "nothing stands before the tilde")
    }
    var outcome = try reader.numbers(source)
    for offset in left.terms.offsets { outcome = zip(outcome, try reader.numbers(offset)).map { $0 - $1 } }
    var labels: [String]?
    if let clusters { labels = try used.labels(clusters).labels }
    var numbers: [Double]?
    if let weights { numbers = try used.numbers(weights) }
    try self.init(
      outcome, endogenous: terms(predictors.filter { !known.contains($0) }),
      exogenous: terms(predictors.filter { known.contains($0) }),
      instruments: terms(known.filter { !predictors.contains($0) }), intercept: left.hasIntercept,
      standardErrors: standardErrors, clusters: labels, clusterEstimator: clusterEstimator, weights: numbers,
      confidence: confidence)
    context.subject = source.text
    context.cases = CaseLedger(
      used: context.cases.used, exclusions: cases.exclusions + context.cases.exclusions)
  }

  /// The formula before the bar, and that after it.
  private static func sides(_ text: String) throws(InputError) -> (left: Formula, right: Formula) {
    var (parts, depth, isQuoted) = ([""], 0, false)
    for character in text {
      if character == "`" { isQuoted.toggle() }
      if !isQuoted { depth += character == "(" ? 1 : character == ")" ? -1 : 0 }
      if character == "|", depth == 0, !isQuoted {
        parts.append("")
      } else {
        parts[parts.count - 1].append(character)
      }
    }
    guard parts.count == 2 else {
      throw InputError(
        .malformed, "formula",
        "one bar is needed between predictors and exogenous variables, and \(parts.count - 1)"
          + " found", remedy: "write \"y ~ x + w | z + w\"")
    }
    let (left, right) = (try Formula(parts[0]), try Formula("~" + parts[1]))
    guard left.terms.random.isEmpty, right.terms.random.isEmpty, right.terms.offsets.isEmpty else {
      throw InputError(
        .definition, "formula", "there are no random terms in it, and no offsets after the bar",
        remedy: "leave them out")
    }
    guard left.hasIntercept == right.hasIntercept else {
      throw InputError(
        .definition, "formula", "one side has an intercept and the other has none",
        remedy: "write - 1 on both sides of the bar, or on none")
    }
    return (left, right)
  }
}

/// The names, each once, in the order of their first mention.
private func unique(_ names: [String]) -> [String] {
  var seen: Set<String> = []
  return names.filter { seen.insert($0).inserted }
}
