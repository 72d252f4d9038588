import SurveyVocabulary

extension ChangeCorrelation {
  /// How the correlation of true change moves with the share of error that belongs to the occasion.
  ///
  /// A change is true change plus a change of error. If a share s of the error variance is common to both
  /// variables on an occasion, their observed changes correlate
  /// r = ϱ √(ρ₁ρ₂) + s √((1 - ρ₁)(1 - ρ₂)), where ϱ is the correlation of true change and ρ₁, ρ₂ are the
  /// reliabilities of the two changes. The share is not identified by two occasions: this is a curve
  /// over what it might be.
  public struct Sensitivity: Finding {
    /// The stable name of the method.
    public static let methodID = "change-correlation-sensitivity/1"

    /// One point of the curve.
    public struct Point: Hashable, Sendable {
      /// The share of the error variance that both variables have in common on an occasion.
      public let share: Double
      /// The correlation of observed changes that errors alone would give.
      public let fromErrors: Double
      /// The correlation of true change, with the limits of the observed one moved along; `nil` where a
      /// reliability is zero, so that there is no true change.
      ///
      /// The value may lie outside -1 to 1: then this share does not fit the reliabilities and the data.
      public let ofTrueChange: Estimate?
      /// Whether a correlation of true change between -1 and 1 gives the observed one.
      public let isPossible: Bool
    }

    /// The points, in the order of the shares asked for.
    public let points: [Point]
    /// The correlation of the changes as observed.
    public let observed: Double
    /// The reliabilities of the two changes.
    public let reliabilities: [Double]
    /// The names of the two variables for print, and the cases.
    public var context: DataContext
  }

  /// The correlation of true change over shares of occasion error.
  ///
  /// - Parameters:
  ///   - reliabilities: The reliabilities of the two changes, such as ``DifferenceReliability`` gives them;
  ///     taken as known.
  ///   - shares: The shares of error variance that belong to the occasion, by default 0 to 1 in tenths.
  /// - Returns: The curve, a finding of its own.
  /// - Throws: `InputError` if a reliability or a share is not from 0 to 1, or there is no share.
  public func sensitivity(
    reliabilities: (Double, Double), shares: [Double] = (0...10).map { Double($0) / 10 }
  ) throws(InputError) -> Sensitivity {
    let (first, second) = reliabilities
    for reliability in [first, second] where !(0...1).contains(reliability) {
      throw .outOfRange("reliability", value: reliability, allowed: "a number from 0 to 1")
    }
    guard !shares.isEmpty else { throw .tooFew("shares", found: 0, needed: 1) }
    for share in shares where !(0...1).contains(share) {
      throw .outOfRange("share", value: share, allowed: "a number from 0 to 1")
    }
    let truth = first.squareRoot() * second.squareRoot()
    let error = (1 - first).squareRoot() * (1 - second).squareRoot()
    return Sensitivity(
      points: shares.map { point($0, truth: truth, error: error) },
      observed: observed.correlation.value, reliabilities: [first, second], context: context)
  }

  private func point(_ share: Double, truth: Double, error: Double) -> Sensitivity.Point {
    let fromErrors = share * error
    let value = observed.correlation.value
    guard truth > 0 else {
      return Sensitivity.Point(
        share: share, fromErrors: fromErrors, ofTrueChange: nil,
        isPossible: (value - fromErrors).magnitude <= 1e-12)
    }
    let moved = { (r: Double) in (r - fromErrors) / truth }
    let interval = observed.correlation.interval.map { limits in
      ConfidenceInterval(
        lower: min(max(moved(limits.lower), -1), 1), upper: max(min(moved(limits.upper), 1), -1),
        level: limits.level, method: "limits of the observed correlation, reliabilities as known")
    }
    let estimate = Estimate(moved(value), interval: interval)
    return Sensitivity.Point(
      share: share, fromErrors: fromErrors, ofTrueChange: estimate,
      isPossible: estimate.value.magnitude <= 1 + 1e-12)
  }
}

extension ChangeCorrelation.Sensitivity {
  /// The curve, one share to a line.
  public var report: Report {
    let lines = points.map { point -> [Report.Cell] in
      let interval = point.ofTrueChange?.interval
      return [
        .number(point.share, .decimals(2)), .number(point.fromErrors, .bounded(2)),
        point.isPossible
          ? point.ofTrueChange.map { .number($0.value, .bounded(2)) } ?? .text("no true change")
          : .text("impossible"),
        point.isPossible ? interval.map { .interval($0, .bounded(2)) } ?? .empty : .empty,
      ]
    }
    return Report(
      context.title(
        "Correlation of true change by share of occasion error", "\(context.part(0)) with \(context.part(1))"),
      method: .init(Self.methodID),
      grids: [
        Report.Grid(
          columns: ["share of error", "r from errors alone", "r of true change", "interval"], lines: lines)
      ],
      facts: [
        Report.Fact("observed r", .number(observed, .bounded(2))),
        Report.Fact("reliability of change \(context.part(0))", .number(reliabilities[0], .bounded(2))),
        Report.Fact("reliability of change \(context.part(1))", .number(reliabilities[1], .bounded(2))),
      ],
      cases: context.cases,
      notes: [
        "Two occasions do not tell the share: read the lines as answers to \"what if\". The intervals take "
          + "the reliabilities as known."
      ])
  }
}
