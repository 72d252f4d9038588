import SurveyLinearAlgebra
import SurveyProbability
import SurveyVocabulary

/// Ramsey's test of a linear regression's form: whether powers of the fitted values add to it.
///
/// They add where the outcome bends along the fitted values: a missing square, a missing product, a wrong
/// scale. Predictors that are missing altogether it does not find. With the regression's classical standard
/// errors it is the F test of nested regressions, with robust ones Wald's test of the powers' coefficients.
///
/// Reference: Ramsey (1969), Journal of the Royal Statistical Society B 31, 350-371. Agrees with R's
/// `lmtest::resettest`.
public struct RESETTest: Finding {
  /// The stable name of the method with its version.
  public static let methodID = "reset-test/1"

  /// F with its distribution.
  public let statistic: TestStatistic
  /// The probability of a statistic at least as large where the powers add nothing.
  public let pValue: Double
  /// The powers of the fitted values that were added, rising.
  public let powers: [Int]
  /// The share of what the regression leaves unexplained that the powers explain.
  public let partialRSquared: Double
  /// How the standard errors were found.
  public let standardErrors: StandardErrors
  /// The names and cases of the data, for print.
  public var context: DataContext

  /// Tests the form of a regression.
  ///
  /// - Parameters:
  ///   - regression: The fit.
  ///   - powers: The powers to add, each from 2 to 8 and none twice.
  /// - Throws: `InputError` if a power is out of range, the outcome is fitted exactly, there are not more
  ///   cases than coefficients and powers, or a power of the fitted values is a combination of the columns,
  ///   as in a design with a mean for every combination of levels.
  public init(of regression: LinearRegression, powers: [Int] = [2, 3]) throws(InputError) {
    for power in powers where !(2...8).contains(power) {
      throw .outOfRange("powers", value: Double(power), allowed: "whole numbers from 2 to 8")
    }
    let sorted = Set(powers).sorted()
    guard sorted.count == powers.count, !sorted.isEmpty else {
      throw InputError(.definition, "powers", "none is given or one is given twice", remedy: "name each once")
    }
    guard regression.residualSumOfSquares > 0 else {
      throw InputError(.constant, "outcome", "it is fitted exactly, so that nothing can add to it")
    }
    let columns = try Self.columns(sorted, regression)
    let names = sorted.map { "fitted^\($0)" }
    let base = regression.predictorColumns
    // Names of the caller's columns might be taken; these are not shown.
    let design = try Design(
      Matrix(columns: base.map(\.values) + columns),
      names: base.indices.map { "column \($0 + 1)" } + names, intercept: regression.hasIntercept)
    let full: LinearRegression
    do throws(InputError) {
      full = try LinearRegression(
        regression.fit.outcome, on: design, standardErrors: regression.standardErrors,
        weights: regression.fit.roots.map { $0.map { $0 * $0 } })
    } catch {
      guard error.code == .rankDeficient else { throw error }
      throw InputError(
        .rankDeficient, "powers", "powers of the fitted values follow from the columns of the regression",
        remedy: "a regression with a mean for every group cannot be bent; test others, or name fewer powers")
    }
    let test = try JointTest(of: full, names)
    statistic = test.statistic
    pValue = test.pValue
    self.powers = sorted
    partialRSquared = max(0, 1 - full.residualSumOfSquares / regression.residualSumOfSquares)
    standardErrors = regression.standardErrors
    context = regression.context
  }

  /// The powers of the fitted values.
  ///
  /// Where all powers up to the highest are there, with an intercept, those of the distance from the mean span
  /// the same space and lose no digits.
  private static func columns(
    _ powers: [Int], _ regression: LinearRegression
  ) throws(InputError) -> [[Double]] {
    let fitted = try regression.varyingFitted()
    let isWhole = regression.hasIntercept && powers == Array(2...(powers.last ?? 2))
    let middle = isWhole ? fitted.reduce(0) { $0 + $1 / Double(fitted.count) } : 0
    let largest = fitted.reduce(0) { max($0, ($1 - middle).magnitude) }
    guard largest > 0, largest.isFinite else {
      throw InputError(.outOfRange, "fitted values", "they leave the range of Double", remedy: "rescale them")
    }
    let scaled = fitted.map { ($0 - middle) / largest }
    return powers.map { power in scaled.map { raise($0, to: Double(power)) } }
  }
}

extension RESETTest {
  /// The finding as rows, facts and choices for any renderer.
  public var report: Report {
    Report(
      context.title("RESET test of a regression's form"),
      method: .init(
        Self.methodID,
        options: [
          .init("powers of the fitted values", .counts(powers)),
          .init("standard errors", .text(standardErrors.rawValue)),
        ], citation: Citation("Ramsey", 1969, "Journal of the Royal Statistical Society B 31, 350-371")),
      rows: [.init("nothing to add", statistic: statistic, pValue: pValue)],
      facts: [.init("partial R² of the powers", .number(partialRSquared, .bounded(3)))],
      cases: context.cases)
  }
}
