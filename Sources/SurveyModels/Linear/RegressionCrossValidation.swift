import SurveyProbability
import SurveyVocabulary

/// How well a linear regression predicts cases that took no part in its fit.
///
/// Every case is predicted by a fit without its fold. R² compares the squared errors with those of a prediction that
/// knows no predictor, in two ways: the mean of the same training cases, which is a prediction in the same
/// sense, or the mean of all cases, which gives the predicted R² of PRESS. Both may be below zero.
///
/// References: Allen (1974), doi:10.1080/00401706.1974.10489157; Stone (1974),
/// doi:10.1111/j.2517-6161.1974.tb00994.x.
public struct RegressionCrossValidation: Finding {
  /// The stable name of the method with its version.
  public static let methodID = "regression-cross-validation/1"

  /// Which cases are left out together.
  public enum Folds: Hashable, Sendable {
    /// Each by itself.
    case leaveOneOut
    /// So many parts of about equal size at random from a seed, and so many times over.
    case random(Int, repeats: Int = 1, seed: UInt64)
    /// Parts by labels, one per case of the outcome, such as the workplaces of the cases.
    case labels([String])
  }

  /// What one division into folds gives.
  public struct Division: Hashable, Sendable {
    /// One minus the sum of squared errors over that of predictions by the mean of the training cases, or by zero
    /// where the regression has no intercept.
    public let rSquared: Double
    /// One minus the sum of squared errors over the sum of squares around the mean of all cases, or around zero.
    public let predictedRSquared: Double
    /// The sum of the squared errors of prediction (PRESS); weighted, where the regression is.
    public let press: Double
    /// The root of the mean squared error, in units of the outcome.
    public let rootMeanSquaredError: Double
    /// The mean absolute error, in units of the outcome.
    public let meanAbsoluteError: Double
    /// The prediction of each case without its fold, one per case of the outcome; `nil` for a weight of zero.
    public let predictions: [Double?]
  }

  /// The results of each division: one, or as many as repeats.
  public let divisions: [Division]
  /// R² over the mean of the training cases; over repeats their mean.
  public let rSquared: Double
  /// The predicted R², over the mean of all cases; over repeats their mean.
  public let predictedRSquared: Double
  /// The root of the mean squared error, in units of the outcome; over repeats their mean.
  public let rootMeanSquaredError: Double
  /// The mean absolute error, in units of the outcome; over repeats their mean.
  public let meanAbsoluteError: Double
  /// R² of the fit to all cases, for comparison.
  public let fittedRSquared: Double
  /// Which cases are left out together.
  public let folds: Folds
  /// The number of folds of each division.
  public let foldCount: Int
  /// The names and cases of the data, for print.
  public var context: DataContext

  /// Predicts each case by fits without its fold.
  ///
  /// Coefficients are found anew for each fold. What the design was made from is not: the levels of factors and
  /// the knots of splines are those of all cases.
  ///
  /// - Parameters:
  ///   - regression: The fit to all cases; its standard errors do not matter.
  ///   - folds: Which cases are left out together.
  /// - Throws: `InputError` if there are fewer than two folds or more than cases, a fold leaves too few cases or
  ///   alone has a level of a factor or determines a column, the outcome is fitted exactly, or the work is
  ///   not feasible.
  public init(of regression: LinearRegression, folds: Folds = .leaveOneOut) throws(InputError) {
    let work = try HeldOutPredictions(of: regression)
    var divisions: [Division] = []
    switch folds {
    case .leaveOneOut:
      let each = Array(0..<work.count)
      foldCount = work.count
      divisions.append(try work.division(each, names: nil, count: work.count))
    case .labels(let labels):
      let (codes, names) = try work.folds(labels)
      foldCount = names.count
      divisions.append(try work.division(codes, names: names, count: names.count))
    case .random(let count, let repeats, let seed):
      try work.check(count, repeats: repeats)
      foldCount = count
      for index in 0..<repeats {
        var stream = RandomStream(seed: seed, stream: UInt64(index))
        let codes = Self.codes(work.count, count, &stream)
        divisions.append(try work.division(codes, names: nil, count: count))
      }
    }
    self.divisions = divisions
    let mean = { (value: (Division) -> Double) in
      divisions.reduce(0) { $0 + value($1) / Double(divisions.count) }
    }
    rSquared = mean(\.rSquared)
    predictedRSquared = mean(\.predictedRSquared)
    rootMeanSquaredError = mean(\.rootMeanSquaredError)
    meanAbsoluteError = mean(\.meanAbsoluteError)
    fittedRSquared = regression.rSquared
    self.folds = folds
    context = regression.context
  }

  /// The fold of each case: cases in random order take turns.
  private static func codes(_ cases: Int, _ folds: Int, _ stream: inout RandomStream) -> [Int] {
    var codes = (0..<cases).map { $0 % folds }
    for place in stride(from: cases - 1, to: 0, by: -1) {
      codes.swapAt(place, stream.index(below: place + 1))
    }
    return codes
  }
}

extension RegressionCrossValidation {
  /// The finding as rows and facts for any renderer.
  public var report: Report {
    var facts = [Report.Fact("folds", .count(foldCount))]
    if divisions.count > 1 {
      let values = divisions.map(\.rSquared)
      facts += [
        .init("repeats", .count(divisions.count)),
        .init("lowest R² over the training mean", .number(values.min() ?? 0, .bounded(3))),
        .init("highest", .number(values.max() ?? 0, .bounded(3))),
      ]
    }
    facts.append(.init("R² of the fit", .number(fittedRSquared, .bounded(3))))
    return Report(
      context.title("Cross-validation of a linear regression"),
      method: .init(
        Self.methodID, options: [.init("folds", .text(words))], seed: seed,
        citation: Citation("Allen", 1974, "Technometrics 16, 125-127", doi: "10.1080/00401706.1974.10489157")),
      rows: [
        .init("R² over the training mean", Estimate(rSquared), style: .bounded(3)),
        .init("predicted R² (over the mean of all)", Estimate(predictedRSquared), style: .bounded(3)),
        .init("root mean squared error", Estimate(rootMeanSquaredError)),
        .init("mean absolute error", Estimate(meanAbsoluteError)),
      ], facts: facts, cases: context.cases)
  }

  private var words: String {
    switch folds {
    case .leaveOneOut: "each case by itself"
    case .random: "random"
    case .labels: "by labels"
    }
  }

  private var seed: UInt64? {
    if case .random(_, _, let seed) = folds { seed } else { nil }
  }
}
