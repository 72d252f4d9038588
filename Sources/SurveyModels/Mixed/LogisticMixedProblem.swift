import SurveyLinearAlgebra
import SurveyProbability
import SurveyVocabulary

/// The first stage of a logistic mixed model: events, trials, orthonormal columns and groups that fit each other.
struct LogisticMixedProblem: Sendable {
  let data: GeneralizedData
  /// The fit without groups.
  let fit: GeneralizedFit
  let names: [String]
  /// The orthonormal columns with a mean square of one, case after case.
  let rows: [Double]
  /// Coefficients of the design from those of the orthonormal columns.
  let back: Matrix
  /// The coefficients of the fit without groups, in orthonormal columns.
  let start: [Double]
  let events: [Double]
  let trials: [Double]
  let offset: [Double]
  /// The cases of each group, the groups in the order of their first case.
  let members: [[Int]]
  let labels: [String]
  let grouping: String
  /// The logarithms of the numbers of orders of events.
  let constant: Double

  /// The number of columns.
  var width: Int { names.count }
  /// The number of cases.
  var count: Int { events.count }

  /// - Throws: `InputError` as for a logistic regression, if the term has slopes, there are fewer than two groups, no
  ///   group has two trials, or if all trials of every group end alike.
  init(
    _ outcome: [Double], trials given: [Double]?, on design: Design, random: RandomTerm, offset: [Double]?
  ) throws(InputError) {
    guard random.terms.isEmpty, random.hasIntercept else {
      throw InputError(
        .definition, random.name, "only the level may vary between groups here",
        remedy: "use a random term without slopes, (1 | \(random.name))")
    }
    try checkEqualLength(random.groups.count, random.name, outcome.count, "outcome")
    if given == nil, let stranger = outcome.first(where: { $0.isFinite && $0 != 0 && $0 != 1 }) {
      throw .outOfRange("outcome", value: stranger, allowed: "0 or 1; give shares as events of: trials")
    }
    data = try GeneralizedData(
      outcome, trials: given, design: design, model: .logit, offset: offset, weights: nil)
    fit = try data.problem.maximumLikelihood()
    let problem = data.problem
    names = problem.names
    trials = problem.weights
    events = zip(problem.outcome, problem.weights).map { ($0 * $1).rounded() }
    self.offset = problem.offset
    let (count, width) = (problem.outcome.count, problem.names.count)
    let root = Double(count).squareRoot()
    rows = (0..<count).flatMap { row in (0..<width).map { root * problem.orthonormal[row, $0] } }
    back = Matrix(width, width, problem.back.elements.map { $0 * root })
    start = try back.solveUpper(fit.coefficients)
    var places: [String: Int] = [:]
    var (labels, members): ([String], [[Int]]) = ([], [])
    for (place, row) in data.rows.enumerated() {
      let label = random.groups[row]
      let group = places[label] ?? labels.count
      if group == labels.count {
        places[label] = group
        labels.append(label)
        members.append([])
      }
      members[group].append(place)
    }
    self.labels = labels
    self.members = members
    grouping = random.name
    constant = data.saturated - data.saturatedKernel
    try checkGroups()
  }

  private func checkGroups() throws(InputError) {
    guard labels.count > 1 else {
      throw InputError(
        .tooFew, grouping, "\(labels.count) found, at least 2 needed",
        remedy: "the variance between groups needs several groups")
    }
    let totals = members.map { group in
      group.reduce((0.0, 0.0)) { ($0.0 + events[$1], $0.1 + trials[$1]) }
    }
    guard totals.contains(where: { $0.1 > 1 }) else {
      throw InputError(
        .infeasible, grouping, "no group has two trials, so that nothing tells how much groups differ",
        remedy: "use GeneralizedRegression")
    }
    guard totals.contains(where: { $0.0 > 0 && $0.0 < $0.1 }) else {
      throw InputError(
        .infeasible, grouping,
        "in every group all trials end alike, so that no finite variance maximizes the likelihood",
        remedy: "take the groups as cases, or use GeneralizedRegression of their first trials")
    }
  }
}
