import SurveyVocabulary

/// Values in ascending order with the running sums of their weights.
struct WeightedOrder {
  private let values: [Double]
  private let running: [Double]
  private let unit: Double

  /// Takes finite values and checked weights, at least one of them above zero.
  init(_ values: [Double], _ weights: [Double]) {
    let order = values.indices.filter { weights[$0] > 0 }.sorted { values[$0] < values[$1] }
    let unit = weights.max() ?? 1
    // What each addition rounds away is summed beside it, so that sums that are equal on paper are so here.
    var (sum, lost) = (0.0, 0.0)
    var running: [Double] = []
    running.reserveCapacity(order.count)
    for index in order {
      let part = weights[index] / unit
      let next = sum + part
      lost += sum >= part ? (sum - next) + part : (part - next) + sum
      sum = next
      running.append(sum + lost)
    }
    self.values = order.map { values[$0] }
    self.running = running
    self.unit = unit
  }

  /// The smallest and the largest value with a weight above zero.
  var range: (minimum: Double, maximum: Double) { (values.first ?? 0, values.last ?? 0) }

  /// The quantile of a definition; those other than the first two take the sum of the weights for the number
  /// of cases.
  func quantile(_ probability: Double, _ type: Quantiles.Definition) -> Double {
    let total = running.last ?? 0
    switch type {
    case .one: return value(reaching: probability * total)
    case .two:
      let place = place(reaching: probability * total)
      let isJump = (running[place] - probability * total).magnitude <= 8 * Double.ulpOfOne * total
      let next = min(place + 1, values.count - 1)
      guard isJump, values[place] != values[next] else { return values[place] }
      return values[place] / 2 + values[next] / 2
    default:
      return Quantiles.quantile(probability, size: total * unit, type) { rank in
        value(reaching: max(rank, 1) / unit)
      }
    }
  }

  private func value(reaching sum: Double) -> Double { values[place(reaching: sum)] }

  /// The first value at which the running sum reaches a sum, but for rounding; the last where none does.
  private func place(reaching sum: Double) -> Int {
    let needed = sum - 8 * Double.ulpOfOne * (running.last ?? 0)
    var (low, high) = (0, values.count - 1)
    while low < high {
      let middle = low + (high - low) / 2
      if running[middle] >= needed, running[middle] > 0 { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

/// Refuses a definition of quantiles that the weights cannot have.
func checkDefinition(
  _ type: Quantiles.Definition, _ kind: WeightKind, _ weights: [Double]
) throws(InputError) {
  if type == .one || type == .two { return }
  let remedy = "use .one or .two, which take the weighted distribution function only"
  guard kind == .frequency else {
    throw InputError(
      .definition, "type",
      "type \(type.rawValue) needs a number of cases, which \(kind.rawValue) weights do not add up to",
      remedy: remedy)
  }
  let sum = weights.reduce(0, +)
  guard sum >= 1 else {
    throw InputError(
      .outOfRange, "weights", "they add up to \(sum), and type \(type.rawValue) needs at least one case",
      remedy: remedy)
  }
}
