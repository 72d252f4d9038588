import SurveyInference
import SurveyLinearAlgebra
import SurveyProbability
import SurveyVocabulary

/// Mardia's tests of multivariate normality, by skewness and kurtosis.
///
/// The tests are information about the data: no method of this library chooses by them.
///
/// Reference: Mardia (1970), doi:10.1093/biomet/57.3.519; small-sample correction: Mardia (1974), Sankhyā B 36,
/// 115-128.
public struct MardiaTest: Finding {
  /// The stable name of the method.
  public static let methodID = "mardia-test/1"

  /// What the sums of squares and products are divided by to give the covariances that standardize the cases.
  public enum Denominator: String, Hashable, Sendable, Codable, CaseIterable {
    /// The number of cases n, as Mardia does.
    case count = "n"
    /// n - 1, as some programs do.
    case countLessOne = "n - 1"
  }

  /// b₁,ₚ: the mean cube of the scalar products of standardized cases.
  public let skewness: Double
  /// b₂,ₚ: the mean square of squared Mahalanobis distances; p(p + 2) for normal data.
  public let kurtosis: Double
  /// n b₁,ₚ/6, chi-square with p(p + 1)(p + 2)/6 degrees of freedom.
  public let skewnessStatistic: TestStatistic
  /// The same, corrected for small samples.
  public let correctedSkewnessStatistic: TestStatistic
  /// The standardized kurtosis, normal in large samples.
  public let kurtosisStatistic: TestStatistic
  /// What the covariances were divided by.
  public let denominator: Denominator
  /// The number of cases.
  public let count: Int
  /// The number of variables.
  public let variableCount: Int
  /// The names of the variables for print, and the cases.
  public var context: DataContext

  /// Tests variables, one array to a variable, cases in the same order in each.
  ///
  /// - Parameters:
  ///   - variables: The variables.
  ///   - names: The names of the variables, for print and errors; numbers where there are none.
  ///   - denominator: What the covariances are divided by.
  /// - Throws: `InputError` if there is no variable or more than 100, there are not more cases than variables,
  ///   fewer than three, or more than a million, lengths differ, a value is not finite, a variable is constant, or variables depend on
  ///   each other.
  public init(
    _ variables: [[Double]], names: [String] = [], denominator: Denominator = .count
  ) throws(InputError) {
    guard !variables.isEmpty else { throw .tooFew("variables", found: 0, needed: 1) }
    guard variables.count <= 100, variables[0].count <= 1_000_000 else {
      throw .infeasible(
        "variables", "there are too many variables or cases", remedy: "take 100 variables at most")
    }
    if !names.isEmpty { try checkEqualLength(names.count, "names", variables.count, "the list of variables") }
    let labels = variables.indices.map { names.isEmpty ? "variable \($0 + 1)" : names[$0] }
    let cases = variables[0].count
    let needed = max(variables.count + 1, 3)
    guard cases >= needed else { throw .tooFew("cases", found: cases, needed: needed) }
    let order = Double(variables.count)
    guard order * (order + 1) * (order + 2) / 6 * Double(cases) <= 5e9 else {
      throw .infeasible(
        "variables", "the third moments of \(variables.count) variables of \(cases) cases take too long",
        remedy: "take fewer variables")
    }
    var centered: [[Double]] = []
    for (label, values) in zip(labels, variables) {
      try checkEqualLength(values.count, label, cases, labels[0])
      centered.append(try Self.centered(try finiteValues(values, label), label))
    }
    let axes = try Self.standardized(centered)
    let moments = Self.moments(axes, cases, denominator)
    let (n, p) = (Double(cases), Double(variables.count))
    skewness = moments.skewness
    kurtosis = moments.kurtosis
    let freedom = TestStatistic.Reference.chiSquare(degreesOfFreedom: p * (p + 1) * (p + 2) / 6)
    let value = n * moments.skewness / 6
    skewnessStatistic = TestStatistic("χ²", value, reference: freedom)
    let correction = (p + 1) * (n + 1) * (n + 3) / (n * ((n + 1) * (p + 1) - 6))
    correctedSkewnessStatistic = TestStatistic("χ²", value * correction, reference: freedom)
    kurtosisStatistic = TestStatistic(
      "z", (moments.kurtosis - p * (p + 2)) / (8 * p * (p + 2) / n).squareRoot(), reference: .normal)
    self.denominator = denominator
    (count, variableCount) = (cases, variables.count)
    context = DataContext(parts: labels, cases: CaseLedger(all: cases))
  }

  /// Values less their mean, in units of their largest deviation.
  private static func centered(_ values: [Double], _ name: String) throws(InputError) -> [Double] {
    let middle = (values.min() ?? 0) / 2 + (values.max() ?? 0) / 2
    let largest = values.reduce(0) { max($0, ($1 / 2 - middle / 2).magnitude) }
    guard largest > 0 else { throw .constant(name, remedy: "leave it out") }
    let scaled = values.map { ($0 / 2 - middle / 2) / largest }
    let mean = try Moments(finite: scaled).mean
    return scaled.map { $0 - mean }
  }

  /// Uncorrelated variables of variance 1 (n in the denominator) that span the same space.
  private static func standardized(_ centered: [[Double]]) throws(InputError) -> [[Double]] {
    let factorization = try QRFactorization(Matrix(columns: centered), tolerance: 1e-10)
    guard factorization.rank == centered.count else {
      throw InputError(
        .rankDeficient, "variables", "they depend on each other", remedy: "leave one of them out")
    }
    let basis = try factorization.orthonormal()
    let root = Double(centered[0].count).squareRoot()
    return centered.indices.map { basis[column: $0].map { $0 * root } }
  }

  /// Mardia's moments. The mean cube of scalar products is the sum of the squared third moments, which takes a
  /// number of steps linear in the cases in place of one for every two of them.
  private static func moments(
    _ axes: [[Double]], _ count: Int, _ denominator: Denominator
  ) -> (skewness: Double, kurtosis: Double) {
    let n = Double(count)
    var distances = [Double](repeating: 0, count: count)
    for axis in axes { for row in axis.indices { distances[row] += axis[row] * axis[row] } }
    var skewness = 0.0
    for a in axes.indices {
      for b in a..<axes.count {
        let product = zip(axes[a], axes[b]).map { $0 * $1 }
        for c in b..<axes.count {
          let moment = zip(product, axes[c]).reduce(0) { $0 + $1.0 * $1.1 } / n
          // How many orders the three have.
          let orders = a == b && b == c ? 1.0 : (a == b || b == c ? 3 : 6)
          skewness += orders * moment * moment
        }
      }
    }
    let shrink = denominator == .count ? 1 : (n - 1) / n
    return (
      skewness * shrink * shrink * shrink, distances.reduce(0) { $0 + $1 * $1 } / n * shrink * shrink
    )
  }
}

extension MardiaTest {
  /// Skewness and kurtosis with their tests.
  public var report: Report {
    Report(
      context.title("Mardia's tests of multivariate normality"),
      method: .init(
        Self.methodID, options: [Report.Fact("covariances divided by", .text(denominator.rawValue))],
        citation: Citation("Mardia", 1970, "Biometrika 57, 519-530", doi: "10.1093/biomet/57.3.519")),
      rows: [
        Report.Row(
          "skewness", Estimate(skewness), statistic: skewnessStatistic, pValue: skewnessStatistic.pValue()),
        Report.Row(
          "skewness, small samples", statistic: correctedSkewnessStatistic,
          pValue: correctedSkewnessStatistic.pValue()),
        Report.Row(
          "kurtosis", Estimate(kurtosis), statistic: kurtosisStatistic, pValue: kurtosisStatistic.pValue()),
      ],
      facts: [Report.Fact("n", .count(count)), Report.Fact("variables", .count(variableCount))],
      cases: context.cases,
      notes: [
        "A large p does not show that the values are normal, and a small one not that a method fails: read it with "
          + "the sample size and a plot."
      ])
  }
}
