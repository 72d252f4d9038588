import SurveyInference
import SurveyLinearAlgebra
import SurveyVocabulary

/// Scores with the levels of their factors.
struct FactorialLayout {
  let scores: [Double]
  let factors: [(name: String, labels: [String])]
  /// The cells with scores, by their levels.
  let cells: [(levels: [String], moments: Moments)]
  let emptyCells: Int

  init(
    _ scores: some Collection<Double>, _ factors: [(name: String, labels: [String])]
  ) throws(InputError) {
    self.scores = try finiteValues(scores, "scores", atLeast: 2)
    self.factors = factors
    guard (1...5).contains(factors.count) else {
      throw InputError(.definition, "factors", "from 1 to 5 factors are possible, these are \(factors.count)")
    }
    guard Set(factors.map(\.name)).count == factors.count else {
      throw InputError(.definition, "factors", "two factors have the same name")
    }
    var combinations = 1
    for factor in factors {
      try checkEqualLength(factor.labels.count, factor.name, self.scores.count, "the list of scores")
      let levels = Set(factor.labels).count
      guard levels > 1 else { throw .constant(factor.name, remedy: "leave the factor out") }
      guard combinations <= 1_000, levels <= 1_000 else {
        throw .infeasible("factors", "the factors have more than 1,000 cells", remedy: "use fewer levels")
      }
      combinations *= levels
    }
    guard combinations <= 1_000 else {
      throw .infeasible("factors", "the factors have more than 1,000 cells", remedy: "use fewer levels")
    }
    var parts: [[String]: [Double]] = [:]
    for (row, score) in self.scores.enumerated() {
      parts[factors.map { $0.labels[row] }, default: []].append(score)
    }
    var cells: [(levels: [String], moments: Moments)] = []
    for (levels, values) in parts.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      cells.append((levels, try Moments(finite: values)))
    }
    self.cells = cells
    emptyCells = combinations - cells.count
  }
}

/// The columns of a factorial model, term by term, and the sums of squares that they explain.
///
/// Sums of squares are squared lengths of projections on orthonormal columns (Gram and Schmidt's method, done
/// twice), not differences of residual sums of squares: a small effect beside a large one keeps its digits.
struct FactorialModel {
  /// The names of the terms, main effects first.
  let names: [String]
  let rank: Int
  let residual: Double
  let total: Double
  private let columns: [[[Double]]]
  /// The factors of each term.
  private let members: [Set<Int>]
  private let outcome: [Double]
  private let emptyCells: Int

  init(_ layout: FactorialLayout, interactions: Bool) throws(InputError) {
    let count = layout.factors.count
    var sets: [[Int]] = []
    // Main effects first, then products of two factors, and so on, each in the order of the factors.
    for size in 1...(interactions ? count : 1) {
      for mask in (1..<(1 << count)).reversed() {
        let set = (0..<count).filter { mask & (1 << (count - 1 - $0)) != 0 }
        if set.count == size { sets.append(set) }
      }
    }
    let sizes = Double(layout.cells.count + 1) * Double(layout.scores.count)
    guard sizes <= 50_000_000 else {
      throw .infeasible(
        "factors", "\(layout.cells.count) cells of \(layout.scores.count) scores are too large",
        remedy: "use fewer levels")
    }
    var columns: [[[Double]]] = []
    for set in sets {
      let terms = set.map { place in
        Term.factor(layout.factors[place].name, layout.factors[place].labels, contrasts: .sum)
      }
      columns.append(try Term.product(terms).columns().map(\.values))
    }
    let center = layout.scores.sorted()[layout.scores.count / 2]
    let moments = try Moments(layout.scores.map { $0 - center })
    let mean = moments.mean
    outcome = layout.scores.map { ($0 - center) - mean }
    names = sets.map { $0.map { layout.factors[$0].name }.joined(separator: " × ") }
    self.columns = columns
    members = sets.map { Set($0) }
    total = moments.sumOfSquares
    emptyCells = layout.emptyCells
    var basis = OrthonormalBasis(count: outcome.count)
    for column in columns.flatMap({ $0 }) { _ = basis.add(column) }
    rank = basis.vectors.count
    guard rank < outcome.count else { throw .tooFew("scores", found: outcome.count, needed: rank + 1) }
    residual = basis.residualSquare(of: outcome)
    guard residual > 1e-24 * total, residual > 1e-280 else {
      throw InputError(
        .constant, "scores", "the model leaves no error to judge its terms by",
        remedy: "compare the means of the cells themselves")
    }
  }

  /// The sum of squares and the degrees of freedom of each term.
  func sumsOfSquares(
    _ type: FactorialANOVA.SumsOfSquares
  ) throws(InputError) -> [(square: Double, degreesOfFreedom: Int)] {
    guard type != .marginal || emptyCells == 0 || members.allSatisfy({ $0.count == 1 }) else {
      throw InputError(
        .rankDeficient, "factors", "type III sums of squares are not defined with empty cells",
        remedy: "use .sequential or .hierarchical, or leave levels out")
    }
    return names.indices.map { term in
      let before = names.indices.filter { other in
        switch type {
        case .sequential: other < term
        case .hierarchical: !members[other].isSuperset(of: members[term])
        case .marginal: other != term
        }
      }
      var basis = OrthonormalBasis(count: outcome.count)
      for other in before { for column in columns[other] { _ = basis.add(column) } }
      let added = columns[term].compactMap { basis.add($0) }
      return (added.reduce(0) { $0 + dot($1, outcome) * dot($1, outcome) }, added.count)
    }
  }
}

/// Orthonormal columns, the first of them constant.
private struct OrthonormalBasis {
  private(set) var vectors: [[Double]]

  init(count: Int) { vectors = [[Double](repeating: 1 / Double(count).squareRoot(), count: count)] }

  /// Adds what a column has beyond those before it; `nil` where that is nothing but rounding.
  mutating func add(_ column: [Double]) -> [Double]? {
    let length = dot(column, column).squareRoot()
    var rest = column
    // Once more removes what rounding left of the others.
    for _ in 0..<2 { subtractProjections(from: &rest) }
    let left = dot(rest, rest).squareRoot()
    guard left > 1e-10 * length else { return nil }
    let unit = rest.map { $0 / left }
    vectors.append(unit)
    return unit
  }

  /// The squared length of what the columns leave of a vector.
  func residualSquare(of vector: [Double]) -> Double {
    var rest = vector
    for _ in 0..<2 { subtractProjections(from: &rest) }
    return dot(rest, rest)
  }

  private func subtractProjections(from rest: inout [Double]) {
    for vector in vectors {
      let share = dot(vector, rest)
      for index in rest.indices { rest[index] -= share * vector[index] }
    }
  }
}

private func dot(_ left: [Double], _ right: [Double]) -> Double {
  var sum = 0.0
  for index in left.indices { sum += left[index] * right[index] }
  return sum
}
