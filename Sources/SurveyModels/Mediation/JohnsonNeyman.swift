import SurveyInference
import SurveyProbability
import SurveyVocabulary

/// The values of a moderator at which the slope on a predictor differs from zero at a level: the region of
/// significance.
///
/// ```swift
/// let moderation = try Moderation(effort, by: age, on: wellBeing)
/// print(try JohnsonNeyman(of: moderation))
/// ```
///
/// References: Johnson & Neyman (1936); Bauer & Curran (2005), doi:10.1207/s15327906mbr4003_5.
public struct JohnsonNeyman: Finding {
  /// The stable name of the method with its version.
  public static let methodID = "johnson-neyman/1"

  /// What the level holds for.
  public enum Coverage: String, Hashable, Sendable, Codable, CaseIterable {
    /// Each value of the moderator by itself: the critical value is that of t.
    case pointwise
    /// All values together: the critical value is √(2 F) with 2 numerator degrees of freedom (Potthoff 1964).
    case simultaneous
  }

  /// A range of the moderator; infinite on an open side.
  public struct Region: Hashable, Sendable {
    /// The lower end, in units of the moderator.
    public let lower: Double
    /// The upper end.
    public let upper: Double
    /// The share of cases whose moderator lies inside.
    public let share: Double
  }

  /// The values at which the slope's probability is the level, in ascending order: none, one or two.
  public let bounds: [Double]
  /// Where the slope differs from zero at the level.
  public let regions: [Region]
  /// The smallest and the largest value of the moderator among the cases.
  public let observed: ClosedRange<Double>
  /// The two-sided level of the test.
  public let level: Double
  /// What the level holds for.
  public let coverage: Coverage
  /// How the standard errors of the regression were found.
  public let standardErrors: StandardErrors
  /// The names and cases of the data, for print.
  public var context: DataContext

  /// Finds the region of a moderation.
  ///
  /// - Parameters:
  ///   - moderation: The regression with the product; its standard errors are used.
  ///   - level: The two-sided level of the test.
  ///   - coverage: What the level holds for.
  /// - Throws: `InputError` if the level is not between 0 and 1, if the outcome is fitted exactly, or if a bound
  ///   exceeds the range of `Double`.
  public init(
    of moderation: Moderation, level: Double = 0.05, coverage: Coverage = .pointwise
  ) throws(InputError) {
    guard level > 0, level < 1 else {
      throw .outOfRange("level", value: level, allowed: "a level above 0 and below 1")
    }
    let fit = moderation.centred
    let (slope, change) = (try fit.known("predictor"), try fit.known(Moderation.product))
    guard slope.standardError > 0, change.standardError > 0,
      let row = fit.coefficients.firstIndex(of: slope), let column = fit.coefficients.firstIndex(of: change)
    else {
      throw InputError(.constant, "outcome", "it is fitted exactly, so that there is nothing to test")
    }
    let freedom = slope.degreesOfFreedom
    let critical: Double
    switch coverage {
    case .pointwise:
      let t = try StudentTDistribution(degreesOfFreedom: freedom).quantile(upperTail: level / 2)
      critical = t * t
    case .simultaneous:
      critical =
        2 * (try FDistribution(numerator: 2, denominator: freedom).quantile(upperTail: level))
    }
    // In units of the standard errors the quadratic has no units of its own.
    let errors = (slope.standardError, change.standardError)
    let solution = Quadratic(
      square: critical - (change.value / errors.1) * (change.value / errors.1),
      half: critical * (fit.covariance[row, column] / errors.0 / errors.1)
        - (slope.value / errors.0) * (change.value / errors.1),
      constant: critical - (slope.value / errors.0) * (slope.value / errors.0))
    func value(_ root: Double) -> Double { moderation.center + root * (errors.0 / errors.1) }
    bounds = solution.roots.map(value)
    guard bounds.allSatisfy(\.isFinite) else {
      throw InputError(
        .outOfRange, "bounds", "they exceed the range of Double", remedy: "rescale the moderator")
    }
    let values = moderation.moderator
    regions = solution.negative.map { range in
      let (lower, upper) = (value(range.lower), value(range.upper))
      let inside = values.count { $0 > lower && $0 < upper }
      return Region(lower: lower, upper: upper, share: Double(inside) / Double(values.count))
    }
    observed = (values.min() ?? 0)...(values.max() ?? 0)
    (self.level, self.coverage) = (level, coverage)
    standardErrors = fit.standardErrors
    context = moderation.context
  }
}

/// Where a·v² + 2·h·v + c is zero, and where it is negative.
private struct Quadratic {
  /// The roots in ascending order.
  private(set) var roots: [Double] = []
  private(set) var negative: [(lower: Double, upper: Double)] = []

  init(square: Double, half: Double, constant: Double) {
    let all = [(-Double.infinity, Double.infinity)]
    let discriminant = half * half - square * constant
    if square == 0 {
      guard half != 0 else {
        negative = constant < 0 ? all : []
        return
      }
      let root = -constant / (2 * half)
      roots = [root]
      negative = half > 0 ? [(-.infinity, root)] : [(root, .infinity)]
    } else if discriminant > 0 {
      // The root without cancellation first, the other from their product.
      let sum = half < 0 ? -half + discriminant.squareRoot() : -half - discriminant.squareRoot()
      let (one, other) = (sum / square, constant / sum)
      roots = [min(one, other), max(one, other)]
      negative = square > 0 ? [(roots[0], roots[1])] : [(-.infinity, roots[0]), (roots[1], .infinity)]
    } else {
      negative = square < 0 ? all : []
    }
  }
}

extension JohnsonNeyman {
  /// The regions as a table for any renderer.
  public var report: Report {
    let places = NumberStyle.automatic
    func end(_ value: Double) -> Report.Cell {
      value.isFinite ? .number(value, places) : .text(value < 0 ? "no lower end" : "no upper end")
    }
    return Report(
      context.title(
        "Johnson-Neyman region", "\(context.part(2)) on \(context.part(0)) by \(context.part(1))"),
      method: .init(
        Self.methodID,
        options: [
          .init("level", .number(level, .bounded(3))), .init("coverage", .text(coverage.rawValue)),
          .init("standard errors", .text(standardErrors.rawValue)),
        ],
        citation: Citation(
          "Bauer & Curran", 2005, "Multivariate Behavioral Research 40, 373-400",
          doi: "10.1207/s15327906mbr4003_5")),
      grids: regions.isEmpty
        ? []
        : [
          Report.Grid(
            "the slope differs from zero at the level",
            columns: ["from \(context.part(1))", "to", "share of cases"],
            lines: regions.map { [end($0.lower), end($0.upper), .number($0.share, .percent(1))] })
        ],
      facts: [
        .init(
          "observed \(context.part(1))", .list([.number(observed.lowerBound), .number(observed.upperBound)]))
      ],
      cases: context.cases,
      notes: regions.isEmpty ? ["The slope differs from zero at the level at no value of the moderator."] : []
    )
  }
}
