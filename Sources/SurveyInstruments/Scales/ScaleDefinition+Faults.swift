extension ScaleDefinition {
  /// What is wrong with the definition; empty for a sound one.
  public var faults: [InputError] {
    var faults = items.flatMap { $0.scale?.faults ?? [] }
    func fault(_ problem: String, remedy: String? = nil) {
      faults.append(InputError(.definition, "scale \(name)", problem, remedy: remedy))
    }
    if name.isEmpty { fault("has an empty name") }
    if items.isEmpty { fault("has no items") }
    for name in repeatedItems { fault("\(name) is an item twice") }
    for item in items where !(item.kind.scoreRange.map { $0.minimum < $0.maximum } ?? false) {
      fault("\(item.column) has no declared range of scores")
    }
    for item in items where !Self.weights.contains(item.weight) {
      fault(
        "\(item.column) has the weight \(shortNumber(item.weight))",
        remedy: item.weight < 0 ? "reverse it by its key" : "allowed is 0.000001 to 1,000,000")
    }
    faults += unitFaults
    if !items.isEmpty, missing.needed(of: items.count) == nil {
      fault("no score can follow from \"\(missing.words)\" of \(items.count)")
    }
    if score == .sum, missing.toleratesGaps(of: items.count) {
      fault("a plain sum over some of the items depends on how many", remedy: "use .proratedSum or .mean")
    }
    for problem in norms?.problems ?? [] { fault(problem) }
    // Limits and bands mean nothing while items are at fault.
    guard faults.isEmpty, let range = scoreRange else { return faults }
    guard range.minimum.isFinite, range.maximum.isFinite, range.minimum < range.maximum else {
      fault("its scores exceed the range of Double", remedy: "use smaller weights")
      return faults
    }
    let problems = Bands.problems(
      bands, covering: range, areWhole: hasWholeScores, mustBeReached: norms == nil)
    for (problem, remedy) in problems { fault(problem, remedy: remedy) }
    return faults
  }

  private static let weights = 1e-6...1e6

  private var repeatedItems: [String] {
    struct Key: Hashable {
      let name: String
      let isScale: Bool
    }
    var seen: Set<Key> = []
    return items.filter { !seen.insert(Key(name: $0.column, isScale: $0.scale != nil)).inserted }.map(
      \.column)
  }

  /// Items that cannot be put together because they are measured in different units.
  private var unitFaults: [InputError] {
    func fault(_ problem: String, remedy: String?) -> [InputError] {
      [InputError(.definition, "scale \(name)", problem, remedy: remedy)]
    }
    let metric = items.first { item in
      if case .metric = item.unit { true } else { false }
    }
    if let metric, rescaling == .percentOfRange || score == .percentOfMaximum {
      return fault(
        "\(metric.column) is a standard score, which has no declared range",
        remedy: "use .mean or .sum without a rescaling")
    }
    // A sum of sums needs no common range: it is the sum of all their items.
    let addsScales = score == .sum && noun == "scale" && metric == nil
    guard rescaling == .none, !addsScales, let first = items.first, let unit = first.unit,
      let other = items.first(where: { $0.unit.map { $0 != unit } ?? false })
    else { return [] }
    return fault(
      "\(first.column) is scored \(words(first)), but \(other.column) \(words(other))",
      remedy: metric == nil ? "say how to rescale: .percentOfRange" : "use standard scores of one metric")
  }

  private func words(_ item: Item) -> String {
    switch item.unit {
    case .range(let minimum, let maximum): "\(shortNumber(minimum)) to \(shortNumber(maximum))"
    case .metric(let metric): "in the metric \(metric.words)"
    case nil: item.kind.name
    }
  }
}
