import SurveyVocabulary

/// How often two values come together in a unit: what Krippendorff's alpha is computed from.
struct Coincidences {
  /// The number of units with two ratings or more.
  let unitCount: Int
  /// The number of categories.
  let width: Int
  /// The values given to the units, unit after unit.
  private var places: [Int] = []
  /// How many ratings each of these values has in its unit.
  private var counts: [Double] = []
  /// Where each unit begins in ``places``, and the end.
  private var starts: [Int] = [0]
  /// The number of ratings of each unit.
  private var sizes: [Double] = []
  /// Places of the categories in ascending order of their values.
  private let order: [Int]
  /// Squared distances, row by row; `nil` for ordinal ones.
  private let distances: [Double]?
  /// For distances that do not depend on the data: what each unit adds to the disagreement.
  private var own: [Double] = []

  init(_ table: RatingTable, metric: DisagreementMetric) throws(InputError) {
    let values = table.categories.map(\.value)
    width = values.count
    order = values.indices.sorted { values[$0] < values[$1] }
    distances = try metric.distances(of: values)
    for unit in 0..<table.unitCount {
      let row = table.counts[(unit * width)..<((unit + 1) * width)]
      let ratings = row.reduce(0.0) { $0 + Double($1) }
      guard ratings >= 2 else { continue }
      for (place, count) in row.enumerated() where count > 0 {
        places.append(place)
        counts.append(Double(count))
      }
      starts.append(places.count)
      sizes.append(ratings)
    }
    unitCount = sizes.count
    if let distances { own = (0..<unitCount).map { disagreement(of: $0, distances) } }
  }

  /// Twice the sum of squared distances over the pairs of ratings of a unit, over their number less one.
  private func disagreement(of unit: Int, _ distances: [Double]) -> Double {
    var sum = 0.0
    for one in starts[unit]..<starts[unit + 1] {
      for other in (one + 1)..<max(starts[unit + 1], one + 1) {
        sum += counts[one] * counts[other] * distances[places[one] * width + places[other]]
      }
    }
    return 2 * sum / (sizes[unit] - 1)
  }

  /// The same for differences of ranks, without a visit to each pair.
  private func disagreement(of unit: Int, ranks: [Double]) -> Double {
    // Taken from the first rank, equal ratings have a disagreement of exactly 0.
    let first = ranks[places[starts[unit]]]
    var (sum, squares) = (0.0, 0.0)
    for index in starts[unit]..<starts[unit + 1] {
      let difference = ranks[places[index]] - first
      sum += counts[index] * difference
      squares += counts[index] * difference * difference
    }
    return 2 * (sizes[unit] * squares - sum * sum) / (sizes[unit] - 1)
  }

  /// Observed and expected disagreement of some units, drawn with replacement; the expected one is 0 if
  /// all values are equal.
  func disagreements(of drawn: some Collection<Int>) -> (observed: Double, expected: Double) {
    var marginals = [Double](repeating: 0, count: width)
    var observed = 0.0
    for unit in drawn {
      for index in starts[unit]..<starts[unit + 1] { marginals[places[index]] += counts[index] }
      if distances != nil { observed += own[unit] }
    }
    let total = marginals.reduce(0, +)
    var expected = 0.0
    if let distances {
      let used = marginals.indices.filter { marginals[$0] > 0 }
      for (index, row) in used.enumerated() {
        for column in used.dropFirst(index + 1) {
          expected += 2 * marginals[row] * marginals[column] * distances[row * width + column]
        }
      }
    } else {
      let ranks = DisagreementMetric.ranks(marginals, order: order)
      for unit in drawn { observed += disagreement(of: unit, ranks: ranks) }
      expected = Self.spread(of: ranks, marginals)
    }
    return (observed / total, expected / total / (total - 1))
  }

  /// Twice the sum of squared differences of ranks over all pairs of values.
  private static func spread(of ranks: [Double], _ marginals: [Double]) -> Double {
    guard let first = marginals.firstIndex(where: { $0 > 0 }) else { return 0 }
    var (total, sum, squares) = (0.0, 0.0, 0.0)
    for (rank, count) in zip(ranks, marginals) where count > 0 {
      let difference = rank - ranks[first]
      total += count
      sum += count * difference
      squares += count * difference * difference
    }
    return 2 * (total * squares - sum * sum)
  }

  /// The coincidence matrix: symmetric, with the numbers of pairable values in the sums of its rows.
  var matrix: [[Double]] {
    var matrix = [[Double]](repeating: [Double](repeating: 0, count: width), count: width)
    for unit in 0..<unitCount {
      for one in starts[unit]..<starts[unit + 1] {
        for other in starts[unit]..<starts[unit + 1] {
          let partners = counts[other] - (one == other ? 1 : 0)
          matrix[places[one]][places[other]] += counts[one] * partners / (sizes[unit] - 1)
        }
      }
    }
    return matrix
  }

  /// The number of values that have a partner in their unit.
  var pairableValues: Int { Int(sizes.reduce(0, +)) }

  /// The steps that one value of alpha takes.
  var steps: Double { Double(places.count) + Double(width) * Double(width) }
}
