import SurveyVocabulary

extension BrunnerMunzelTest {
  /// The finding as rows, facts and choices for any renderer.
  public var report: Report {
    Report(
      context.title("Brunner-Munzel test", "\(context.part(0)) against \(context.part(1))"),
      method: .init(Self.methodID, options: options, seed: seed, citation: citation),
      rows: [
        .init(
          "probability of superiority", effect, style: .bounded(2), statistic: statistic, pValue: pValue,
          alternative: alternative)
      ],
      facts: [.init("n", .counts(sizes))] + (pValueInterval.map { [$0.factOfP] } ?? []),
      cases: context.cases,
      notes: effect.interval == nil
        ? ["The data give no variance of the probability of superiority, and no interval for it."] : [])
  }

  private var seed: UInt64? {
    guard case .monteCarlo(_, let seed, _) = permutation else { return nil }
    return seed
  }

  private var options: [Report.Fact] {
    let side = Report.Fact("alternative", .text(alternative.rawValue))
    let how: String
    let twoSided: TwoSidedDefinition
    switch permutation {
    case nil: return [side]
    case .exact(let definition):
      (how, twoSided) = ("all divisions", definition)
    case .monteCarlo(let permutations, _, let definition):
      (how, twoSided) = ("\(DecimalText.grouped(permutations)) random divisions", definition)
    }
    return [
      .init("studentized permutation", .text(how)), side, .init("two-sided p", .text(twoSided.rawValue)),
    ]
  }

  private var citation: Citation {
    permutation == nil
      ? Citation(
        "Brunner & Munzel", 2000, "Biometrical Journal 42, 17-25",
        doi: "10.1002/(SICI)1521-4036(200001)42:1<17::AID-BIMJ17>3.0.CO;2-U")
      : Citation("Neubert & Brunner", 2007, "Computational Statistics & Data Analysis 51, 5192-5204")
  }
}
