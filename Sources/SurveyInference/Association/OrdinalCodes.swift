import SurveyVocabulary

/// The values of an ordered variable as places in the list of its distinct values.
struct OrdinalCodes {
  /// The distinct values, ascending.
  let values: [Double]
  /// The place of each case's value.
  let codes: [Int32]
  let margin: OrdinalMargin

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
    var counts = [Double](repeating: 0, count: values.count)
    for code in codes { counts[Int(code)] += 1 }
    margin = try OrdinalMargin(counts, name)
  }
}
