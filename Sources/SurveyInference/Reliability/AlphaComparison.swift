import SurveyProbability
import SurveyVocabulary

/// Whether two or more alphas are equal in the population: of independent groups, or of several scales
/// answered by the same persons.
///
/// Two independent alphas by Feldt's W, a ratio with an F distribution; two of the same persons by
/// Feldt's t; any number by the chi-square of Feldt, Woodruff and Salih, which builds on Hakstian and
/// Whalen's cube roots. The initializer names the design, and with it the test.
///
/// Reference: Feldt (1969), Psychometrika 34, 363-373; Feldt (1980), Psychometrika 45, 99-105; Feldt,
/// Woodruff & Salih (1987), doi:10.1177/014662168701100107; Hakstian & Whalen (1976),
/// Psychometrika 41, 219-231.
public struct AlphaComparison: Finding {
  /// The stable name of the method.
  public static let methodID = "alpha-comparison/1"

  /// One alpha with the numbers that its sampling depends on.
  public struct Coefficient: Hashable, Sendable {
    /// The coefficient, below 1.
    public let alpha: Double
    /// The number of cases.
    public let count: Int
    /// The number of items.
    public let itemCount: Int

    /// Makes a published coefficient; it is checked where it is compared.
    public init(_ alpha: Double, count: Int, itemCount: Int) {
      self.alpha = alpha
      self.count = count
      self.itemCount = itemCount
    }

    /// The coefficient of a finding.
    public init(_ finding: CronbachAlpha) {
      self.init(finding.alpha.value, count: finding.count, itemCount: finding.itemCount)
    }
  }

  /// The design of a comparison, which decides the test.
  public enum Design: String, Hashable, Sendable, Codable, CaseIterable {
    /// Two independent groups: Feldt's W.
    case independentPair = "two independent groups"
    /// Two scales of the same persons: Feldt's t.
    case dependentPair = "two scales of the same persons"
    /// Any number of independent groups: chi-square.
    case independent = "independent groups"
    /// Any number of scales of the same persons: chi-square.
    case dependent = "scales of the same persons"
  }

  /// Which distribution Feldt's W is judged by.
  public enum Reference: String, Hashable, Sendable, Codable, CaseIterable {
    /// F with the degrees of freedom that give the first two moments of W for the numbers of cases and
    /// items (Feldt 1969).
    case matchedMoments = "matched moments"
    /// F with n₁ - 1 and n₂ - 1 degrees of freedom, which holds for many items (Charter & Feldt 1996).
    case manyItems = "many items"
  }

  /// The alphas that were compared, in the order given.
  public let coefficients: [Coefficient]
  /// First alpha minus second; `nil` for more than two.
  public let difference: Double?
  /// The ratio (1 - α₂)/(1 - α₁) with its interval, above 1 where the first alpha is larger; `nil` for
  /// more than two.
  public let ratio: Estimate?
  /// The test statistic.
  public let statistic: TestStatistic
  /// The side that was tested; of more than two alphas there is only one.
  public let alternative: Alternative
  /// The probability of a statistic at least as extreme if all alphas are equal in the population.
  public let pValue: Double
  /// The design.
  public let design: Design
  /// Which distribution W was judged by; `nil` for the other tests.
  public let reference: Reference?
  /// The correlation of the two total scores; `nil` but for two scales of the same persons.
  public let correlation: Double?
  /// The names of the groups or scales for print, and the cases.
  public var context: DataContext

  init(
    _ coefficients: [Coefficient], ratio: Estimate?, statistic: TestStatistic,
    alternative: Alternative = .twoSided, pValue: Double, design: Design, reference: Reference? = nil,
    correlation: Double? = nil, cases: Int
  ) {
    self.coefficients = coefficients
    difference = coefficients.count == 2 ? coefficients[0].alpha - coefficients[1].alpha : nil
    self.ratio = ratio
    self.statistic = statistic
    self.alternative = alternative
    self.pValue = pValue
    self.design = design
    self.reference = reference
    self.correlation = correlation
    context = DataContext(
      parts: coefficients.indices.map { "alpha \($0 + 1)" }, cases: CaseLedger(all: cases))
  }

  static func checked(_ coefficients: [Coefficient], least cases: Int) throws(InputError) {
    guard coefficients.count >= 2 else {
      throw .tooFew("alphas", found: coefficients.count, needed: 2)
    }
    for (index, one) in coefficients.enumerated() {
      let name = "alpha \(index + 1)"
      guard one.alpha.isFinite, one.alpha < 1, one.alpha > -1e100 else {
        throw InputError(
          .outOfRange, name, "is \(one.alpha), allowed is a number below 1",
          remedy: "an alpha of 1 leaves no error to compare")
      }
      guard one.itemCount >= 2 else { throw CronbachAlpha.tooFewItems(one.itemCount) }
      guard one.count >= cases else { throw .tooFew(name, found: one.count, needed: cases) }
    }
  }

  /// The number of cases of all groups; it saturates rather than overflows.
  static func sum(_ coefficients: [Coefficient]) -> Int {
    coefficients.reduce(0) { sum, one in
      let (total, overflow) = sum.addingReportingOverflow(one.count)
      return overflow ? .max : total
    }
  }
}

extension AlphaComparison {
  /// The alphas, their ratio, and the test.
  public var report: Report {
    let lines = coefficients.enumerated().map { index, one -> [Report.Cell] in
      [
        .text(context.part(index)), .number(one.alpha, .bounded(2)), .count(one.count),
        .count(one.itemCount),
      ]
    }
    var options = [Report.Fact("design", .text(design.rawValue))]
    if let reference { options.append(Report.Fact("reference of W", .text(reference.rawValue))) }
    if coefficients.count == 2, design == .independentPair || design == .dependentPair {
      options.append(Report.Fact("alternative", .text(alternative.rawValue)))
    }
    var rows: [Report.Row] = []
    if let ratio {
      rows.append(
        Report.Row(
          "error ratio (1 - α₂)/(1 - α₁)", ratio, statistic: statistic, pValue: pValue,
          alternative: alternative))
    } else {
      rows.append(Report.Row("equality", statistic: statistic, pValue: pValue))
    }
    var facts: [Report.Fact] = []
    if let difference {
      facts.append(Report.Fact("difference of the alphas", .number(difference, .bounded(2))))
    }
    if let correlation { facts.append(Report.Fact("r of the sums", .number(correlation, .bounded(2)))) }
    return Report(
      context.title("Comparison of alphas"),
      method: .init(
        Self.methodID, options: options,
        citation: Citation(
          "Feldt, Woodruff & Salih", 1987, "Applied Psychological Measurement 11, 93-103",
          doi: "10.1177/014662168701100107")),
      rows: rows, grids: [Report.Grid(columns: ["", "alpha", "n", "items"], lines: lines)], facts: facts,
      cases: context.cases)
  }
}
