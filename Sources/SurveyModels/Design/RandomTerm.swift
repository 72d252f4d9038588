import SurveyVocabulary

/// Effects that vary between the groups of cases: an intercept, slopes, or both.
///
/// ```swift
/// RandomTerm(by: people)                                          // (1 | person)
/// RandomTerm([.numeric("wave", waves)], by: people)               // (1 + wave | person)
/// RandomTerm([.numeric("wave", waves)], by: people, correlated: false)   // (1 + wave || person)
/// ```
public struct RandomTerm: Sendable {
  /// The terms whose coefficients vary between groups.
  public let terms: [Term]
  /// Whether the level itself varies between groups.
  public let hasIntercept: Bool
  /// The group of every case.
  public let groups: [String]
  /// What the groups are.
  public let name: String
  /// Whether the effects of a group may be correlated with each other.
  public let isCorrelated: Bool

  /// Effects that vary between groups.
  ///
  /// - Parameters:
  ///   - terms: The terms whose coefficients vary; none for an intercept alone.
  ///   - groups: The group of every case.
  ///   - name: What the groups are, for print.
  ///   - intercept: Whether the level itself varies.
  ///   - correlated: Whether the effects of a group may be correlated with each other.
  public init(
    _ terms: [Term] = [], by groups: some Collection<String>, named name: String = "group",
    intercept: Bool = true, correlated: Bool = true
  ) {
    self.init(
      terms: terms, hasIntercept: intercept, groups: Array(groups), name: name, isCorrelated: correlated)
  }

  init(terms: [Term], hasIntercept: Bool, groups: [String], name: String, isCorrelated: Bool) {
    self.terms = terms
    self.hasIntercept = hasIntercept
    self.groups = groups
    self.name = name
    self.isCorrelated = isCorrelated
  }

  /// The columns whose coefficients vary between groups, the intercept first.
  ///
  /// - Throws: `InputError` if there is no column, or terms and groups differ in their number of cases.
  public func design() throws(InputError) -> Design {
    guard !terms.isEmpty else {
      guard hasIntercept else {
        throw InputError(.definition, name, "a random term has neither an intercept nor a slope")
      }
      return try Design(interceptFor: groups.map { _ in 0 })
    }
    let design = try Design(terms, intercept: hasIntercept)
    try checkEqualLength(design.rowCount, terms[0].name, groups.count, name)
    return design
  }
}
