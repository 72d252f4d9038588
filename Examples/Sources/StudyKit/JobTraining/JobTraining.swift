import SurveyStatistics

/// What a training programme did for earnings, and what the choice of the men to compare with did.
///
/// The trained men of the National Supported Work demonstration are set beside men of a population
/// survey (LaLonde 1986; Dehejia & Wahba 1999). The two groups were not formed by lot.
package struct JobTraining: Sendable {
  /// How the two groups differed before the training.
  package let balance: BalanceTable
  /// Earnings in 1978, trained minus comparison, nothing held fixed.
  package let naive: WelchTest
  /// Earnings in 1974, before the training, to show what the naive difference mixes in.
  package let before: WelchTest
  /// Earnings in 1978 on training and everything known from before, classical standard errors.
  package let adjusted: LinearRegression
  /// The same regression with standard errors that let the spread differ between men.
  package let robust: LinearRegression

  /// Analyses the men of a file.
  ///
  /// - Throws: ``InputError`` if a group is missing or too small, or the regression cannot be fitted.
  package init(_ sample: Sample<Trainee>) throws(InputError) {
    naive = try WelchTest(of: Self.outcome, by: \.group, in: sample)
    before = try WelchTest(of: Variable(\.earnings1974), by: \.group, in: sample)
    adjusted = try Self.regression(sample, .classical)
    robust = try Self.regression(sample, .hc3)
    balance = try Self.balance(sample)
  }

  /// The coefficient of training in a regression.
  ///
  /// - Throws: ``InputError`` if the regression has no such coefficient.
  package static func training(in regression: LinearRegression) throws(InputError)
    -> LinearRegression.Coefficient
  {
    let name = "treat: \(Trainee.Group.trained.label)"
    guard let coefficient = regression.coefficients.first(where: { $0.name == name }) else {
      throw .unknownName(name, among: regression.coefficients.map(\.name), subject: "regression")
    }
    return coefficient
  }

  private static let outcome = Variable<Trainee>(\.earnings1978)

  private static func balance(_ sample: Sample<Trainee>) throws(InputError) -> BalanceTable {
    try BalanceTable(by: \.group, in: sample) {
      Predictor(\.age)
      Predictor(\.schooling)
      Predictor(\.race)
      Predictor(Variable(\.married))
      Predictor(Variable(\.noDegree))
      Predictor(\.earnings1974)
      Predictor(\.earnings1975)
    }
  }

  private static func regression(
    _ sample: Sample<Trainee>, _ errors: StandardErrors
  ) throws(InputError) -> LinearRegression {
    try LinearRegression(of: outcome, in: sample, standardErrors: errors) {
      Predictor(\.group, baseline: .comparison)
      Predictor(\.age)
      Predictor(\.schooling)
      Predictor(\.race)
      Predictor(Variable(\.married))
      Predictor(Variable(\.noDegree))
      Predictor(\.earnings1974)
      Predictor(\.earnings1975)
    }
  }
}
