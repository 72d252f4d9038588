import SurveyLinearAlgebra
import SurveyProbability
import SurveyVocabulary

/// The test that several coefficients of a linear mixed model, or several weighted sums of them, are all zero.
///
/// F with the degrees of freedom that the model was asked for: Satterthwaite's for several sums after Fai &
/// Cornelius (1996), Kenward and Roger's with their adjusted covariance matrix and scale (1997), or Wald's chi-square
/// where the normal distribution was asked for.
///
/// References: Fai & Cornelius (1996), doi:10.1080/00949659608811740; Kenward & Roger (1997), doi:10.2307/2533558.
public struct FixedEffectsTest: Finding {
  /// The stable name of the method with its version.
  public static let methodID = "fixed-effects-test/1"

  /// The statistic: F, or chi-square with the normal distribution.
  public let statistic: TestStatistic
  /// The probability of a statistic at least as large where all are zero.
  public let pValue: Double
  /// What F was multiplied by, one but for Kenward and Roger's method.
  public let scale: Double
  /// What is tested: names of coefficients, or the sums in words.
  public let restrictions: [String]
  /// The method of the denominator.
  public let degreesOfFreedom: MixedDegreesOfFreedom
  /// The names and cases of the data, for print.
  public var context: DataContext

  /// Tests that coefficients are all zero.
  ///
  /// - Throws: `InputError` if no coefficient is named, one is unknown or named twice, or their covariance matrix
  ///   is not of full rank.
  public init(of model: LinearMixedModel, _ names: [String]) throws(InputError) {
    try self.init(of: model, sums: names.map { [$0: 1] }, words: names)
  }

  /// Tests that weighted sums of coefficients are all zero.
  ///
  /// Satterthwaite's degrees of freedom of several sums depend a little on the units of the sums; the other two
  /// methods do not.
  ///
  /// - Parameters:
  ///   - model: The fit.
  ///   - sums: For each sum the weights of coefficients by their names.
  /// - Throws: `InputError` if there is no sum, a name is unknown, a weight is not finite, or one sum follows from
  ///   the others.
  public init(of model: LinearMixedModel, sums: [[String: Double]]) throws(InputError) {
    let words = sums.map { sum in
      sum.sorted { $0.key < $1.key }.map { "\(plainNumber($0.value)) · \($0.key)" }.joined(separator: " + ")
    }
    try self.init(of: model, sums: sums, words: words)
  }

  private init(
    of model: LinearMixedModel, sums: [[String: Double]], words: [String]
  ) throws(InputError) {
    guard !sums.isEmpty else { throw .tooFew("restrictions", found: 0, needed: 1) }
    guard sums.count <= model.coefficients.count else {
      throw InputError(.rankDeficient, "restrictions", "there are more than coefficients")
    }
    let names = model.coefficients.map(\.name)
    var contrasts: [[Double]] = []
    for sum in sums {
      for (name, weight) in sum.sorted(by: { $0.key < $1.key }) {
        guard names.contains(name) else { throw .unknownName(name, among: names, subject: "coefficients") }
        guard weight.isFinite else { throw .notFinite(name, value: weight, at: 0) }
      }
      contrasts.append(names.map { sum[$0] ?? 0 })
    }
    let count = Double(sums.count)
    let values = model.coefficients.map(\.value)
    let (wald, freedom, scale) = try model.inference.joint(contrasts, values)
    let f = wald / count * scale
    guard f.isFinite, freedom.map({ $0 > 0 && $0.isFinite }) ?? true else {
      throw InputError(
        .outOfRange, "restrictions", "F or its degrees of freedom do not exist",
        remedy: "rescale the columns, or use .normal")
    }
    if let freedom {
      statistic = TestStatistic("F", f, reference: .f(numerator: count, denominator: freedom))
    } else {
      statistic = TestStatistic("χ²", wald, reference: .chiSquare(degreesOfFreedom: count))
    }
    pValue = statistic.pValue(.greater)
    self.scale = scale
    restrictions = words
    degreesOfFreedom = model.degreesOfFreedom
    context = model.context
  }
}

extension FixedEffectsTest {
  /// The finding as rows, facts and choices for any renderer.
  public var report: Report {
    let citation =
      degreesOfFreedom == .kenwardRoger
      ? Citation("Kenward & Roger", 1997, "Biometrics 53, 983-997", doi: "10.2307/2533558")
      : Citation(
        "Fai & Cornelius", 1996, "Journal of Statistical Computation and Simulation 54, 363-378",
        doi: "10.1080/00949659608811740")
    return Report(
      context.title("Test of fixed effects"),
      method: .init(
        Self.methodID, options: [.init("degrees of freedom", .text(degreesOfFreedom.rawValue))],
        citation: citation),
      rows: [.init("all zero", statistic: statistic, pValue: pValue)],
      facts: [.init("tested", .text(restrictions.joined(separator: ", ")))]
        + (degreesOfFreedom == .kenwardRoger ? [.init("scale of F", .number(scale, .decimals(3)))] : []),
      cases: context.cases)
  }
}
