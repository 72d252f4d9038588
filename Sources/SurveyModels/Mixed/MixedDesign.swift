import SurveyLinearAlgebra
import SurveyVocabulary

/// The first stage of a mixed model: the data reduced to products that every evaluation shares.
///
/// The fixed columns are made orthonormal, the outcome is replaced by its residual of least squares, scaled to
/// length one. Groups that share cases belong to one component, so that the model falls apart into
/// independent pieces: one person each, or everything where groups cross.
struct MixedDesign: Sendable {
  /// The effects of one group in a component.
  struct Part: Sendable {
    let block: Int
    let group: Int
    /// The place of the group's first effect in its component.
    let offset: Int
  }

  /// Groups that share cases.
  struct Component: Sendable {
    let parts: [Part]
    /// The number of effects.
    let order: Int
    /// Where the component's products begin.
    let start: Int
  }

  let blocks: [RandomBlock]
  var components: [Component]
  /// For each component, with Z = U·R and U orthonormal, R, UᵀQ and Uᵀy side by side, column by column.
  var products: [Double]
  /// [Q y]ᵀ[Q y] of what Z leaves of both, column by column.
  var within: [Double]
  let caseCount: Int
  /// The number of fixed columns.
  var width: Int
  /// The coefficients of least squares and the length of its residual.
  let leastSquares: [Double]
  let scale: Double
  /// The matrix C with coefficients = least squares + scale · C · γ, γ being those of the orthonormal columns.
  let back: Matrix
  /// The logarithm of the determinant of XᵀX.
  let logDeterminant: Double

  /// The largest component and the most numbers that are kept.
  private static let largestOrder = 4_000
  private static let mostProducts = 33_554_432

  /// Reduces the data.
  ///
  /// - Throws: `InputError` as ``LinearMixedModel`` says.
  init(_ outcome: [Double], on design: Design, random: [RandomTerm]) throws(InputError) {
    let regression = try LinearRegression(outcome, on: design, arithmetic: .double)
    guard regression.residualSumOfSquares > 0 else {
      throw InputError(
        .constant, "outcome", "the fixed terms fit it exactly, so that nothing is left to vary",
        remedy: "use fewer fixed terms")
    }
    blocks = try RandomBlock.blocks(of: random, cases: outcome.count)
    let parameters = blocks.reduce(0) { $0 + $1.parameterCount }
    guard parameters * parameters * (design.columnCount + 1) * (design.columnCount + 1) <= Self.mostProducts
    else {
      throw .infeasible(
        "random",
        "\(parameters) variances and covariances beside \(design.columnCount) coefficients are too many",
        remedy: "let fewer effects vary, or without correlation")
    }
    caseCount = outcome.count
    width = design.columnCount
    leastSquares = regression.coefficients.map(\.value)
    let residuals = regression.residuals
    let scale = regression.residualSumOfSquares.squareRoot()
    self.scale = scale
    let factor = try QRFactorization(design.matrix)
    guard factor.rank == width else {
      throw InputError(.rankDeficient, "design", "its columns determine each other to 12 digits")
    }
    let triangle = factor.triangle
    var identity = Matrix(zeros: width, width)
    for index in 0..<width { identity[index, index] = 1 }
    let inverse = try triangle.solveUpper(identity)
    var back = Matrix(zeros: width, width)
    for column in 0..<width {
      for row in 0..<width {
        let pivot = factor.pivots[row]
        back[pivot, column] = inverse[row, column] / factor.columnLengths[pivot]
      }
    }
    self.back = back
    logDeterminant = (triangle.diagonal + factor.columnLengths).reduce(0) {
      $0 + 2 * naturalLog($1.magnitude)
    }
    let reduction = try ComponentReduction(
      blocks, fixed: try factor.orthonormal(), residuals: residuals.map { $0 / scale })
    components = reduction.components
    products = reduction.products
    within = reduction.within
  }

  /// The components, and the component and the offset of every group of every block.
  static func components(
    of blocks: [RandomBlock], extra: Int
  ) throws(InputError) -> ([Component], [[(component: Int, offset: Int)]]) {
    var first: [Int] = []
    var count = 0
    for block in blocks {
      first.append(count)
      count += block.labels.count
    }
    var links = GroupLinks(count: count)
    for index in blocks[0].groups.indices {
      for number in blocks.indices.dropFirst() {
        links.join(blocks[0].groups[index], first[number] + blocks[number].groups[index])
      }
    }
    var names: [Int: Int] = [:]
    var parts: [[Part]] = []
    var orders: [Int] = []
    var places = blocks.map { [(component: Int, offset: Int)](repeating: (0, 0), count: $0.labels.count) }
    for (number, block) in blocks.enumerated() {
      for group in block.labels.indices {
        let root = links.root(first[number] + group)
        let component = names[root] ?? parts.count
        if component == parts.count {
          names[root] = component
          parts.append([])
          orders.append(0)
        }
        parts[component].append(Part(block: number, group: group, offset: orders[component]))
        places[number][group] = (component, orders[component])
        orders[component] += block.width
      }
    }
    var components: [Component] = []
    var start = 0
    for (parts, order) in zip(parts, orders) {
      components.append(Component(parts: parts, order: order, start: start))
      guard order <= largestOrder, start <= mostProducts else {
        throw .infeasible(
          "random", "\(order) effects of groups that share cases are too many",
          remedy: "groups that are nested in each other or fewer random terms need less memory")
      }
      start += order * (order + extra)
    }
    return (components, places)
  }
}

/// Which groups share cases, by union and find.
private struct GroupLinks {
  private var parents: [Int]

  init(count: Int) { parents = Array(0..<count) }

  mutating func root(_ item: Int) -> Int {
    var item = item
    while parents[item] != item {
      parents[item] = parents[parents[item]]
      item = parents[item]
    }
    return item
  }

  mutating func join(_ one: Int, _ other: Int) {
    let (one, other) = (root(one), root(other))
    if one != other { parents[max(one, other)] = min(one, other) }
  }
}
