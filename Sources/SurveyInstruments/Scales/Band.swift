/// A range of scores with a name, such as 5 to 9, "mild".
///
/// The bands of a scale stand in ascending order and cover all scores that can be reached. Limits of
/// whole-number scores are those that are printed in tables: 0 to 4, 5 to 9. Scores that can lie between
/// whole numbers (means, prorated sums, standard scores) need bands that meet: 0 to 5, 5 to 10; a score
/// on the limit belongs to the upper band.
///
/// ```swift
/// [Band("minimal", 0...4), Band("mild", 5...9), Band("moderate", from: 10)]
/// ```
public struct Band: Hashable, Sendable {
  /// The name.
  public let label: String
  /// The lowest score of the band; `-infinity` where it is open below.
  public let lower: Double
  /// The highest score of the band, or the limit where it meets the next; `infinity` where it is open above.
  public let upper: Double

  /// A band between two limits.
  public init(_ label: String, _ range: ClosedRange<Double>) {
    self.label = label
    lower = range.lowerBound
    upper = range.upperBound
  }

  /// A band with a lower limit, an upper limit or both.
  ///
  /// - Parameters:
  ///   - label: The name.
  ///   - lower: The lowest score; open below where there is none.
  ///   - upper: The highest score, or where the next band begins; open above where there is none.
  public init(_ label: String, from lower: Double = -.infinity, to upper: Double = .infinity) {
    self.label = label
    self.lower = lower
    self.upper = upper
  }

  /// "5 to 9", "20 or more".
  public var limits: String {
    switch (lower > -.infinity, upper < .infinity) {
    case (true, true): "\(shortNumber(lower)) to \(shortNumber(upper))"
    case (true, false): "\(shortNumber(lower)) or more"
    case (false, true): "\(shortNumber(upper)) or less"
    case (false, false): "any score"
    }
  }
}

/// Checked bands: which one a score belongs to.
enum Bands {
  /// The place of a score's band: the last one that begins at or below it.
  ///
  /// The bands cover the reachable scores, so that a score past an end is there by rounding only.
  static func place(of score: Double, in bands: [Band]) -> Int? {
    guard !bands.isEmpty, !score.isNaN else { return nil }
    return bands.lastIndex { $0.lower <= score } ?? 0
  }

  /// What is wrong with the bands of scores between two limits, in words.
  ///
  /// - Parameters:
  ///   - bands: The bands.
  ///   - range: The lowest and highest score that can be reached.
  ///   - areWhole: Whether all scores are whole numbers.
  ///   - mustBeReached: Whether a band that no score reaches is a fault.
  /// - Returns: The problems with their remedies; none for sound bands.
  static func problems(
    _ bands: [Band], covering range: (minimum: Double, maximum: Double), areWhole: Bool, mustBeReached: Bool
  ) -> [(problem: String, remedy: String?)] {
    guard let first = bands.first, let last = bands.last else { return [] }
    var problems: [(String, String?)] = []
    var seen: Set<String> = []
    for band in bands {
      if band.label.isEmpty { problems.append(("a band has no name", nil)) }
      if !seen.insert(band.label).inserted { problems.append(("two bands are named \(band.label)", nil)) }
      if !(band.lower <= band.upper) || band.lower == .infinity || band.upper == -.infinity {
        problems.append(("the limits of the band \(band.label) are in the wrong order", nil))
      } else if mustBeReached, band.upper < range.minimum || band.lower > range.maximum {
        problems.append(("no score reaches the band \(band.label), \(band.limits)", nil))
      }
    }
    guard problems.isEmpty else { return problems }
    for (band, next) in zip(bands, bands.dropFirst()) {
      let names = "\(band.label) and \(next.label)"
      if next.lower < band.upper || (next.lower == band.upper && band.lower == band.upper) {
        problems.append(("the bands \(names) overlap or are in the wrong order", nil))
      } else if areWhole, next.lower != band.upper + 1 || band.upper != band.upper.rounded() {
        problems.append(
          ("scores are whole numbers: \(next.label) must begin one above the end of \(band.label)", nil))
      } else if !areWhole, next.lower > band.upper {
        problems.append(
          (
            "a score can lie between the bands \(names)",
            "let the bands meet, as 0 to 5 and 5 to 10: the limit belongs to the upper one"
          ))
      }
    }
    let (low, high) = (shortNumber(range.minimum), shortNumber(range.maximum))
    if first.lower > range.minimum { problems.append(("scores begin at \(low), below the first band", nil)) }
    if last.upper < range.maximum { problems.append(("scores go up to \(high), above the last band", nil)) }
    return problems
  }
}
