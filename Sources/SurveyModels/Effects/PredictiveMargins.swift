import SurveyLinearAlgebra
import SurveyVocabulary

/// Predictive margins: the average expected outcome if every case had the same value of one variable, with
/// the differences and the ratios of these averages. Also called standardization or g-computation.
///
/// After a logistic regression these are risks, risk differences and risk ratios, adjusted for the other
/// predictors. Standard errors by the delta method with the covariance matrix of the fit, the values of the
/// other predictors taken as given; intervals of ratios on the logarithm.
///
/// References: Lane & Nelder (1982), doi:10.2307/2530043; Graubard & Korn (1999),
/// doi:10.1111/j.0006-341X.1999.00652.x; Localio, Margolis & Berlin (2007), doi:10.1016/j.jclinepi.2006.12.001.
public struct PredictiveMargins: Finding {
  /// The stable name of the method with its version.
  public static let methodID = "predictive-margins/1"

  /// The average expected outcome at one value.
  public struct Margin: Hashable, Sendable {
    /// The value that every case has.
    public let value: VariableValue
    /// The category of the outcome; `nil` where the outcome has none.
    public let category: String?
    /// The average, in units of the outcome: a probability, a count, an amount.
    public let estimate: Estimate
  }

  /// The comparison of one value with the reference.
  public struct Contrast: Hashable, Sendable {
    /// The value that is compared.
    public let value: VariableValue
    /// The category of the outcome; `nil` where the outcome has none.
    public let category: String?
    /// The difference of the averages, or their ratio.
    public let estimate: Estimate
    /// The difference over its standard error, or the logarithm of the ratio over that of its own; `nil` where
    /// that is zero.
    public let statistic: TestStatistic?
    /// The two-sided probability of the statistic; `nil` where there is none.
    public let pValue: Double?
  }

  /// The variable.
  public let variable: String
  /// The value that the others are compared with.
  public let reference: VariableValue
  /// The averages, value after value, category after category.
  public let margins: [Margin]
  /// The covariance matrix of the averages.
  public let covariance: Matrix
  /// Each value but the reference minus the reference.
  public let differences: [Contrast]
  /// Each value but the reference over the reference; none where an average is not positive.
  public let ratios: [Contrast]
  /// At which values of the other variables.
  public let point: MarginalPoint
  /// What other variables were set to: those asked for, and all of them at the means.
  public let place: [(variable: String, value: VariableValue)]
  /// What a case counts.
  public let weights: EffectWeights
  /// The number of rows that were averaged over.
  public let rowCount: Int
  /// Whether these are other cases than those of the fit.
  public let areOtherRows: Bool
  /// How the standard errors of the fit were found.
  public let standardErrors: String
  /// The level of the intervals.
  public let confidence: Double
  /// The names and cases of the data, for print.
  public var context: DataContext

  /// Averages expected outcomes at values of a variable.
  ///
  /// - Parameters:
  ///   - regression: The fit; its design must be made of terms, of named columns or of a formula.
  ///   - variable: The variable that is set.
  ///   - values: Its values; the levels of a factor, or 0 and 1 where the variable holds nothing else.
  ///   - reference: The value that the others are compared with; the first where none is named.
  ///   - point: At which values of the other variables.
  ///   - setting: Values that other variables are set to in every case.
  ///   - cases: Other cases to average over, each of which counts once, such as the treated alone; `nil` for
  ///     those of the fit.
  ///   - weights: What a case of the fit counts.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if a number of many values comes without those asked for, if there are fewer than
  ///   two or one twice, and as ``AverageMarginalEffects``.
  public init(
    of regression: some OutcomeRegression, by variable: String, values: [VariableValue]? = nil,
    reference: VariableValue? = nil, at point: MarginalPoint = .observed,
    setting: [String: VariableValue] = [:], over cases: ModelData? = nil, weights: EffectWeights = .cases,
    confidence: Double = 0.95
  ) throws(InputError) {
    let outcomes = try regression.expectedOutcomes
    let inference = try DeltaInference(outcomes, confidence: confidence)
    guard setting[variable] == nil else {
      throw InputError(.definition, "setting", "\"\(variable)\" is the variable that varies")
    }
    let marginal = try MarginalCases(
      outcomes, at: point, setting: setting, over: cases, weights: weights)
    guard marginal.names.contains(variable) else {
      throw .unknownName(variable, among: marginal.names, subject: "variable")
    }
    let usual: [VariableValue] = values == nil ? try marginal.usualValues(of: variable) : []
    let values = values ?? usual
    guard values.count > 1, Set(values.map(\.text)).count == values.count else {
      throw InputError(
        .definition, "values", "fewer than two, or one twice", remedy: "name each value to compare once")
    }
    let base = reference ?? values[0]
    guard let basePlace = values.firstIndex(where: { $0.text == base.text }) else {
      throw .unknownName(base.text, among: values.map(\.text), subject: "reference")
    }
    var functions: [ParameterFunction] = []
    for value in values { functions += try marginal.means(setting: [variable: value]) }
    let comparison = MarginComparison(
      functions: functions, covariance: try outcomes.covariance(of: functions), outcomes: outcomes,
      values: values, base: basePlace, inference: inference)
    margins = try comparison.margins()
    covariance = comparison.covariance
    differences = try comparison.differences()
    ratios = try comparison.ratios()
    self.variable = variable
    self.reference = base
    self.point = point
    place = marginal.place(point, setting).filter { $0.variable != variable }
    self.weights = weights
    rowCount = cases?.count ?? outcomes.rows.count
    areOtherRows = cases != nil
    standardErrors = outcomes.standardErrors
    self.confidence = confidence
    context = outcomes.context
  }
}
