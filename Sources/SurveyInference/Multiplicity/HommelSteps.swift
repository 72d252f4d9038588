import SurveyVocabulary

/// Hommel's adjusted p-values by the steps of Wright (1992), doi:10.2307/2532694.
enum HommelSteps {
  /// The most tests: the work grows with the square of their number.
  static let mostTests = 20_000

  /// The adjusted values of p-values in ascending order.
  static func adjusted(_ ascending: [Double]) -> [Double] {
    let count = ascending.count
    var adjusted = ascending
    // Families of m tests, from all of them down: the largest m - 1 of the others are in the family that
    // is hardest to reject together with a small p-value.
    for m in stride(from: count, to: 1, by: -1) {
      let start = count - m
      var least = Double.infinity
      for place in (start + 1)..<count {
        least = min(least, Double(m) * ascending[place] / Double(place - start + 1))
      }
      let first = min(least, Double(m) * ascending[start])
      for place in start..<count { adjusted[place] = max(adjusted[place], first) }
      for place in 0..<start {
        adjusted[place] = max(adjusted[place], min(first, Double(m) * ascending[place]))
      }
    }
    return adjusted.map { min(1, $0) }
  }
}
