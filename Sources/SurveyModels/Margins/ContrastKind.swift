import SurveyInference
import SurveyVocabulary

/// Which marginal means are compared with which.
public enum ContrastKind: Hashable, Sendable {
  /// Every pair: the first minus the second, the first minus the third, and so on.
  case pairwise
  /// Each mean minus that of a control; the first where none is named.
  case againstControl(String? = nil)
  /// Each mean minus the one before it.
  case consecutive
  /// Each mean minus the average of all.
  case deviations
  /// Straight line, parabola and so on through the means as if their levels were equally far apart; each set of
  /// weights has length one.
  case polynomial
  /// Weights of one's own.
  case custom([GroupContrast])

  /// The contrasts of means with these names.
  ///
  /// - Throws: `InputError` if there are fewer than two means, a control is unknown, or weights do not fit.
  func contrasts(_ names: [String]) throws(InputError) -> [GroupContrast] {
    let count = names.count
    guard count > 1 else {
      throw .tooFew(
        "means", found: count, needed: 2, remedy: "ask for means over a variable with several levels")
    }
    guard count <= 100 else {
      throw .infeasible("means", "\(count) means are too many to compare", remedy: "compare 100 at most")
    }
    func difference(_ first: Int, _ second: Int) -> GroupContrast {
      GroupContrast(
        "\(names[first]) - \(names[second])",
        names.indices.map { $0 == first ? 1 : $0 == second ? -1 : 0 })
    }
    switch self {
    case .pairwise: return (0..<count - 1).flatMap { one in (one + 1..<count).map { difference(one, $0) } }
    case .againstControl(let control):
      guard let place = control.map({ names.firstIndex(of: $0) }) ?? 0 else {
        throw .unknownName(control ?? "", among: names, subject: "control")
      }
      return names.indices.filter { $0 != place }.map { difference($0, place) }
    case .consecutive: return (1..<count).map { difference($0, $0 - 1) }
    case .deviations:
      return names.indices.map { own in
        GroupContrast(
          "\(names[own]) - average", names.indices.map { ($0 == own ? 1 : 0) - 1 / Double(count) })
      }
    case .polynomial:
      return try Contrasts.polynomial.columns(names, of: "levels").map { GroupContrast($0.name, $0.values) }
    case .custom(let own):
      guard !own.isEmpty else { throw InputError(.definition, "contrasts", "there is none") }
      for contrast in own {
        let subject = "contrast \(contrast.name)"
        try checkEqualLength(contrast.weights.count, subject, count, "the means")
        _ = try finiteValues(contrast.weights, subject)
        let size = contrast.weights.reduce(0) { max($0, $1.magnitude) }
        guard size > 0, contrast.weights.reduce(0, { $0 + $1 / size }).magnitude <= 1e-12 * Double(count)
        else {
          throw InputError(
            .definition, subject, "its weights are all zero, or do not add up to zero",
            remedy: "divide the weights of each side by their sum")
        }
      }
      return own
    }
  }

  var name: String {
    switch self {
    case .pairwise: "all pairs"
    case .againstControl: "against a control"
    case .consecutive: "each against the one before"
    case .deviations: "each against the average"
    case .polynomial: "polynomials"
    case .custom: "of one's own"
    }
  }
}

/// How the probabilities and intervals of contrasts allow for their number.
public enum ContrastAdjustment: Hashable, Sendable {
  /// Not at all.
  case none
  /// By the p-values alone. Bonferroni and Šidák have intervals that hold together; those of the step-down and step-up
  /// methods are not adjusted.
  case family(PAdjustment)
  /// By the studentized range of the means: exact for all pairs in a balanced design, conservative in most others.
  case tukey
  /// By the F distribution of every contrast that the means allow.
  case scheffe
  /// By the largest of the statistics, which are multivariate t with the correlations of the contrasts; Dunnett's
  /// test where they have a control in common. Exact to about 1e-10 where the correlations are products, or where at
  /// most three contrasts do not follow from others; else by quasi-Monte Carlo, whose error is reported.
  case singleStep(seed: UInt64 = 1)

  /// Holm's step-down method.
  public static let holm = ContrastAdjustment.family(.holm)
  /// Bonferroni's method.
  public static let bonferroni = ContrastAdjustment.family(.bonferroni)

  var name: String {
    switch self {
    case .none, .family(.none): "none"
    case .family(let adjustment): adjustment.rawValue
    case .tukey: "Tukey"
    case .scheffe: "Scheffé"
    case .singleStep: "single-step, multivariate t"
    }
  }
}
