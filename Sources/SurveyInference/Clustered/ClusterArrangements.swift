import SurveyProbability
import SurveyVocabulary

/// The ways to arrange the groups of clustered cases that are alike under the null hypothesis: whole clusters
/// between the groups, or cases between the groups within each cluster.
struct ClusterArrangements {
  /// The most arrangements times clusters, or cases, that are gone through, and that are drawn.
  static let mostEnumerated = 500_000_000.0
  static let mostDrawn = 10_000_000_000.0
  private static let parts = 16

  /// A set that is divided: the clusters, or the cases of one cluster.
  private struct Division {
    /// The cluster of each element where clusters are divided; the values of the cases else.
    var clusters: [Int]
    var values: [Double]
    /// The elements that are drawn, the smaller part; the observed ones stand first.
    let drawn: Int
    /// Whether the drawn ones form the first group.
    let drawsFirst: Bool
    var size: Int { max(clusters.count, values.count) }
    var count: Double { SpecialFunctions.binomialCoefficient(size, drawn) }
  }

  private let rule: ClusterStatistic
  private let divisions: [Division]
  /// The clusters that have cases in both groups.
  private let sharedClusters: [Int]
  private let scheme: ClusterPermutationTest.Scheme
  private let tolerance: Double
  /// The cells of the observed arrangement.
  private let start: ClusterStatistic.Cells
  /// The statistic of the observed arrangement, differences in units of the values.
  let observed: Double
  /// The unit that differences are taken in here.
  let unit: Double

  /// - Throws: `InputError` if the clusters do not fit the scheme.
  init(
    _ data: ClusteredGroups, _ scheme: ClusterPermutationTest.Scheme,
    _ statistic: ClusterPermutationTest.Statistic, tolerance: Double
  ) throws(InputError) {
    let pooled = data.first + data.second
    // From their median and in units of a power of two, whole numbers stay whole.
    let center = pooled.sorted()[pooled.count / 2]
    let largest = pooled.reduce(0) { max($0, ($1 - center).magnitude) }
    unit = largest > 0 ? Double(sign: .plus, exponent: largest.exponent, significand: 1) : 1
    let clusters = data.codes.count
    var cases = (0..<clusters).map { _ in (first: [Double](), second: [Double]()) }
    for (value, code) in zip(data.first, data.codes.codes[0]) {
      cases[code].first.append((value - center) / unit)
    }
    for (value, code) in zip(data.second, data.codes.codes[1]) {
      cases[code].second.append((value - center) / unit)
    }
    rule = ClusterStatistic(
      counts: cases.map { Double($0.first.count + $0.second.count) },
      sums: cases.map { $0.first.reduce(0, +) + $0.second.reduce(0, +) }, statistic)
    start = ClusterStatistic.Cells(
      counts: cases.map { Double($0.first.count) }, sums: cases.map { $0.first.reduce(0, +) })
    self.scheme = scheme
    self.tolerance = tolerance
    let shared = cases.indices.filter { !cases[$0].first.isEmpty && !cases[$0].second.isEmpty }
    sharedClusters = shared
    switch scheme {
    case .wholeClusters:
      guard shared.isEmpty else {
        throw InputError(
          .definition, "permuting", "\(shared.count) of \(clusters) clusters have cases in both groups",
          remedy: "use .withinClusters")
      }
      let own = cases.indices.filter { !cases[$0].first.isEmpty }
      let other = cases.indices.filter { cases[$0].first.isEmpty }
      let drawsFirst = own.count <= other.count
      divisions = [
        Division(
          clusters: drawsFirst ? own + other : other + own, values: [], drawn: min(own.count, other.count),
          drawsFirst: drawsFirst)
      ]
    case .withinClusters:
      guard !shared.isEmpty else {
        throw InputError(
          .definition, "permuting", "no cluster has cases in both groups", remedy: "use .wholeClusters")
      }
      divisions = shared.map { cluster in
        let (one, other) = cases[cluster]
        let drawsFirst = one.count <= other.count
        return Division(
          clusters: [], values: drawsFirst ? one + other : other + one, drawn: min(one.count, other.count),
          drawsFirst: drawsFirst)
      }
    }
    observed = rule.value(start)
  }

  /// The number of arrangements, the observed one among them.
  var count: Double { divisions.reduce(1) { $0 * $1.count } }

  private var work: Double { Double(rule.counts.count + divisions.reduce(0) { $0 + $1.drawn }) }

  /// Goes through all arrangements.
  ///
  /// - Throws: `InputError` where there are too many.
  func enumerated() throws(InputError) -> GroupDivisions.Counts {
    guard count * work <= Self.mostEnumerated else {
      throw .infeasible(
        "method", "there are too many arrangements of \(rule.counts.count) clusters to go through",
        remedy: "use .monteCarlo(permutations:seed:)")
    }
    var limits = GroupDivisions.Limits(observed, tolerance)
    var cells = start
    visit(0, &cells, &limits)
    return limits.counts
  }

  /// Goes through the choices of one division within each choice of those before it.
  private func visit(
    _ place: Int, _ cells: inout ClusterStatistic.Cells, _ limits: inout GroupDivisions.Limits
  ) {
    guard place < divisions.count else { return limits.count(rule.value(cells)) }
    let division = divisions[place]
    var chosen = Array(0..<division.drawn)
    while true {
      set(division, place, chosen, &cells)
      visit(place + 1, &cells, &limits)
      var level = division.drawn - 1
      while level >= 0, chosen[level] == division.size - division.drawn + level { level -= 1 }
      guard level >= 0 else { return }
      chosen[level] += 1
      for k in level..<division.drawn where k > level { chosen[k] = chosen[k - 1] + 1 }
    }
  }

  /// Puts a choice of elements into the cells.
  private func set(
    _ division: Division, _ place: Int, _ chosen: [Int], _ cells: inout ClusterStatistic.Cells
  ) {
    switch scheme {
    case .wholeClusters:
      for cluster in division.clusters { put(cluster, inFirst: !division.drawsFirst, &cells) }
      for index in chosen { put(division.clusters[index], inFirst: division.drawsFirst, &cells) }
    case .withinClusters:
      let cluster = sharedClusters[place]
      let sum = chosen.reduce(0) { $0 + division.values[$1] }
      cells.sums[cluster] = division.drawsFirst ? sum : rule.sums[cluster] - sum
    }
  }

  private func put(_ cluster: Int, inFirst: Bool, _ cells: inout ClusterStatistic.Cells) {
    cells.counts[cluster] = inFirst ? rule.counts[cluster] : 0
    cells.sums[cluster] = inFirst ? rule.sums[cluster] : 0
  }

  /// Draws arrangements at random.
  ///
  /// - Throws: `InputError` where none or too many are asked for.
  func sampled(_ count: Int, seed: UInt64) throws(InputError) -> GroupDivisions.Counts {
    guard count >= 1 else { throw .tooFew("permutations", found: count, needed: 1) }
    guard Double(count) * work <= Self.mostDrawn else {
      throw .infeasible(
        "permutations", "\(count) arrangements of \(rule.counts.count) clusters are more than can be drawn",
        remedy: "ask for fewer permutations")
    }
    var limits = GroupDivisions.Limits(observed, tolerance)
    for part in 0..<Self.parts {
      var stream = RandomStream(seed: seed, stream: UInt64(part))
      var orders = divisions.map { Array(0..<$0.size) }
      var cells = start
      let size = count / Self.parts + (part < count % Self.parts ? 1 : 0)
      for _ in 0..<size {
        for (place, division) in divisions.enumerated() {
          // The first places of Fisher and Yates's shuffle; any order is as good a start as another.
          for position in 0..<division.drawn {
            orders[place].swapAt(position, position + stream.index(below: division.size - position))
          }
          set(division, place, Array(orders[place][..<division.drawn]), &cells)
        }
        limits.count(rule.value(cells))
      }
    }
    return limits.counts
  }
}
