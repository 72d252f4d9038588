import SurveyProbability
import SurveyVocabulary

/// What the coefficients for any number of ratings to a unit share: disagreement unit by unit, and the
/// shares of the categories.
///
/// Everything is kept as disagreement, so that full agreement is exactly 0.
struct AgreementTally {
  /// The categories.
  let categories: [RatingTable.Category]
  /// One less the weights, row by row.
  let losses: [Double]
  /// For each unit with a rating, its mean disagreement over pairs of ratings; NaN for one rating.
  let disagreements: [Double]
  /// The number of ratings of each unit with one.
  let sizes: [Int]
  /// The mean over units of their shares of ratings in each category.
  let prevalence: [Double]
  /// The units with a rating, and those without.
  let cases: CaseLedger
  /// The names of the data.
  let context: DataContext
  /// The units with two ratings or more.
  let pairable: Int
  /// The mean disagreement of those.
  let observed: Double
  /// The units with a rating, as places in the table.
  private let rated: [Int]
  /// How often each category was given to each unit of the table.
  private let counts: [Int32]

  init(_ table: RatingTable, weights: AgreementWeights) throws(InputError) {
    categories = table.categories
    counts = table.counts
    losses = try weights.losses(for: categories)
    let width = categories.count
    var (rated, sizes, disagreements) = ([Int](), [Int](), [Double]())
    var prevalence = [Double](repeating: 0, count: width)
    var (pairable, observed) = (0, 0.0)
    for unit in 0..<table.unitCount {
      let row = table.counts[(unit * width)..<((unit + 1) * width)]
      let used = row.indices.filter { row[$0] > 0 }
      let ratings = used.reduce(0.0) { $0 + Double(row[$1]) }
      guard ratings > 0 else { continue }
      rated.append(unit)
      sizes.append(Int(ratings))
      var sum = 0.0
      for one in used {
        prevalence[one - unit * width] += Double(row[one]) / ratings
        for other in used {
          let loss = losses[(one - unit * width) * width + other - unit * width]
          sum += loss * Double(row[one]) * Double(row[other])
        }
      }
      disagreements.append(ratings < 2 ? .nan : sum / (ratings * (ratings - 1)))
      if ratings >= 2 {
        pairable += 1
        observed += sum / (ratings * (ratings - 1))
      }
    }
    guard pairable > 0 else {
      throw InputError(
        .tooFew, "units", "0 units with two ratings found, at least 1 needed",
        remedy: "agreement is a matter of pairs of ratings")
    }
    self.rated = rated
    self.sizes = sizes
    self.disagreements = disagreements
    self.prevalence = prevalence.map { $0 / Double(rated.count) }
    self.pairable = pairable
    self.observed = observed / Double(pairable)
    let left = CaseLedger.Exclusion("without a rating", count: table.unitCount - rated.count)
    cases = CaseLedger(used: rated.count, exclusions: table.cases.exclusions + [left])
    context = DataContext(subject: table.subject, parts: table.raters ?? [], cases: cases)
  }

  /// The number of units with a rating.
  var units: Int { rated.count }

  /// The number of ratings of every unit, where it is the same.
  var constantSize: Int? { sizes.allSatisfy { $0 == sizes[0] } ? sizes[0] : nil }

  /// How often a unit with a rating was given a category.
  func count(unit: Int, category: Int) -> Double {
    Double(counts[rated[unit] * categories.count + category])
  }

  /// The mean of numbers that belong to categories over the ratings of a unit with a rating.
  func mean(of values: [Double], unit: Int) -> Double {
    var sum = 0.0
    for category in categories.indices { sum += values[category] * count(unit: unit, category: category) }
    return sum / Double(sizes[unit])
  }

  /// The mean loss of each category against ratings drawn by the shares.
  var meanLosses: [Double] {
    let width = categories.count
    return (0..<width).map { row in
      (0..<width).reduce(0) { $0 + losses[row * width + $1] * prevalence[$1] }
    }
  }

  /// 1 - observed/expected disagreement.
  func coefficient(expected: Double) throws(InputError) -> Double {
    guard expected > 0 else { throw Self.undefined }
    return 1 - observed / expected
  }

  /// Without disagreement by chance there is nothing to agree beyond.
  static let undefined = InputError(
    .constant, "ratings",
    "no disagreement is expected by chance, so that agreement beyond chance is 0/0",
    remedy: "all ratings fall into one category or into such as agree fully; report the percent agreement")
}

extension AgreementTally {
  /// The estimate with the standard error of Gwet's linearization over units and an interval of t.
  ///
  /// - Parameters:
  ///   - value: The coefficient.
  ///   - expected: The disagreement that is expected by chance.
  ///   - influence: What each unit, by its place among those with a rating, adds to the expected
  ///     disagreement through the shares of the categories, `expected` in the mean; `nil` where chance
  ///     does not depend on the data.
  ///   - population: The number of units that these were drawn from without replacement; `nil` for many.
  ///   - confidence: The level of the interval.
  /// - Returns: The estimate; without standard error and interval for one unit.
  /// - Throws: `InputError` if the population is smaller than the number of units.
  func estimate(
    _ value: Double, expected: Double, influence: ((_ unit: Int) -> Double)?, population: Int?,
    confidence: Double
  ) throws(InputError) -> Estimate {
    try checkConfidence(confidence)
    let count = Double(units)
    var sampled = 0.0
    if let population {
      guard population >= units else {
        throw .outOfRange(
          "population", value: Double(population), allowed: "the number of units, \(units), or more")
      }
      sampled = count / Double(population)
    }
    guard units >= 2 else { return Estimate(value) }
    let scale = count / Double(pairable)
    var squares = 0.0
    for unit in 0..<units {
      // A unit's own coefficient; a single rating has none, and counts as 0 by Gwet's definition.
      var own = sizes[unit] >= 2 ? scale * ((expected - disagreements[unit]) / expected) : 0
      if let influence { own += 2 * (1 - value) * (influence(unit) - expected) / expected }
      squares += (own - value) * (own - value)
    }
    let error = ((1 - sampled) * squares / (count * (count - 1))).squareRoot()
    let half =
      error
      * (try StudentTDistribution(degreesOfFreedom: count - 1).quantile(upperTail: (1 - confidence) / 2))
    return Estimate(
      value, standardError: error,
      interval: ConfidenceInterval(
        lower: value - half, upper: value + half, level: confidence, method: "linearization, t"))
  }
}
