import SurveyLinearAlgebra
import SurveyProbability
import SurveyVocabulary

/// Brant's test of proportional odds: whether the coefficients of the binary logistic regressions above each
/// threshold are equal.
///
/// Wald's test with the covariances between those regressions, for all columns together and for each by
/// itself; beside it the likelihood ratio against the model whose thresholds have coefficients of their own.
///
/// Reference: Brant (1990), doi:10.2307/2532457.
public struct BrantTest: Finding {
  /// The stable name of the method with its version.
  public static let methodID = "brant-test/1"

  /// The test of one column.
  public struct Column: Hashable, Sendable {
    /// The name of the column.
    public let name: String
    /// Its coefficient above each threshold, the lowest first; positive goes with being above.
    public let coefficients: [Double]
    /// Wald's statistic that they are equal.
    public let statistic: TestStatistic
    /// The probability of a statistic at least as large where they are equal.
    public let pValue: Double
  }

  /// Wald's statistic that the coefficients of all columns are the same above every threshold.
  public let statistic: TestStatistic
  /// The probability of a statistic at least as large where they are.
  public let pValue: Double
  /// The columns by themselves.
  public let columns: [Column]
  /// The levels of the outcome, the lowest first.
  public let levels: [String]
  /// The likelihood ratio of the model with coefficients of each threshold's own against the proportional
  /// one; `nil` where the likelihood of that model has no maximum, or has it where a probability of a case is
  /// negative.
  public let likelihoodRatio: TestStatistic?
  /// The probability of ``likelihoodRatio``.
  public let likelihoodRatioPValue: Double?
  /// The names and cases of the data, for print.
  public var context: DataContext

  /// Tests the proportional odds of a model.
  ///
  /// - Parameter model: A model with the logit link, three levels or more and a predictor.
  /// - Throws: `InputError` if the model has another link, two levels or no predictor, if columns separate the
  ///   cases above a threshold from the others, or if the covariances of the coefficients are not of full
  ///   rank.
  public init(of model: OrdinalRegression) throws(InputError) {
    guard model.link == .logit else {
      throw InputError(
        .definition, "model", "its link is \(model.link.rawValue), so that it has no odds",
        remedy: "fit it with the logit link")
    }
    guard model.levels.count > 2 else {
      throw InputError(
        .tooFew, "levels", "with two levels there is one threshold", remedy: "there is nothing to test")
    }
    guard !model.coefficients.isEmpty else { throw .tooFew("predictors", found: 0, needed: 1) }
    let order = model.thresholds.count * (model.coefficients.count + 1)
    guard order <= 1_000 else {
      throw .infeasible("model", "\(order) coefficients are too many", remedy: "leave columns out")
    }
    let cuts = try BinaryCuts(model.problem)
    let inverse = try model.problem.columns.inverse()
    let width = model.coefficients.count
    let unit = (0..<width).map { place in (0..<width).map { $0 == place ? 1.0 : 0 } }
    statistic = try cuts.wald(unit)
    pValue = statistic.pValue(.greater)
    var columns: [Column] = []
    for place in 0..<width {
      let row = (0..<width).map { inverse[place + 1, $0 + 1] }
      let statistic = try cuts.wald([row])
      let scale = model.problem.columns.scales[place + 1]
      columns.append(
        Column(
          name: model.coefficients[place].name, coefficients: cuts.sums(row).map { $0 / scale },
          statistic: statistic, pValue: statistic.pValue(.greater)))
    }
    self.columns = columns
    levels = model.levels
    likelihoodRatio = Self.likelihoodRatio(model)
    likelihoodRatioPValue = likelihoodRatio.map { $0.pValue(.greater) }
    context = model.context
  }

  private static func likelihoodRatio(_ model: OrdinalRegression) -> TestStatistic? {
    let likelihood = NonproportionalLikelihood(model.problem)
    let proportional = OrdinalLikelihood(model.problem, link: .logit)
    guard let near = try? LikelihoodSearch(proportional, from: proportional.start),
      let found = try? LikelihoodSearch(likelihood, from: likelihood.start(near.parameters)),
      likelihood.hasProbabilities(found.parameters)
    else { return nil }
    let freedom = likelihood.order - proportional.order
    return TestStatistic(
      "χ²", max(0, 2 * model.problem.weightMean * (found.value - near.value)),
      reference: .chiSquare(degreesOfFreedom: Double(freedom)))
  }
}

extension BrantTest {
  /// The tests as rows, and the coefficients above each threshold.
  public var report: Report {
    Report(
      context.title("Brant's test of proportional odds"),
      method: .init(
        Self.methodID, citation: Citation("Brant", 1990, "Biometrics 46, 1171-1178", doi: "10.2307/2532457")),
      rows: [.init("all columns", statistic: statistic, pValue: pValue)]
        + columns.map { .init($0.name, statistic: $0.statistic, pValue: $0.pValue) } + ratio,
      grids: [
        Report.Grid(
          "coefficients above each threshold", columns: [""] + levels.dropLast().map { "> \($0)" },
          lines: columns.map { column in
            [.text(column.name)] + column.coefficients.map { .number($0) }
          })
      ], cases: context.cases,
      notes: likelihoodRatio == nil
        ? [
          "there is no likelihood ratio: the model with coefficients of each threshold has no maximum, or none "
            + "at which all probabilities are positive"
        ] : [])
  }

  private var ratio: [Report.Row] {
    guard let likelihoodRatio, let likelihoodRatioPValue else { return [] }
    return [.init("likelihood ratio", statistic: likelihoodRatio, pValue: likelihoodRatioPValue)]
  }
}
