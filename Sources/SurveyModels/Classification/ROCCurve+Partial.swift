import SurveyVocabulary

extension ROCCurve {
  /// The area under a part of the curve.
  public struct PartialArea: Hashable, Sendable {
    /// The area over the range: between 0 and its width.
    public let area: Double
    /// McClish's correction: one half for a score that separates nothing, one for a perfect one.
    public let standardized: Double
  }

  /// The part of a curve that matters.
  public enum Part: Hashable, Sendable {
    /// Sensitivity over a range of specificities.
    case specificity(ClosedRange<Double>)
    /// Specificity over a range of sensitivities.
    case sensitivity(ClosedRange<Double>)
  }

  /// The area under a part of the curve, by straight lines between its points.
  ///
  /// Reference: McClish (1989).
  ///
  /// - Throws: `InputError` if the range does not lie within 0 and 1 or is narrower than 10⁻⁶.
  public func partialArea(over part: Part) throws(InputError) -> PartialArea {
    let range: ClosedRange<Double>
    let curve: [(x: Double, y: Double)]
    switch part {
    case .specificity(let asked):
      range = asked
      curve = points.reversed().map { ($0.specificity, $0.sensitivity) }
    case .sensitivity(let asked):
      range = asked
      curve = points.map { ($0.sensitivity, $0.specificity) }
    }
    let (low, high) = (range.lowerBound, range.upperBound)
    // A narrower part leaves McClish's correction without digits.
    guard low >= 0, high <= 1, high - low >= 1e-6 else {
      throw InputError(
        .outOfRange, "range",
        "it is \(low)...\(high), allowed is a part of 0...1 with a width of 1e-6 or more")
    }
    var area = 0.0
    for (first, second) in zip(curve, curve.dropFirst()) {
      let (from, to) = (max(first.x, low), min(second.x, high))
      guard from < to else { continue }
      let slope = (second.y - first.y) / (second.x - first.x)
      area += (to - from) * (first.y + slope * ((from + to) / 2 - first.x))
    }
    // A score that separates nothing has the height 1 - x.
    let width = high - low
    let chance = width * (1 - (low + high) / 2)
    return PartialArea(area: area, standardized: (1 + (area - chance) / (width - chance)) / 2)
  }
}
