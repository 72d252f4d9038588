import SurveyVocabulary

extension BayesFactorTTest {
  /// The scales of the table of robustness: 0.5, √2/2, 1 and √2.
  public static let standardScales = [0.5, 0.7071067811865476, 1, 1.4142135623730951]

  /// The Bayes factor with its logarithm, the posterior of the effect, and the factor over several priors.
  public var report: Report {
    var rows: [Report.Row] = []
    if let bayesFactor { rows.append(.init(name, Estimate(bayesFactor))) }
    rows.append(.init("log \(name)", Estimate(logBayesFactor)))
    rows.append(.init("posterior median of delta", effect))
    let hasValue = bayesFactor != nil
    let notes =
      [
        "The factor compares the alternative with no effect; the interval of delta is a credible interval "
          + "under the alternative."
      ] + (hasValue ? [] : ["The factor is beyond the range of numbers; its logarithm is not."])
    return Report(
      context.title("Bayes factor t test", pairing),
      method: .init(
        Self.methodID,
        options: [
          .init("prior of delta", .text("\(prior), scale \(NumberStyle.decimals(3).text(priorScale))")),
          .init("alternative", .text(alternative.rawValue)),
        ],
        citation: Citation(
          "Rouder, Speckman, Sun, Morey & Iverson", 2009, "Psychonomic Bulletin & Review 16, 225-237",
          doi: "10.3758/PBR.16.2.225")),
      rows: rows, grids: robustness.isEmpty ? [] : [grid],
      facts: [
        .init("n", .counts(sizes)), .init("t", .number(statistic.value)),
        .init("df", .count(sizes.reduce(0, +) - sizes.count)),
        .init("integration error", .text("below \(ceiling)")),
      ], cases: context.cases, notes: notes)
  }

  /// The next power of ten above the error of the integration.
  private var ceiling: Double {
    [1e-15, 1e-14, 1e-13, 1e-12, 1e-11, 1e-10, 1e-9].first { $0 > integrationError } ?? 1e-8
  }

  private var name: String {
    switch alternative {
    case .twoSided: "BF10"
    case .greater: "BF+0"
    case .less: "BF-0"
    }
  }

  private var prior: String {
    switch alternative {
    case .twoSided: "Cauchy"
    case .greater: "Cauchy above 0"
    case .less: "Cauchy below 0"
    }
  }

  private var pairing: String? {
    if let reference { return "\(context.part(0)) - \(NumberStyle.automatic.text(reference))" }
    return context.parts.count > 1 ? "\(context.part(0)) - \(context.part(1))" : nil
  }

  private var grid: Report.Grid {
    Report.Grid(
      "by scale of the prior", columns: ["scale", name, "log \(name)"],
      lines: robustness.map { line in
        [
          .number(line.priorScale, .decimals(3)),
          line.bayesFactor.map { .number($0) } ?? .empty, .number(line.logBayesFactor),
        ]
      })
  }
}

extension JZSIntegral {
  /// The evidence of a t statistic.
  ///
  /// - Throws: `InputError` if there are neither one nor two sizes of at least 2, or if t is out of range.
  init(t: Double, sizes: [Int]) throws(InputError) {
    guard sizes.count == 1 || sizes.count == 2 else {
      throw InputError(
        .outOfRange, "sizes", "\(sizes.count) are given",
        remedy: "one for pairs or one sample, two for groups")
    }
    guard t.magnitude <= Self.largestT else {
      throw .outOfRange("t", value: t, allowed: "a number from -1e50 to 1e50")
    }
    for size in sizes {
      guard size >= 2 else { throw .tooFew("sizes", found: size, needed: 2) }
      guard size <= 1 << 50 else {
        throw .outOfRange("sizes", value: Double(size), allowed: "at most 2^50")
      }
    }
    let numbers = sizes.map(Double.init)
    self.t = t
    degreesOfFreedom = numbers.reduce(0, +) - Double(numbers.count)
    effectiveSize = numbers.count == 1 ? numbers[0] : numbers[0] / (numbers[0] + numbers[1]) * numbers[1]
  }
}
