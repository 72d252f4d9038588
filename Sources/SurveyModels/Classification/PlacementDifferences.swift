/// The differences of the placement values of two curves of the same cases.
struct PlacementDifferences {
  let events: [Double]
  let others: [Double]

  /// The covariance of two differences of areas.
  func covariance(with other: PlacementDifferences) -> Double {
    Placements.covariance(events, other.events) / Double(events.count)
      + Placements.covariance(others, other.others) / Double(others.count)
  }

  /// The variance of the difference of the areas.
  var variance: Double { covariance(with: self) }
}

extension Placements {
  /// What this curve adds to its area more than another, for each case.
  func minus(_ other: Placements) -> PlacementDifferences {
    PlacementDifferences(
      events: zip(events, other.events).map { $0 - $1 }, others: zip(others, other.others).map { $0 - $1 })
  }
}
