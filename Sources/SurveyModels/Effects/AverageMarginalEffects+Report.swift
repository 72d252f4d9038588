import SurveyVocabulary

extension AverageMarginalEffects.Change {
  /// The change in words.
  var text: String {
    switch self {
    case .slope: "slope"
    case .between(let from, let to): "\(to.text) - \(from.text)"
    case .by(let step): step < 0 ? "\(plainNumber(step))" : "+\(plainNumber(step))"
    }
  }
}

extension MarginalCases {
  /// What changes in a variable where nothing else is asked for.
  func usualChanges(of name: String) throws(InputError) -> [AverageMarginalEffects.Change] {
    if let levels = outcomes.design.levels(of: name), let first = levels.first {
      return levels.dropFirst().map { .between(.level(first), .level($0)) }
    }
    guard case .numbers(let values) = try outcomes.design.variables().variable(name) else {
      throw InputError(.definition, name, "it holds labels, but no term takes it as a factor")
    }
    let isBinary = values.contains(0) && values.contains(1) && values.allSatisfy { $0 == 0 || $0 == 1 }
    return [isBinary ? .between(0, 1) : .slope]
  }

  /// The average change of each expected outcome.
  ///
  /// - Throws: `InputError` if the change does not fit the variable.
  func effect(
    of name: String, _ change: AverageMarginalEffects.Change
  ) throws(InputError) -> [ParameterFunction] {
    switch change {
    case .slope:
      guard outcomes.design.levels(of: name) == nil else {
        throw InputError(.definition, name, "a factor has no slope", remedy: "ask for a difference of levels")
      }
      return try slopes(by: name)
    case .between(let from, let to):
      let (first, second) = (try means(setting: [name: from]), try means(setting: [name: to]))
      return zip(second, first).map { $0 - $1 }
    case .by(let step):
      guard outcomes.design.levels(of: name) == nil, case .numbers(let values) = variables[name] else {
        throw InputError(.definition, name, "nothing can be added to a factor")
      }
      guard step.isFinite, step != 0 else {
        throw .outOfRange("\(name): step", value: step, allowed: "a finite number other than 0")
      }
      var moved = variables
      moved[name] = .numbers(values.map { $0.map { $0 + step } })
      return zip(try means(moved), try means(variables)).map { $0 - $1 }
    }
  }
}

extension AverageMarginalEffects {
  /// The effects with their tests for any renderer.
  public var report: Report {
    Report(
      context.title(point == .observed ? "Average marginal effects" : "Marginal effects at the means"),
      method: .init(
        Self.methodID, options: MarginalReport.options(point, weights, standardErrors),
        citation: Citation("Williams", 2012, "Stata Journal 12, 308-331", doi: "10.1177/1536867X1201200209")),
      rows: effects.map {
        let words = [$0.category, $0.change == "slope" ? $0.variable : "\($0.variable): \($0.change)"]
        return Report.Row(
          words.compactMap { $0 }.joined(separator: ", "), $0.estimate, statistic: $0.statistic,
          pValue: $0.pValue)
      },
      facts: MarginalReport.facts(point, place, rowCount, areOthers: areOtherRows), cases: context.cases)
  }
}

/// What reports of marginal effects and of predictive margins have in common.
enum MarginalReport {
  static func options(
    _ point: MarginalPoint, _ weights: EffectWeights, _ standardErrors: String
  ) -> [Report.Fact] {
    var options = [
      Report.Fact("at", .text(point.rawValue)),
      Report.Fact("standard errors", .text("delta method, \(standardErrors)")),
    ]
    if weights == .fit { options.append(Report.Fact("weights", .text(weights.rawValue))) }
    return options
  }

  static func facts(
    _ point: MarginalPoint, _ place: [(variable: String, value: VariableValue)], _ rowCount: Int,
    areOthers: Bool
  ) -> [Report.Fact] {
    let label = areOthers ? "averaged over other rows" : "averaged over rows"
    let rows = point == .observed || areOthers ? [Report.Fact(label, .count(rowCount))] : []
    return rows
      + place.map { variable, value in
        switch value {
        case .number(let number): Report.Fact(variable, .number(number))
        case .level(let level): Report.Fact(variable, .text(level))
        }
      }
  }
}
