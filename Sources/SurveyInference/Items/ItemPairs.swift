import SurveyVocabulary

/// The correlation and the number of cases of each pair of items; the correlation is `nil` where an item does not
/// vary.
struct ItemPairs {
  /// The most items that are correlated pair by pair.
  static let mostItems = 500

  private(set) var matrix: [[Double?]]
  private(set) var counts: [[Int]]

  /// Correlates items that are complete.
  init(complete items: [[Double]], names: [String], _ kind: InterItemCorrelations.Kind) throws(InputError) {
    counts = items.map { _ in items.map { _ in items[0].count } }
    // The checks of lengths and values are those of the covariances for both kinds.
    let covariances = try ItemCovariances(items, names: names)
    matrix = items.map { _ in items.map { _ in nil } }
    switch kind {
    case .pearson:
      let deviations = items.indices.map { covariances[$0, $0].squareRoot() }
      for (place, item) in items.enumerated()
      where deviations[place] == 0 && item.contains(where: { $0 != item[0] }) {
        throw InputError(
          .outOfRange, names.indices.contains(place) ? names[place] : "item \(place + 1)",
          "its values vary too little for the range of Double", remedy: "rescale the items")
      }
      fill(items.indices.filter { deviations[$0] > 0 }) { row, column in
        min(max(covariances[row, column] / deviations[row] / deviations[column], -1), 1)
      }
    case .polychoric:
      let varying = items.indices.filter { place in items[place].contains { $0 != items[place][0] } }
      for place in varying { matrix[place][place] = 1 }
      guard varying.count >= 2 else { return }
      let found = try PolychoricMatrix(
        varying.map { items[$0] }, names: names.isEmpty ? [] : varying.map { names[$0] })
      let places = Dictionary(uniqueKeysWithValues: zip(varying, varying.indices))
      fill(varying) { row, column in
        places[row].flatMap { row in places[column].map { found[row, $0] } }
      }
    }
  }

  /// Correlates each two items over the cases that answered both.
  init(_ items: [ItemAnswers.Item], _ kind: InterItemCorrelations.Kind) throws(InputError) {
    matrix = items.map { _ in items.map { _ in nil } }
    counts = items.map { _ in items.map { _ in 0 } }
    for (row, first) in items.enumerated() {
      for (column, second) in items.enumerated().prefix(row + 1) {
        var (one, other) = ([Double](), [Double]())
        for (answer, next) in zip(first.answers, second.answers) {
          guard let answer, let next else { continue }
          one.append(answer)
          other.append(next)
        }
        counts[row][column] = one.count
        counts[column][row] = one.count
        let r = try Self.correlation(other, one, kind, isSame: row == column)
        matrix[row][column] = r
        matrix[column][row] = r
      }
    }
  }

  private static func correlation(
    _ first: [Double], _ second: [Double], _ kind: InterItemCorrelations.Kind, isSame: Bool
  ) throws(InputError) -> Double? {
    guard first.contains(where: { $0 != first[0] }), second.contains(where: { $0 != second[0] }) else {
      return nil
    }
    if isSame { return 1 }
    switch kind {
    case .pearson: return try PairSums(first, second).correlation
    case .polychoric: return try PolychoricCorrelation(first, with: second).correlation.value
    }
  }

  /// Sets the correlations of the items that vary.
  private mutating func fill(_ varying: [Int], _ correlation: (Int, Int) -> Double?) {
    for row in varying {
      for column in varying { matrix[row][column] = row == column ? 1 : correlation(row, column) }
    }
  }
}
