import SurveyInference
import SurveyLinearAlgebra
import SurveyVocabulary

/// Wald's test that marginal means are all equal, within each level of the variables that they were asked by.
///
/// ```swift
/// let means = try MarginalMeans(of: regression, over: ["arm"], by: ["site"])
/// try MarginalMeansTest(of: means)
/// ```
///
/// F with the model's degrees of freedom, or χ² where it has none. Means are compared on the scale of the link.
///
/// Reference: Searle, Speed & Milliken (1980), doi:10.1080/00031305.1980.10483031. Agrees with R's
/// `emmeans::joint_tests`.
public struct MarginalMeansTest: Finding {
  /// The stable name of the method with its version.
  public static let methodID = "marginal-means-test/1"

  /// The test of the means within one group.
  public struct Test: Hashable, Sendable {
    /// The levels of the variables within which means are compared; empty without them.
    public let group: [String]
    /// How many differences of means do not follow from others.
    public let restrictions: Int
    /// Wald's statistic, over the number of restrictions for F; `nil` where a mean is not estimable or no
    /// difference has a standard error.
    public let statistic: TestStatistic?
    /// The probability of a statistic at least as large where all means are equal; `nil` where there is none.
    public let pValue: Double?
  }

  /// The tests, group after group.
  public let tests: [Test]
  /// The variables whose means are compared.
  public let variables: [String]
  /// The variables within whose levels they are.
  public let groups: [String]
  /// The names of the data, for print.
  public var context: DataContext

  let means: MarginalMeans

  /// Tests the equality of means.
  ///
  /// - Parameter means: The marginal means.
  /// - Throws: `InputError` if there are fewer than two or more than 100 means in a group, or the model has degrees of
  ///   freedom that differ from one difference of means to another.
  public init(of means: MarginalMeans) throws(InputError) {
    var tests: [Test] = []
    for (group, own) in means.means.grouped(by: { Array($0.levels.dropFirst(means.variables.count)) }) {
      let contrasts = try ContrastKind.consecutive.contrasts(own.map { $0.levels.joined(separator: ", ") })
      let rows = own.compactMap(\.weights)
      guard rows.count == own.count else {
        tests.append(Test(group: group, restrictions: 0, statistic: nil, pValue: nil))
        continue
      }
      let sums = contrasts.map { contrast in
        rows[0].indices.map { index in
          zip(contrast.weights, rows).reduce(0) { $0 + ($1.0 == 0 ? 0 : $1.0 * $1.1[index]) }
        }
      }
      let found = try Self.wald(sums, means.part)
      tests.append(
        Test(
          group: group, restrictions: found?.restrictions ?? 0, statistic: found?.statistic,
          pValue: found?.statistic.pValue(.greater)))
    }
    self.tests = tests
    (variables, groups) = (means.variables, means.groups)
    self.means = means
    context = means.context
  }

  /// Wald's statistic of sums, in units of their standard errors, from the eigenvalues of their correlations.
  private static func wald(
    _ sums: [[Double]], _ part: LinearPart
  ) throws(InputError) -> (statistic: TestStatistic, restrictions: Int)? {
    let errors = sums.map { max(0, part.covariance($0, $0)).squareRoot() }
    let used = sums.indices.filter { errors[$0] > 0 }
    guard !used.isEmpty else { return nil }
    let scores = used.map { part.value(sums[$0]) / errors[$0] }
    let freedom = try commonFreedom(used.map { sums[$0] }, part)
    let elements = used.flatMap { column in
      used.map { row in
        row == column ? 1 : part.covariance(sums[row], sums[column]) / errors[row] / errors[column]
      }
    }
    guard elements.allSatisfy(\.isFinite), scores.allSatisfy(\.isFinite) else {
      throw InputError(
        .outOfRange, "means", "their differences leave the range of Double", remedy: "rescale the predictors")
    }
    let eigen = try SymmetricEigen(Matrix(used.count, used.count, elements))
    let least = 1e-10 * (eigen.values.map(\.magnitude).max() ?? 0)
    var (sum, rank) = (0.0, 0)
    for (place, value) in eigen.values.enumerated() where value > least {
      let projection = zip(eigen.vectors[columnView: place], scores).reduce(0) { $0 + $1.0 * $1.1 }
      sum += projection * projection / value
      rank += 1
    }
    guard sum.isFinite, rank > 0 else { return nil }
    let count = Double(rank)
    guard let freedom else {
      return (TestStatistic("χ²", sum, reference: .chiSquare(degreesOfFreedom: count)), rank)
    }
    let reference = TestStatistic.Reference.f(numerator: count, denominator: freedom)
    return (TestStatistic("F", sum / count, reference: reference), rank)
  }

  /// The degrees of freedom of all sums.
  private static func commonFreedom(_ sums: [[Double]], _ part: LinearPart) throws(InputError) -> Double? {
    guard let first = try part.degreesOfFreedom(sums[0]) else { return nil }
    for sum in sums.dropFirst() {
      guard let other = try part.degreesOfFreedom(sum), (other - first).magnitude <= 1e-6 * first else {
        throw InputError(
          .infeasible, "degrees of freedom", "they differ from one difference of means to another",
          remedy: "use MarginalContrasts, or a model with one number of degrees of freedom")
      }
    }
    return first
  }
}

extension MarginalMeansTest {
  /// The tests as rows for any renderer.
  public var report: Report {
    let name = "all means of \(variables.joined(separator: " × ")) equal"
    return Report(
      context.title("Test of marginal means"),
      method: .init(
        Self.methodID,
        options: [.init("averages weighted", .text(means.weights.rawValue))]
          + (means.link == .identity ? [] : [.init("link", .text(means.link.rawValue))]),
        citation: Citation(
          "Searle, Speed & Milliken", 1980, "The American Statistician 34, 216-221",
          doi: "10.1080/00031305.1980.10483031")),
      rows: tests.map { test in
        Report.Row(
          test.group.isEmpty ? name : "\(name): \(test.group.joined(separator: ", "))",
          statistic: test.statistic, pValue: test.pValue)
      }, facts: means.heldFacts, cases: context.cases, notes: notes)
  }

  private var notes: [String] {
    let averaged = means.averaged.isEmpty ? [] : ["averaged over \(means.averaged.joined(separator: ", "))"]
    return (means.part.note.map { [$0] } ?? []) + averaged
      + (tests.contains { $0.statistic == nil }
        ? ["there is no test where a mean is not estimable or no difference has a standard error"] : [])
  }
}
