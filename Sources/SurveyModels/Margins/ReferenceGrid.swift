import SurveyLinearAlgebra
import SurveyVocabulary

/// How levels of the factors that are averaged over count in a marginal mean.
public enum MarginalWeights: String, Hashable, Sendable, Codable, CaseIterable {
  /// All combinations of levels alike, as in a balanced experiment.
  case equal
  /// Each combination by its share of all cases.
  case proportional
  /// Each combination by its share of the cases with the mean's own levels: close to raw means.
  case cells
}

/// The combinations of factor levels and covariate values at which a model is evaluated.
struct ReferenceGrid {
  /// A factor, or a covariate with values.
  struct Dimension {
    let name: String
    /// The texts of the levels or values.
    let levels: [String]
    /// The label of every case; `nil` for a covariate.
    let labels: [String]?
    let numbers: [Double]?
  }

  /// Those that means are asked for, then those that are averaged over.
  let dimensions: [Dimension]
  let keptCount: Int
  /// The covariates that are held at one value.
  let held: [(name: String, value: Double)]
  /// A row of the design for each combination, the last dimension fastest.
  let rows: Matrix

  private static let largest = 20_000

  init(
    _ design: Design, kept names: [String], at values: [String: [Double]]
  ) throws(InputError) {
    let variables = try design.gridVariables()
    let known = variables.map(\.name)
    for name in names + values.keys.sorted() where !known.contains(name) {
      throw .unknownName(name, among: known, subject: "the model's variables")
    }
    guard Set(names).count == names.count else {
      throw InputError(.definition, "over", "a variable is named twice", remedy: "name every variable once")
    }
    var found: [String: Dimension] = [:]
    var held: [(name: String, value: Double)] = []
    for variable in variables {
      let wanted = values[variable.name]
      switch variable.content {
      case .labels(let labels, let levels):
        guard wanted == nil else {
          throw InputError(
            .definition, variable.name, "it is a factor, so that numbers do not say where it is held",
            remedy: "leave it out of at")
        }
        found[variable.name] = Dimension(name: variable.name, levels: levels, labels: labels, numbers: nil)
      case .numbers(let mean):
        guard let points = wanted ?? mean.map({ [$0] }) else {
          throw InputError(
            .definition, variable.name,
            "the design holds only a function of it, so that its mean is not known",
            remedy: "say where it is held by at:, or use a formula")
        }
        _ = try finiteValues(points, variable.name, atLeast: 1)
        guard names.contains(variable.name) else {
          guard points.count == 1 else {
            throw InputError(
              .definition, variable.name, "it has \(points.count) values but no mean is asked for each",
              remedy: "name it in over or by")
          }
          held.append((variable.name, points[0]))
          continue
        }
        found[variable.name] = Dimension(
          name: variable.name, levels: points.map { plainNumber($0) }, labels: nil, numbers: points)
      }
    }
    dimensions =
      names.compactMap { found[$0] }
      + variables.filter { !names.contains($0.name) }.compactMap { found[$0.name] }
    keptCount = names.count
    self.held = held
    let count = dimensions.reduce(1.0) { $0 * Double($1.levels.count) }
    guard count <= Double(Self.largest) else {
      throw .infeasible(
        "model", "its factors have \(plainNumber(count)) combinations of levels",
        remedy: "\(Self.largest) are the most: use fewer factors or levels")
    }
    rows = try design.matrix(for: Self.table(dimensions, held, Int(count)))
  }

  /// All combinations as a table of variables.
  private static func table(
    _ dimensions: [Dimension], _ held: [(name: String, value: Double)], _ count: Int
  ) throws(InputError) -> ModelData {
    var variables: [String: ModelVariable] = [:]
    var block = count
    for dimension in dimensions {
      block /= dimension.levels.count
      let places = (0..<count).map { $0 / block % dimension.levels.count }
      variables[dimension.name] =
        if let numbers = dimension.numbers {
          .numbers(places.map { numbers[$0] })
        } else {
          .labels(places.map { dimension.levels[$0] }, levels: dimension.levels)
        }
    }
    for (name, value) in held { variables[name] = .numbers([Double](repeating: value, count: count)) }
    // A model of a constant has no variable at all.
    if variables.isEmpty { variables[""] = .numbers([0]) }
    return try ModelData(variables)
  }

  /// The number of means.
  var meanCount: Int { dimensions.prefix(keptCount).reduce(1) { $0 * $1.levels.count } }

  /// The levels of a mean, in the order of the names that were asked for.
  func levels(of mean: Int) -> [String] {
    var block = meanCount
    return dimensions.prefix(keptCount).map { dimension in
      block /= dimension.levels.count
      return dimension.levels[mean / block % dimension.levels.count]
    }
  }

  /// The row of the design that is the average of a mean's combinations; `nil` where no case has a weight.
  func row(of mean: Int, _ weights: MarginalWeights) -> [Double]? {
    guard let (places, shares) = combinations(of: mean, weights) else { return nil }
    return (0..<rows.columnCount).map { column in
      zip(places, shares).reduce(0) { $0 + $1.1 * rows[$1.0, column] }
    }
  }

  /// The rows of the combinations of a mean that have a share, and these shares, which add up to one; `nil` where no
  /// case has a weight.
  func combinations(of mean: Int, _ weights: MarginalWeights) -> (rows: [Int], shares: [Double])? {
    let others = rows.rowCount / meanCount
    let shares = shares(of: mean, weights, others)
    let total = shares.reduce(0, +)
    guard total > 0 else { return nil }
    let used = shares.indices.filter { shares[$0] > 0 }
    return (used.map { mean * others + $0 }, used.map { shares[$0] / total })
  }

  /// The names and values of the variables of a row.
  func point(_ row: Int) -> [(name: String, value: String)] {
    var block = rows.rowCount
    let own = dimensions.map { dimension in
      block /= dimension.levels.count
      return (name: dimension.name, value: dimension.levels[row / block % dimension.levels.count])
    }
    return own + held.map { ($0.name, plainNumber($0.value)) }
  }

  private func shares(of mean: Int, _ weights: MarginalWeights, _ others: Int) -> [Double] {
    let averaged = dimensions.dropFirst(keptCount)
    guard weights != .equal, let first = averaged.first, let cases = first.labels?.count else {
      return [Double](repeating: 1, count: others)
    }
    var counts = [Double](repeating: 0, count: others)
    let own = zip(dimensions.prefix(keptCount), levels(of: mean)).filter { $0.0.labels != nil }
    let codes = averaged.map { dimension in
      Dictionary(zip(dimension.levels, dimension.levels.indices), uniquingKeysWith: { first, _ in first })
    }
    for row in 0..<cases {
      if weights == .cells, own.contains(where: { $0.0.labels?[row] != $0.1 }) { continue }
      var place = 0
      for (dimension, code) in zip(averaged, codes) {
        place = place * dimension.levels.count + (dimension.labels.flatMap { code[$0[row]] } ?? 0)
      }
      counts[place] += 1
    }
    return counts
  }
}
