import SurveyVocabulary

/// A table of groups by answers whose cases come in clusters.
struct ClusteredTable {
  /// The table, without rows and columns that have no case.
  let table: ContingencyTable
  let notes: [String]
  /// The row, the column and the cluster of each case.
  let rows: [Int]
  let columns: [Int]
  let clusters: [Int]
  let clusterCount: Int
  /// The number of clusters with cases in each row.
  let clustersOfRows: [Int]
  /// The number of clusters with cases in more than one row.
  let sharedClusterCount: Int

  /// - Throws: `InputError` if the lists have different lengths, fewer than two rows or columns have a case, or
  ///   a row has fewer than two clusters.
  init<Label: Hashable>(
    _ groups: [String], _ answers: [String], _ clusters: [Label], levels: [String]?, answerLevels: [String]?
  ) throws(InputError) {
    (table, notes) = try ContingencyTable(groups, by: answers, rows: levels, columns: answerLevels).occupied()
    let codes = try ClusterCodes([clusters], sizes: [groups.count], names: [("groups", "clusters")])
    let rowPlaces = Dictionary(table.rows.enumerated().map { ($1, $0) }) { first, _ in first }
    let columnPlaces = Dictionary(table.columns.enumerated().map { ($1, $0) }) { first, _ in first }
    // Every label has a row, because a row without cases is left out and a label is a case.
    rows = groups.map { rowPlaces[$0] ?? 0 }
    columns = answers.map { columnPlaces[$0] ?? 0 }
    self.clusters = codes.codes[0]
    clusterCount = codes.count
    var members = [Set<Int>](repeating: [], count: codes.count)
    for (row, cluster) in zip(rows, self.clusters) { members[cluster].insert(row) }
    var counts = [Int](repeating: 0, count: table.rows.count)
    for member in members { for row in member { counts[row] += 1 } }
    clustersOfRows = counts
    sharedClusterCount = members.count { $0.count > 1 }
    for (name, count) in zip(table.rows, counts) where count < 2 {
      throw InputError(
        .tooFew, "group \(name)", "1 cluster found, at least 2 needed",
        remedy: "with a single cluster nothing says how much clusters differ")
    }
  }

  /// Rao and Scott's generalized design effects: the sum of them, and the sum of their squares.
  ///
  /// A case in row i and column j adds (1(row) - p(row))(1(column) - p(column))/√(p(row) p(column)) to each cell.
  /// Under independence these scores have the projection on the interaction as their covariance, so that the
  /// traces of the covariance of their cluster totals are those of the design effects.
  ///
  /// - Throws: `InputError` if clusters and cells are too many.
  func designEffects() throws(InputError) -> (sum: Double, squares: Double) {
    let (height, width) = (table.rows.count, table.columns.count)
    let cells = height * width
    guard Double(cells) * Double(cells) * Double(clusterCount) <= 1e9 else {
      throw .infeasible(
        "table", "\(cells) cells and \(clusterCount) clusters are too many", remedy: "join categories")
    }
    let n = Double(table.total)
    let shares = (
      rows: table.rowTotals.map { Double($0) / n }, columns: table.columnTotals.map { Double($0) / n }
    )
    var counts = [[Double]](repeating: [Double](repeating: 0, count: cells), count: clusterCount)
    for (place, cluster) in clusters.enumerated() {
      counts[cluster][rows[place] * width + columns[place]] += 1
    }
    func scores(_ counts: [Double]) -> [Double] {
      var rowSums = [Double](repeating: 0, count: height)
      var columnSums = [Double](repeating: 0, count: width)
      for (cell, count) in counts.enumerated() {
        rowSums[cell / width] += count
        columnSums[cell % width] += count
      }
      let size = rowSums.reduce(0, +)
      return counts.indices.map { cell in
        let (p, q) = (shares.rows[cell / width], shares.columns[cell % width])
        let score = counts[cell] - p * columnSums[cell % width] - q * rowSums[cell / width] + p * q * size
        return score / (p * q).squareRoot()
      }
    }
    let totals = counts.map(scores)
    let mean = scores(table.counts.joined().map(Double.init)).map { $0 / n }
    let factor = Double(clusterCount) / Double(clusterCount - 1) / n
    var covariance = [Double](repeating: 0, count: cells * cells)
    for (total, count) in zip(totals, counts) {
      let size = count.reduce(0, +)
      let centered = zip(total, mean).map { $0 - size * $1 }
      for (i, value) in centered.enumerated() where value != 0 {
        for j in 0..<cells { covariance[i * cells + j] += factor * value * centered[j] }
      }
    }
    let sum = (0..<cells).reduce(0) { $0 + covariance[$1 * cells + $1] }
    return (sum, covariance.reduce(0) { $0 + $1 * $1 })
  }

  /// Donner's factors, 1 + (m - 1)ρ for each row with m = Σ n²/Σ n over its clusters, and ρ; `nil` where no
  /// cluster has two cases, and all factors are 1.
  ///
  /// - Throws: `InputError` if there are more than two columns, a cluster has cases in two rows, or a factor is
  ///   not positive.
  func donnersFactors() throws(InputError) -> (factors: [Double], correlation: Double?) {
    guard table.columns.count == 2 else {
      throw InputError(
        .definition, "adjustment", "Donner's is for two categories, and there are \(table.columns.count)",
        remedy: "use .raoScott")
    }
    guard sharedClusterCount == 0 else {
      throw InputError(
        .definition, "adjustment", "\(sharedClusterCount) clusters have cases in several groups",
        remedy: "use .raoScott")
    }
    var groups: [ClusterSums] = []
    for row in table.rows.indices {
      let places = rows.indices.filter { rows[$0] == row }
      groups.append(
        try ClusterSums(
          places.map { columns[$0] == 0 ? 1 : 0 }, places.map { clusters[$0] }, clusters: clusterCount))
    }
    guard let correlation = ClusterVariances(groups)?.correlation else {
      return (table.rows.map { _ in 1 }, nil)
    }
    let factors = groups.map { group in
      let size = group.counts.reduce(0) { $0 + Double($1) * Double($1) } / Double(group.moments.count)
      return 1 + (size - 1) * correlation
    }
    guard factors.allSatisfy({ $0 > 0 }) else {
      throw InputError(
        .outOfRange, "adjustment",
        "cases of a cluster are so unlike each other that a factor is not positive",
        remedy: "use .raoScott")
    }
    return (factors, correlation)
  }
}
