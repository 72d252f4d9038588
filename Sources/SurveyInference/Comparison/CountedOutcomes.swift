import SurveyVocabulary

/// A null distribution as its outcomes in ascending order and how often each occurs; values that differ by
/// rounding are one outcome.
struct CountedOutcomes {
  private(set) var values: [Double] = []
  private(set) var counts: [Double] = []
  private let tolerance: Double

  /// Takes values, which are not NaN, with their counts or probabilities; without counts each counts once.
  ///
  /// Neighbours no further apart than the tolerance, relative to their size where that exceeds 1, are one
  /// outcome.
  init(_ values: [Double], counts: [Double]? = nil, tolerance: Double) {
    self.tolerance = tolerance
    func add(_ value: Double, _ count: Double) {
      if let last = self.values.last, value <= last + slack(last) {
        self.counts[self.counts.count - 1] += count
      } else {
        self.values.append(value)
        self.counts.append(count)
      }
    }
    if let counts {
      for place in values.indices.sorted(by: { values[$0] < values[$1] }) {
        add(values[place], counts[place])
      }
    } else {
      for value in values.sorted() { add(value, 1) }
    }
  }

  /// Two equal infinities are one outcome without any slack.
  private func slack(_ value: Double) -> Double {
    value.isFinite ? tolerance * max(1, value.magnitude) : 0
  }

  private func sum(_ holds: (Double) -> Bool) -> Double {
    var total = 0.0
    for place in values.indices where holds(values[place]) { total += counts[place] }
    return total
  }

  /// All counts together.
  var total: Double { counts.reduce(0, +) }

  /// How often a value occurs that is no more frequent than the observed one.
  func improbable(_ observed: Double) -> Double {
    let near = slack(observed)
    let own = sum { $0 >= observed - near && $0 <= observed + near } * (1 + TwoSidedDefinition.tie)
    return counts.reduce(0) { $1 <= own ? $0 + $1 : $0 }
  }

  /// The tails of an observed value by a definition; the centre for the distance is zero.
  func tails(
    of observed: Double, _ definition: TwoSidedDefinition
  ) throws(InputError) -> TailProbabilities {
    let (all, near) = (total, slack(observed))
    return try definition.tails(
      lower: sum { $0 <= observed + near } / all, upper: sum { $0 >= observed - near } / all,
      equal: sum { $0 >= observed - near && $0 <= observed + near } / all,
      distance: sum { $0.magnitude >= observed.magnitude - near } / all,
      improbable: improbable(observed) / all)
  }

  /// The smallest and the largest value of which the tail, the value included, has more than a probability.
  func bounds(tail: Double) -> (lower: Double, upper: Double) {
    let limit = tail * total * (1 + 1e-12)
    func first(_ places: some Sequence<Int>) -> Double {
      var sum = 0.0
      for place in places {
        sum += counts[place]
        if sum > limit { return values[place] }
      }
      return 0
    }
    return (first(values.indices), first(values.indices.reversed()))
  }
}
