import SurveyVocabulary

/// The clusters of cases as numbers from 0, in the order in which they first occur.
struct ClusterCodes {
  /// The clusters of the cases, one array for each list of labels.
  let codes: [[Int]]
  /// The number of different clusters in all lists.
  let count: Int

  /// - Parameters:
  ///   - labels: The cluster of each case; the same label in two lists is the same cluster.
  ///   - sizes: The number of values that belong to each list.
  ///   - names: What the lists are called in errors.
  /// - Throws: `InputError` if a list has another length than its values.
  init<Label: Hashable>(
    _ labels: [[Label]], sizes: [Int], names: [(values: String, clusters: String)]
  ) throws(InputError) {
    var places: [Label: Int] = [:]
    var codes: [[Int]] = []
    for (place, list) in labels.enumerated() {
      try checkEqualLength(list.count, names[place].clusters, sizes[place], names[place].values)
      codes.append(
        list.map { label in
          if let code = places[label] { return code }
          let code = places.count
          places[label] = code
          return code
        })
    }
    self.codes = codes
    count = places.count
  }
}
