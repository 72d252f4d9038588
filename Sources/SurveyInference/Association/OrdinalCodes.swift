import SurveyVocabulary

/// The values of an ordered variable as places in the list of its distinct values.
struct OrdinalCodes {
  /// The distinct values, ascending.
  let values: [Double]
  /// The place of each case's value.
  let codes: [Int32]
  let margin: OrdinalMargin
  /// How many cases have each value.
  let counts: [Int]

  /// - Throws: `InputError` for a variable that is constant or has too many values.
  init(_ variable: [Double], _ name: String) throws(InputError) {
    var distinct: Set<Double> = []
    for value in variable {
      distinct.insert(value)
      guard distinct.count <= OrdinalTable.mostCategories else {
        throw .infeasible(
          name, "has more than \(OrdinalTable.mostCategories) different values",
          remedy: "use PearsonCorrelation for what is nearly continuous")
      }
    }
    values = distinct.sorted()
    var places: [Double: Int32] = [:]
    for (place, value) in values.enumerated() { places[value] = Int32(place) }
    codes = variable.map { places[$0] ?? 0 }
    var counts = [Int](repeating: 0, count: values.count)
    for code in codes { counts[Int(code)] += 1 }
    self.counts = counts
    margin = try OrdinalMargin(counts.map(Double.init), name)
  }
}
