import SurveyVocabulary

/// Effects that vary together between the groups of one kind: what a random term becomes for the fit.
///
/// A term whose effects are uncorrelated becomes one block for each effect.
struct RandomBlock: Sendable {
  /// What the groups are.
  let grouping: String
  /// The names of the effects.
  let effects: [String]
  /// The columns of the effects, each with a mean square of one.
  let columns: [[Double]]
  /// What the columns were divided by.
  let scales: [Double]
  /// The group of every case, as an index into the labels.
  let groups: [Int]
  /// The groups in the order of their first case.
  let labels: [String]

  /// The number of effects of a group.
  var width: Int { effects.count }
  /// The number of entries of the factor of their covariance matrix.
  var parameterCount: Int { width * (width + 1) / 2 }

  /// The blocks of random terms.
  ///
  /// - Throws: `InputError` if there is no term, a term has another number of cases, a number is not finite,
  ///   there are fewer than two groups or as many effects as cases, or if effects determine each other.
  static func blocks(of terms: [RandomTerm], cases: Int) throws(InputError) -> [RandomBlock] {
    guard !terms.isEmpty else {
      throw InputError(
        .definition, "random", "there is no random term", remedy: "use LinearRegression, or name the groups")
    }
    var blocks: [RandomBlock] = []
    for term in terms {
      try checkEqualLength(term.groups.count, term.name, cases, "outcome")
      let design = try term.design()
      let columns = (0..<design.columnCount).map { design.matrix[column: $0] }
      let sets = term.isCorrelated ? [Array(columns.indices)] : columns.indices.map { [$0] }
      for set in sets {
        blocks.append(
          try RandomBlock(
            term, effects: set.map { design.columnNames[$0] }, columns: set.map { columns[$0] }))
      }
    }
    let parameters = blocks.reduce(0) { $0 + $1.parameterCount }
    guard parameters <= 100 else {
      throw .infeasible(
        "random", "\(parameters) variances and covariances are too many",
        remedy: "100 are the most: let fewer effects vary, or without correlation")
    }
    for (index, block) in blocks.enumerated() {
      for other in blocks[..<index]
      where other.groups == block.groups && other.columns.contains(where: { block.columns.contains($0) }) {
        throw InputError(
          .definition, block.grouping, "two random terms hold the same effect of the same groups",
          remedy: "name each effect once")
      }
    }
    return blocks
  }

  private init(_ term: RandomTerm, effects: [String], columns: [[Double]]) throws(InputError) {
    grouping = term.name
    self.effects = effects
    (groups, labels) = Self.numbered(term.groups)
    guard labels.count > 1 else {
      throw InputError(
        .tooFew, term.name, "there is 1 group, at least 2 needed",
        remedy: "the variance between groups needs several groups")
    }
    guard labels.count * effects.count < groups.count else {
      throw InputError(
        .rankDeficient, term.name,
        "\(labels.count) groups with \(effects.count == 1 ? "1 effect" : "\(effects.count) effects") each "
          + "leave no case for the residual of \(groups.count) cases",
        remedy: "a group needs more cases than effects")
    }
    var scaled: [[Double]] = []
    var scales: [Double] = []
    for (name, column) in zip(effects, columns) {
      if let index = column.firstIndex(where: { !$0.isFinite }) {
        throw .notFinite(name, value: column[index], at: index)
      }
      // Taken from the largest value first, so that squares stay within the range of Double.
      let largest = column.reduce(0) { max($0, $1.magnitude) }
      guard largest > 0 else { throw .constant(name, remedy: "an effect of zeros varies between no groups") }
      let mean = column.reduce(0) { $0 + ($1 / largest) * ($1 / largest) } / Double(column.count)
      let scale = largest * mean.squareRoot()
      scales.append(scale)
      scaled.append(column.map { $0 / scale })
    }
    self.columns = scaled
    self.scales = scales
  }

  private static func numbered(_ labels: [String]) -> (groups: [Int], labels: [String]) {
    var places: [String: Int] = [:]
    var found: [String] = []
    let groups = labels.map { label in
      if let place = places[label] { return place }
      places[label] = found.count
      found.append(label)
      return found.count - 1
    }
    return (groups, found)
  }
}
