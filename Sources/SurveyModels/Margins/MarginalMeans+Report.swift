import SurveyVocabulary

extension MarginalMeans {
  /// The means as a table for any renderer.
  public var report: Report {
    Report(
      context.title("Marginal means"),
      method: .init(
        Self.methodID, options: [.init("averages weighted", .text(weights.rawValue))] + scaleOptions,
        citation: Citation(
          "Searle, Speed & Milliken", 1980, "The American Statistician 34, 216-221",
          doi: "10.1080/00031305.1980.10483031")),
      grids: [grid], facts: heldFacts, cases: context.cases, notes: notes)
  }

  /// The scale and the link, where they differ from plain means.
  var scaleOptions: [Report.Fact] {
    link == .identity
      ? [] : [.init("scale", .text(scale.rawValue)), .init("link", .text(link.rawValue))]
  }

  /// What is held, and where.
  var heldFacts: [Report.Fact] {
    let facts = held.map { Report.Fact("\($0.name) held at", .number($0.value)) }
    return offset == 0 ? facts : facts + [.init("offset", .number(offset))]
  }

  private var grid: Report.Grid {
    let level = "\(DecimalText.level(confidence)) CI"
    let lines = means.map { mean -> [Report.Cell] in
      var cells = mean.levels.map { Report.Cell.text($0) }
      guard let estimate = mean.estimate else {
        return cells + [.text("not estimable"), .empty, .empty, .empty]
      }
      cells.append(.number(estimate.value))
      cells.append(estimate.standardError.map { .number($0) } ?? .empty)
      cells.append(mean.degreesOfFreedom.map { .number($0, .decimals($0 == $0.rounded() ? 0 : 1)) } ?? .empty)
      cells.append(estimate.interval.map { .interval($0, .automatic) } ?? .empty)
      return cells
    }
    return Report.Grid(columns: variables + groups + [measure, "SE", "df", level], lines: lines)
  }

  /// What the numbers are.
  private var measure: String {
    guard link != .identity else { return "mean" }
    guard scale == .response else { return link.sumName }
    return link.isProbability ? "probability" : "mean"
  }

  private var notes: [String] {
    var notes = part.note.map { [$0] } ?? []
    if !averaged.isEmpty {
      notes.append(
        "averaged over \(averaged.joined(separator: ", "))"
          + (link == .identity ? "" : ", on the scale of the link"))
    }
    if means.contains(where: { $0.estimate == nil }) {
      notes.append(
        "a mean is not estimable where the coefficients, or cases to average over, do not determine it")
    }
    return notes
  }
}

extension MeanLink {
  /// What a sum of coefficients is called.
  var sumName: String {
    switch self {
    case .identity: "mean"
    case .log: "log mean"
    case .logit: "log odds"
    case .probit: "probit"
    case .complementaryLogLog: "log(-log(1 - p))"
    case .logLog: "-log(-log(p))"
    case .inverse: "1/mean"
    }
  }

  var isProbability: Bool {
    switch self {
    case .logit, .probit, .complementaryLogLog, .logLog: true
    case .identity, .log, .inverse: false
    }
  }
}
