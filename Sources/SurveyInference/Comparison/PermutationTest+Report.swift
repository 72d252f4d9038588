import SurveyVocabulary

extension PermutationTest {
  /// The finding as rows, facts and choices for any renderer.
  public var report: Report {
    Report(
      context.title("Permutation test", "\(context.part(0)) - \(context.part(1))"),
      method: .init(
        Self.methodID, options: options, seed: seed,
        citation: permuted == .welchT
          ? Citation(
            "Janssen", 1997, "Statistics & Probability Letters 36, 9-21",
            doi: "10.1016/S0167-7152(97)00043-6")
          : Citation("Pitman", 1937, "Supplement to the Journal of the Royal Statistical Society 4, 119-130")),
      rows: rows,
      facts: groups.facts
        + (pValueInterval.map {
          [.init("\(DecimalText.level($0.level)) CI of p", .interval($0, .bounded(4)))]
        } ?? []),
      cases: context.cases,
      notes: notes)
  }

  private var rows: [Report.Row] {
    let isOfMeans = permuted == .welchT || permuted == .meanDifference
    let tested = Report.Row(
      isOfMeans ? "difference in means" : statisticName,
      isOfMeans ? difference : Estimate(statistic.value), statistic: statistic, pValue: pValue,
      alternative: alternative)
    return [tested] + (isOfMeans ? [] : [.init("difference in means", difference)])
      + (effect.map { [.init("average-variance d", $0)] } ?? [])
  }

  private var notes: [String] {
    let hypothesis =
      permuted == .welchT
      ? []
      : [
        "Permuting the \(statisticName) tests that both groups have the same distribution, variances "
          + "included."
      ]
    guard undefinedCount > 0 else { return hypothesis }
    return hypothesis + [
      "The statistic is undefined for some divisions, which are left out (\(undefinedCount))."
    ]
  }

  private var seed: UInt64? {
    guard case .monteCarlo(_, let seed) = method else { return nil }
    return seed
  }

  private var options: [Report.Fact] {
    let how: String =
      switch method {
      case .exact: "all divisions"
      case .grid(let unit): "all divisions, counted on a grid of \(unit)"
      case .monteCarlo(let permutations, _): "\(DecimalText.grouped(permutations)) random divisions"
      }
    let definition: String =
      switch statistic.reference {
      case .exact(let tails), .monteCarlo(let tails, _, _): tails.definition
      default: ""
      }
    return [
      .init("permuted", .text(statisticName)), .init("method", .text(how)),
      .init("alternative", .text(alternative.rawValue)), .init("two-sided p", .text(definition)),
    ]
  }
}
