import SurveyLinearAlgebra
import SurveyVocabulary

/// A working correlation with its numbers, which takes the correlation out of columns of cases.
struct WorkingStructure: Sendable {
  let kind: EstimatingEquations.WorkingCorrelation
  /// The correlation of any two cases, or of neighbouring occasions; 0 without a single one.
  private(set) var alpha = 0.0
  /// The correlations of the occasions where they have no structure.
  private(set) var matrix: Matrix?
  /// The factors of the correlation matrices of the sets of occasions that clusters have.
  private var factors: [[Int]: CholeskyFactorization] = [:]

  static let independent = WorkingStructure(kind: .independence)

  private init(kind: EstimatingEquations.WorkingCorrelation) { self.kind = kind }

  /// Estimates the correlations by moments.
  ///
  /// - Parameters:
  ///   - kind: The structure.
  ///   - residuals: Pearson residuals, one per case, with the mean square one.
  ///   - cases: The clusters.
  /// - Throws: `InputError` if no cluster has two cases, if a pair of occasions is in no cluster, if the
  ///   estimate is no correlation matrix, or if there are too many occasions or pairs.
  init(
    _ kind: EstimatingEquations.WorkingCorrelation, residuals: [Double], in cases: RepeatedCases
  ) throws(InputError) {
    self.init(kind: kind)
    guard kind != .independence else { return }
    let pairs = cases.pairCount
    guard pairs > 0 else {
      throw InputError(
        .tooFew, "clusters", "none has two cases, so that there is no correlation to estimate",
        remedy: "use the working correlation .independence")
    }
    guard kind == .exchangeable || pairs <= Double(RepeatedCases.pairLimit) else {
      throw .infeasible(
        "clusters", "they have \(pairs) pairs of cases, at most \(RepeatedCases.pairLimit) are visited",
        remedy: "use .independence or .exchangeable")
    }
    switch kind {
    case .independence: break
    case .exchangeable: try fitExchangeable(residuals, cases, pairs)
    case .autoregressive: alpha = try LagCorrelation(residuals, cases).alpha
    case .unstructured: try fitUnstructured(residuals, cases)
    }
  }

  private mutating func fitExchangeable(
    _ residuals: [Double], _ cases: RepeatedCases, _ pairs: Double
  ) throws(InputError) {
    var (products, largest) = (0.0, 1)
    for group in cases.members {
      var sum = 0.0
      for index in group {
        products += sum * residuals[index]
        sum += residuals[index]
      }
      largest = max(largest, group.count)
    }
    alpha = products / pairs
    guard alpha < 1 - 1e-10, 1 + Double(largest - 1) * alpha > 1e-10 else {
      throw Self.noCorrelation("an exchangeable correlation of \(alpha)")
    }
  }

  private mutating func fitUnstructured(
    _ residuals: [Double], _ cases: RepeatedCases
  ) throws(InputError) {
    let order = cases.levels.count
    guard order <= RepeatedCases.levelLimit else {
      throw .infeasible(
        "occasions", "there are \(order), at most \(RepeatedCases.levelLimit) can each have correlations",
        remedy: "use another working correlation")
    }
    let places = Dictionary(uniqueKeysWithValues: cases.levels.enumerated().map { ($1, $0) })
    let own = cases.occasions.map { places[$0] ?? 0 }
    var (sums, counts) = (Matrix(zeros: order, order), Matrix(zeros: order, order))
    cases.forEachPair { first, second in
      sums[own[first], own[second]] += residuals[first] * residuals[second]
      counts[own[first], own[second]] += 1
    }
    var found = Matrix(zeros: order, order)
    for column in 0..<order {
      found[column, column] = 1
      for row in 0..<column {
        guard counts[row, column] > 0 else {
          throw InputError(
            .tooFew, "occasions", "no cluster has both \(cases.levels[row]) and \(cases.levels[column])",
            remedy: "use another working correlation")
        }
        found[row, column] = sums[row, column] / counts[row, column]
        found[column, row] = found[row, column]
      }
    }
    for pattern in Set(cases.members.map { $0.map { own[$0] } }) {
      let part = Matrix(
        pattern.count, pattern.count, pattern.flatMap { column in pattern.map { found[$0, column] } })
      guard let factor = try? CholeskyFactorization(part), try factor.reciprocalCondition() > 1e-12 else {
        throw Self.noCorrelation("a matrix of unstructured correlations, which is not positive definite")
      }
      factors[pattern.map { cases.levels[$0] }] = factor
    }
    matrix = found
  }

  static func noCorrelation(_ what: String) -> InputError {
    InputError(
      .infeasible, "correlation", "the moments give \(what)",
      remedy: "use another working correlation: robust standard errors hold with any")
  }

  /// The correlation of two occasions.
  func correlation(_ first: Int, _ second: Int, levels: [Int]) -> Double {
    guard first != second else { return 1 }
    switch kind {
    case .independence: return 0
    case .exchangeable: return alpha
    case .autoregressive: return wholePower(alpha, (first - second).magnitude)
    case .unstructured:
      guard let matrix, let row = levels.firstIndex(of: first), let column = levels.firstIndex(of: second)
      else { return 0 }
      return matrix[row, column]
    }
  }

  /// Takes the correlation out of each column, so that the cases of a cluster are as independent ones.
  func whitened(_ columns: Matrix, in cases: RepeatedCases) throws(InputError) -> Matrix {
    guard kind != .independence else { return columns }
    var result = columns
    for group in cases.members where group.count > 1 {
      let occasions = group.map { cases.occasions[$0] }
      for column in 0..<columns.columnCount {
        let values = try whitened(group.map { columns[$0, column] }, at: occasions)
        for (index, value) in zip(group, values) { result[index, column] = value }
      }
    }
    return result
  }

  private func whitened(_ values: [Double], at occasions: [Int]) throws(InputError) -> [Double] {
    switch kind {
    case .independence: return values
    case .exchangeable:
      let size = Double(values.count)
      let mean = values.reduce(0, +) / size
      let (within, between) = ((1 - alpha).squareRoot(), (1 + (size - 1) * alpha).squareRoot())
      return values.map { ($0 - mean) / within + mean / between }
    case .autoregressive:
      var result = values
      for place in values.indices.dropFirst() {
        let share = wholePower(alpha, (occasions[place] - occasions[place - 1]).magnitude)
        result[place] = (values[place] - share * values[place - 1]) / (1 - share * share).squareRoot()
      }
      return result
    case .unstructured:
      guard let factor = factors[occasions] else { return values }
      return try factor.factor.solveUpper(values, transposed: true)
    }
  }
}

/// A number to a whole power.
func wholePower(_ base: Double, _ exponent: UInt) -> Double {
  var (result, square, rest) = (1.0, base, exponent)
  while rest > 0 {
    if rest & 1 == 1 { result *= square }
    square *= square
    rest >>= 1
  }
  return result
}
