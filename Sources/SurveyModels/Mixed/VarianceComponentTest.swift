import SurveyProbability
import SurveyVocabulary

/// The likelihood ratio test that an effect of a linear mixed model does not vary between groups.
///
/// A variance of zero lies at the edge of what is possible, so that the ratio is not a chi-square but, in large samples,
/// half the time one with d - 1 degrees of freedom and half the time one with d, d being the number of variances
/// and covariances that go (Stram & Lee 1994, after Self & Liang 1987). With d = 1 half the ratios are zero.
///
/// Reference: Stram & Lee (1994), doi:10.2307/2533455; Self & Liang (1987), doi:10.1080/01621459.1987.10478472.
public struct VarianceComponentTest: Finding {
  /// The stable name of the method with its version.
  public static let methodID = "variance-component-test/1"

  /// -2 times the logarithm of the likelihood ratio, restricted with REML; never below zero.
  public let ratio: Double
  /// The number of variances and covariances that the simpler model does without.
  public let parameterCount: Int
  /// The probability of a ratio at least as large where the effect does not vary.
  public let pValue: Double
  /// The effect and its groups, such as "days between subject".
  public let effect: String
  /// How the variances were estimated.
  public let estimation: MixedEstimation
  /// The names and cases of the data, for print.
  public var context: DataContext

  /// Tests the only effect of a model that varies.
  ///
  /// - Throws: `InputError` if more than one effect varies.
  public init(of model: LinearMixedModel) throws(InputError) {
    guard model.mixed.blocks.count == 1, let block = model.mixed.blocks.first, block.width == 1 else {
      throw InputError(
        .definition, "model", "several effects vary between groups",
        remedy: "name the model without the effect by against:")
    }
    self.init(
      model, ratio: model.criterion - model.criterionWithoutGroups, parameters: 1,
      effect: "\(block.effects[0]) between \(block.grouping)")
  }

  /// Tests the effect that one model has and the other has not.
  ///
  /// - Parameters:
  ///   - model: The model with the effect.
  ///   - simpler: The model of the same outcome and fixed terms without it, estimated in the same way.
  /// - Throws: `InputError` if the models differ in their outcome, their fixed terms or their estimation, or
  ///   in anything but one effect.
  public init(of model: LinearMixedModel, against simpler: LinearMixedModel) throws(InputError) {
    guard model.estimation == simpler.estimation else {
      throw InputError(
        .definition, "models", "they were estimated in different ways", remedy: "use one for both")
    }
    guard model.outcome == simpler.outcome, model.mixed.leastSquares == simpler.mixed.leastSquares,
      model.coefficients.map(\.name) == simpler.coefficients.map(\.name)
    else {
      throw InputError(
        .definition, "models", "they differ in their outcome, their cases or their fixed terms",
        remedy: "only the random terms may differ")
    }
    var left = model.mixed.blocks
    var shrunk: [(RandomBlock, RandomBlock)] = []
    for block in simpler.mixed.blocks {
      if let place = left.firstIndex(where: { $0.isSame(as: block) }) {
        left.remove(at: place)
      } else if let place = left.firstIndex(where: { $0.includes(block) }) {
        shrunk.append((left.remove(at: place), block))
      } else {
        throw Self.otherDifference
      }
    }
    guard left.count + shrunk.count == 1 else { throw Self.otherDifference }
    let (larger, smaller) = shrunk.first.map { ($0.0, Optional($0.1)) } ?? (left[0], nil)
    guard larger.width == (smaller?.width ?? 0) + 1,
      let effect = larger.effects.indices.first(where: { index in
        smaller.map { !$0.columns.contains(larger.columns[index]) } ?? true
      })
    else { throw Self.otherDifference }
    self.init(
      model, ratio: model.criterion - simpler.criterion, parameters: larger.width,
      effect: "\(larger.effects[effect]) between \(larger.grouping)")
  }

  private init(_ model: LinearMixedModel, ratio difference: Double, parameters: Int, effect: String) {
    // What rounding and the end of a search leave of a difference of zero is zero.
    let isZero = -difference <= 1e-9 * max(1, model.criterion.magnitude)
    ratio = isZero ? 0 : -difference
    parameterCount = parameters
    let tail = { [ratio] (freedom: Int) in
      TestStatistic("χ²", ratio, reference: .chiSquare(degreesOfFreedom: Double(freedom))).pValue(.greater)
    }
    pValue =
      isZero ? 1 : ((parameters > 1 ? tail(parameters - 1) : 0) + tail(parameters)) / 2
    self.effect = effect
    estimation = model.estimation
    context = model.context
  }

  private static let otherDifference = InputError(
    .definition, "models", "they differ in more than one effect that varies between groups",
    remedy: "take one effect out at a time")
}

extension VarianceComponentTest {
  /// The finding as facts for any renderer.
  public var report: Report {
    let parts = parameterCount == 1 ? "0 and χ²(1)" : "χ²(\(parameterCount - 1)) and χ²(\(parameterCount))"
    return Report(
      context.title("Test of a variance component", effect),
      method: .init(
        Self.methodID, options: [.init("estimation", .text(estimation.rawValue))],
        citation: Citation("Stram & Lee", 1994, "Biometrics 50, 1171-1177", doi: "10.2307/2533455")),
      facts: [
        .init("likelihood ratio", .number(ratio)), .init("reference", .text("\(parts), half each")),
        .init("p", .pValue(pValue)),
      ], cases: context.cases)
  }
}

extension RandomBlock {
  /// Whether the same effects vary between the same groups.
  func isSame(as other: RandomBlock) -> Bool { width == other.width && includes(other) }

  /// Whether the effects of another block of the same groups are among these.
  func includes(_ other: RandomBlock) -> Bool {
    groups == other.groups && other.columns.allSatisfy { columns.contains($0) }
  }
}

extension LinearMixedModel {
  /// The criterion of the same fixed terms where nothing varies between groups.
  fileprivate var criterionWithoutGroups: Double {
    criterion - state.criterion(mixed, restricted: estimation == .reml)
  }
}
