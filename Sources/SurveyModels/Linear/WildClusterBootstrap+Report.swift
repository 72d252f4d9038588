import SurveyProbability
import SurveyVocabulary

extension WildClusterBootstrap.Multipliers {
  /// The numbers that a multiplier may be; those above zero come first where all are equally likely.
  var values: [Double] {
    let (half, more, five) = (0.5.squareRoot(), 1.5.squareRoot(), 5.0.squareRoot())
    return switch self {
    case .rademacher: [1, -1]
    case .webb: [more, 1, half, -more, -1, -half]
    case .mammen: [(1 - five) / 2, (1 + five) / 2]
    }
  }

  /// The values, where all are equally likely.
  var equallyLikely: [Double]? { self == .mammen ? nil : values }

  /// The place of a random multiplier among the values.
  func place(_ stream: inout RandomStream) -> Int {
    guard self == .mammen else { return stream.index(below: values.count) }
    let root = 5.0.squareRoot()
    return stream.uniform() < (root + 1) / (2 * root) ? 0 : 1
  }
}

extension WildClusterBootstrap {
  /// The test with its interval and its choices for any renderer.
  public var report: Report {
    let isOfCases = errors.independent != nil
    var facts = weights.map { Report.Fact($0.name, .number($0.weight, .decimals(2))) }
    if value != 0 { facts.append(.init("tested against", .number(value))) }
    facts.append(.init(isOfCases ? "cases" : "clusters", .count(clusterCount)))
    if case .random(let resamples, _) = draws { facts.append(.init("resamples", .count(resamples))) }
    if let possibleDraws, let distinctDraws {
      facts += [
        .init("possible vectors", .count(possibleDraws)), .init("different ones used", .count(distinctDraws)),
      ]
    }
    return Report(
      context.title(isOfCases ? "Wild bootstrap" : "Wild cluster bootstrap"),
      method: .init(
        Self.methodID, options: options, seed: seed,
        citation: Citation(
          "Cameron, Gelbach & Miller", 2008, "Review of Economics and Statistics 90, 414-427",
          doi: "10.1162/rest.90.3.414")),
      rows: [
        .init("weighted sum", estimate, statistic: statistic, pValue: pValue, alternative: alternative)
      ],
      facts: facts, cases: context.cases, notes: notes)
  }

  private var seed: UInt64? {
    if case .random(_, let seed) = draws { seed } else { nil }
  }

  private var options: [Report.Fact] {
    [
      .init("standard errors", .text(errors.name)), .init("null hypothesis", .text(null.rawValue)),
      .init("multipliers", .text(multipliers.rawValue)),
      .init("draws", .text(draws == .all ? "all vectors" : "random")),
      .init("two-sided", .text(twoSided.rawValue)), .init("alternative", .text(alternative.rawValue)),
    ]
  }

  private var notes: [String] {
    var notes: [String] = []
    if draws == .all {
      notes.append("exact: all vectors of multipliers were counted; the test itself remains approximate")
    }
    if undefinedCount > 0 {
      notes.append("\(undefinedCount) samples have no statistic and count as extreme")
    }
    if let interval = estimate.interval {
      let open =
        (alternative != .less && interval.lower == -.infinity)
        || (alternative != .greater && interval.upper == .infinity)
      if open { notes.append("no value is rejected on an open side: there are too few different vectors") }
    } else {
      notes.append("there is no interval, because the test rejects the estimate itself")
    }
    return notes
  }
}
