import SurveyInference
import SurveyProbability
import SurveyVocabulary

/// Horn's parallel analysis: the number of components or common factors whose eigenvalues exceed those of
/// data without any correlation.
///
/// An eigenvalue is retained while it and all before it exceed their thresholds: the mean of the random
/// eigenvalues of that place (Horn), or a quantile of them (Glorfeld), which is stricter.
///
/// References: Horn (1965), doi:10.1007/BF02289447; quantile: Glorfeld (1995),
/// doi:10.1177/0013164495055003002; common factors: Humphreys & Montanelli (1975),
/// doi:10.1207/s15327906mbr1002_5.
public struct ParallelAnalysis: Finding {
  /// The stable name of the method.
  public static let methodID = "parallel-analysis/1"

  /// What the eigenvalues are of.
  public enum Model: String, Hashable, Sendable, Codable, CaseIterable {
    /// The correlation matrix: principal components.
    case components
    /// The correlation matrix with squared multiple correlations on its diagonal: common factors.
    case commonFactors = "common factors"
  }

  /// The data without correlation.
  public enum Reference: String, Hashable, Sendable, Codable, CaseIterable {
    /// Independent normal numbers.
    case normal = "normal numbers"
    /// The answers themselves, those of each item shuffled among the cases.
    case permutation = "permutation"
    /// Eigenvalues that were given.
    case given
  }

  /// The eigenvalues of the data, the largest first.
  public let eigenvalues: [Double]
  /// The means of the random eigenvalues, place by place.
  public let randomMeans: [Double]
  /// The quantiles of the random eigenvalues, place by place (Hyndman and Fan's type 7).
  public let randomQuantiles: [Double]
  /// The number of eigenvalues that exceed the means.
  public let retainedByMean: Int
  /// The number of eigenvalues that exceed the quantiles.
  public let retainedByQuantile: Int
  /// What the eigenvalues are of.
  public let model: Model
  /// The data without correlation.
  public let reference: Reference
  /// The probability of the quantiles.
  public let probability: Double
  /// The number of sets of random data.
  public let draws: Int
  /// The seed of the random numbers; `nil` where eigenvalues were given.
  public let seed: UInt64?
  /// The names of the items for print, and the cases.
  public var context: DataContext

  /// Compares items with random data of their size.
  ///
  /// - Parameters:
  ///   - items: The items, one array to an item, with the cases in the same order in each.
  ///   - names: The names of the items.
  ///   - model: Principal components or common factors.
  ///   - reference: Normal numbers, or the answers shuffled.
  ///   - draws: The number of sets of random data.
  ///   - probability: The probability of the quantiles.
  ///   - seed: The seed of the random numbers; the same seed gives the same finding everywhere.
  /// - Throws: `InputError` if there are fewer than two items or two cases, a value is not finite, an item
  ///   is constant, lengths differ, the draws are none or too many, or a probability is not between 0 and
  ///   1; for common factors also if an item is a linear combination of others, as it always is where
  ///   there are not more cases than items.
  public init(
    _ items: [[Double]], names: [String] = [], model: Model = .components, reference: Reference = .normal,
    draws: Int = 500, probability: Double = 0.95, seed: UInt64 = 1
  ) throws(InputError) {
    let correlations = try ItemCorrelations(items, names: names)
    try correlations.checkOrder(atLeast: 2)
    let random: [[Double]]
    switch reference {
    case .normal:
      random = try RandomEigenvalues.normal(
        cases: items[0].count, items: items.count, model: model, draws: draws, seed: seed)
    case .permutation:
      random = try RandomEigenvalues.permuted(items, model: model, draws: draws, seed: seed)
    case .given:
      throw InputError(
        .definition, "reference", "no eigenvalues are given", remedy: "use the initializer with against:")
    }
    try self.init(correlations, random, model, reference, probability, seed)
  }

  /// Compares correlations with those of normal numbers, as many cases and items.
  ///
  /// - Throws: `InputError` as for items, or if the number of cases is unknown.
  public init(
    _ correlations: ItemCorrelations, model: Model = .components, draws: Int = 500,
    probability: Double = 0.95, seed: UInt64 = 1
  ) throws(InputError) {
    try correlations.checkOrder(atLeast: 2)
    guard let cases = correlations.count else {
      throw InputError(
        .tooFew, "count", "the number of cases is not given, and random eigenvalues depend on it",
        remedy: "give the count with the correlations")
    }
    let random = try RandomEigenvalues.normal(
      cases: cases, items: correlations.order, model: model, draws: draws, seed: seed)
    try self.init(correlations, random, model, .normal, probability, seed)
  }

  /// Compares covariances with those of normal numbers, as many cases and items.
  ///
  /// - Throws: `InputError` as for correlations, or if an item has no variance.
  public init(
    _ covariances: ItemCovariances, names: [String] = [], model: Model = .components, draws: Int = 500,
    probability: Double = 0.95, seed: UInt64 = 1
  ) throws(InputError) {
    try self.init(
      ItemCorrelations(covariances, names: names), model: model, draws: draws, probability: probability,
      seed: seed)
  }

  /// Compares correlations with random eigenvalues that are known, such as published ones.
  ///
  /// - Parameters:
  ///   - correlations: The correlations of the items.
  ///   - randomEigenvalues: One array to a set of random data, its eigenvalues from the largest on.
  ///   - model: What the eigenvalues are of, the given ones too.
  ///   - probability: The probability of the quantiles.
  /// - Throws: `InputError` if there are fewer than two items, no random eigenvalues or not one for each
  ///   item, a value is not finite, or the probability is not between 0 and 1.
  public init(
    _ correlations: ItemCorrelations, against randomEigenvalues: [[Double]], model: Model = .components,
    probability: Double = 0.95
  ) throws(InputError) {
    try correlations.checkOrder(atLeast: 2)
    guard !randomEigenvalues.isEmpty else { throw .tooFew("random eigenvalues", found: 0, needed: 1) }
    for (index, draw) in randomEigenvalues.enumerated() {
      let name = "draw \(index + 1) of the random eigenvalues"
      try checkEqualLength(draw.count, name, correlations.order, "the list of items")
      _ = try finiteValues(draw, name)
    }
    try self.init(correlations, randomEigenvalues, model, .given, probability, nil)
  }

  private init(
    _ correlations: ItemCorrelations, _ random: [[Double]], _ model: Model, _ reference: Reference,
    _ probability: Double, _ seed: UInt64?
  ) throws(InputError) {
    guard probability > 0, probability < 1 else {
      throw .outOfRange("probability", value: probability, allowed: "a number above 0 and below 1")
    }
    eigenvalues = try model.eigenvalues(correlations)
    let places = eigenvalues.indices.map { place in random.map { $0[place] }.sorted() }
    randomMeans = places.map { $0.reduce(0, +) / Double($0.count) }
    randomQuantiles = places.map { Quantiles.quantile(probability, of: $0, .seven) }
    retainedByMean = zip(eigenvalues, randomMeans).prefix { $0 > $1 }.count
    retainedByQuantile = zip(eigenvalues, randomQuantiles).prefix { $0 > $1 }.count
    self.model = model
    self.reference = reference
    self.probability = probability
    draws = random.count
    self.seed = seed
    context = correlations.context
  }
}

extension ParallelAnalysis {
  /// The two numbers to retain, and the eigenvalues with their thresholds, one place to a line.
  public var report: Report {
    let lines = eigenvalues.indices.map { place -> [Report.Cell] in
      [
        .count(place + 1), .number(eigenvalues[place], .decimals(3)),
        .number(randomMeans[place], .decimals(3)), .number(randomQuantiles[place], .decimals(3)),
      ]
    }
    let quantile =
      "\(NumberStyle.decimals(probability * 100 == (probability * 100).rounded() ? 0 : 1).text(probability * 100))%"
    return Report(
      context.title("Parallel analysis"),
      method: .init(
        Self.methodID,
        options: [
          Report.Fact("eigenvalues", .text(model.rawValue)),
          Report.Fact("reference", .text(reference.rawValue)),
          Report.Fact("draws", .count(draws)),
        ],
        seed: seed, citation: Citation("Horn", 1965, "Psychometrika 30, 179-185", doi: "10.1007/BF02289447")),
      grids: [Report.Grid(columns: ["", "eigenvalue", "random mean", "random \(quantile)"], lines: lines)],
      facts: [
        Report.Fact("above the mean", .count(retainedByMean)),
        Report.Fact("above the \(quantile) quantile", .count(retainedByQuantile)),
        Report.Fact("items", .count(eigenvalues.count)),
      ],
      cases: context.knownCases)
  }
}
