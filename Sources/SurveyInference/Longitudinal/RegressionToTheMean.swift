import SurveyVocabulary

/// How far a group that was selected by its score is expected to fall back by itself.
///
/// A group selected on an observed score that stands e standard deviations above the population is
/// expected to stand at ρ·e when measured again, where ρ is the reliability: it falls by (1 - ρ)·e
/// without any change.
///
/// Reference: Galton (1886), doi:10.2307/2841583.
public struct RegressionToTheMean: Finding {
  /// The stable name of the method.
  public static let methodID = "regression-to-the-mean/1"

  /// The distance of the group's observed mean from the population's, in the population's standard deviations.
  public let distance: Double
  /// The reliability of the score in the population.
  public let reliability: Double
  /// The standard deviation in the population, where it is known.
  public let standardDeviation: Double?
  /// The names for print.
  public var context: DataContext

  /// The expected fall of a group that was selected at a distance from the population's mean.
  ///
  /// - Parameters:
  ///   - distance: How many standard deviations the group's observed mean stands above the population's;
  ///     negative below.
  ///   - reliability: The reliability of the score in the population, or its retest correlation.
  /// - Throws: `InputError` if the distance is not finite or the reliability is not from 0 to 1.
  public init(distance: Double, reliability: Double) throws(InputError) {
    try self.init(distance, reliability, nil)
  }

  /// The expected fall of a group with an observed mean, from a population's mean and spread.
  ///
  /// - Throws: `InputError` if a number is not finite, the standard deviation is not positive, or the
  ///   reliability is not from 0 to 1.
  public init(
    _ mean: Double, against populationMean: Double, standardDeviation: Double, reliability: Double
  ) throws(InputError) {
    guard mean.isFinite else { throw .notFinite("mean", value: mean, at: 0) }
    guard populationMean.isFinite else {
      throw .notFinite("population mean", value: populationMean, at: 0)
    }
    guard standardDeviation > 0, standardDeviation.isFinite else {
      throw .outOfRange(
        "standard deviation", value: standardDeviation, allowed: "a finite number above 0")
    }
    try self.init((mean - populationMean) / standardDeviation, reliability, standardDeviation)
  }

  private init(_ distance: Double, _ reliability: Double, _ deviation: Double?) throws(InputError) {
    guard distance.isFinite else { throw .notFinite("distance", value: distance, at: 0) }
    guard (0...1).contains(reliability) else {
      throw .outOfRange("reliability", value: reliability, allowed: "a number from 0 to 1")
    }
    self.distance = distance
    self.reliability = reliability
    standardDeviation = deviation
    context = DataContext(parts: [], cases: CaseLedger(all: 0))
  }

  /// The fall that is expected without any change, in standard deviations; negative for a rise.
  public var expectedFall: Double { (1 - reliability) * distance }

  /// The distance at which the group is expected to stand when measured again.
  public var expectedDistance: Double { reliability * distance }

  /// The expected fall in the units of the score, where the population's spread is known.
  public var expectedFallInUnits: Double? { standardDeviation.map { expectedFall * $0 } }
}

extension RegressionToTheMean {
  /// The expected fall and what it was made from.
  public var report: Report {
    var rows = [Report.Row("expected fall in SD", Estimate(expectedFall))]
    if let expectedFallInUnits, expectedFallInUnits.isFinite {
      rows.append(Report.Row("expected fall in units of the score", Estimate(expectedFallInUnits)))
    }
    rows.append(Report.Row("expected distance when measured again", Estimate(expectedDistance)))
    return Report(
      context.title("Regression to the mean"),
      method: .init(
        Self.methodID,
        citation: Citation(
          "Galton", 1886,
          "Regression towards mediocrity in hereditary stature, Journal of the Anthropological Institute 15, 246-263",
          doi: "10.2307/2841583")),
      rows: rows,
      facts: [
        Report.Fact("distance in SD", .number(distance)),
        Report.Fact("reliability", .number(reliability, .bounded(2))),
      ],
      notes: ["Expected if the group was selected on this score and nothing changed."])
  }
}
