import SurveyProbability
import SurveyVocabulary

/// What is drawn with replacement: cases or whole clusters, from all of them or from each stratum by itself.
struct ResamplingUnits: Sendable {
  /// The units of each stratum; a single one where nothing is stratified.
  let strata: [[Int]]
  /// The cases of each unit; `nil` where a unit is a case.
  let members: [[Int]]?
  /// The number of cases.
  let caseCount: Int
  /// The number of strata that were given; `nil` for none.
  let stratumCount: Int?

  /// The number of units in all strata.
  var count: Int { members?.count ?? caseCount }
  /// The number of clusters; `nil` where cases are drawn.
  var clusterCount: Int? { members?.count }

  /// - Parameters:
  ///   - cases: The number of cases.
  ///   - strata: The stratum of each case.
  ///   - clusters: The cluster of each case.
  /// - Throws: `InputError` if a list has another length, a stratum has fewer than two units, or a cluster lies
  ///   in two strata.
  init(cases: Int, strata: [String]?, clusters: [String]?) throws(InputError) {
    caseCount = cases
    var unitOfCase: [Int]?
    if let clusters {
      let codes = try ClusterCodes([clusters], sizes: [cases], names: [("cases", "clusters")])
      var members = [[Int]](repeating: [], count: codes.count)
      for (row, code) in codes.codes[0].enumerated() { members[code].append(row) }
      self.members = members
      unitOfCase = codes.codes[0]
    } else {
      members = nil
    }
    let units = members?.count ?? cases
    guard units >= 2 else {
      throw clusters == nil
        ? .tooFew("cases", found: units, needed: 2)
        : InputError(.tooFew, "clusters", "\(units) found, at least 2 needed")
    }
    guard let strata else {
      self.strata = [Array(0..<units)]
      stratumCount = nil
      return
    }
    let codes = try ClusterCodes([strata], sizes: [cases], names: [("cases", "strata")])
    var stratumOfUnit = [Int?](repeating: nil, count: units)
    var parts = [[Int]](repeating: [], count: codes.count)
    for (row, stratum) in codes.codes[0].enumerated() {
      let unit = unitOfCase?[row] ?? row
      if let known = stratumOfUnit[unit] {
        guard known == stratum else {
          throw InputError(
            .definition, "strata", "the cluster \(clusters?[row] ?? "") has cases in two of them",
            remedy: "a cluster belongs to one stratum")
        }
      } else {
        stratumOfUnit[unit] = stratum
        parts[stratum].append(unit)
      }
    }
    let members = members
    for part in parts where part.count < 2 {
      let row = part.first.flatMap { unit in members.map { $0[unit].first } ?? unit }
      throw InputError(
        .tooFew, "stratum \(row.map { strata[$0] } ?? "")",
        "1 \(clusters == nil ? "case" : "cluster") found, at least 2 needed", remedy: "join it with another")
    }
    self.strata = parts
    stratumCount = parts.count
  }

  /// Draws as many units as there are from each stratum of `units`, with replacement.
  func drawn(from units: [[Int]], _ stream: inout RandomStream) -> [[Int]] {
    units.map { stratum in
      var drawn: [Int] = []
      drawn.reserveCapacity(stratum.count)
      for _ in stratum { drawn.append(stratum[stream.index(below: stratum.count)]) }
      return drawn
    }
  }

  /// The cases of units, unit after unit.
  func cases<T>(of units: [[Int]], in all: [T]) -> [T] {
    var result: [T] = []
    result.reserveCapacity(all.count)
    for unit in units.joined() {
      if let members {
        for row in members[unit] { result.append(all[row]) }
      } else {
        result.append(all[unit])
      }
    }
    return result
  }

  /// All cases without those of one unit, in their order.
  func cases<T>(without unit: Int, in all: [T]) -> [T] {
    var result: [T] = []
    result.reserveCapacity(all.count)
    guard let members else {
      result.append(contentsOf: all[..<unit])
      result.append(contentsOf: all[(unit + 1)...])
      return result
    }
    // The rows of a unit ascend.
    var start = 0
    for row in members[unit] {
      result.append(contentsOf: all[start..<row])
      start = row + 1
    }
    result.append(contentsOf: all[start...])
    return result
  }
}
