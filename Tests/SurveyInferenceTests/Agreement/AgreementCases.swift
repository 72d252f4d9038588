import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

/// Ratings and weights of the fixtures of this chapter, and data that several tests share.
enum AgreementCases {
  /// The ratings of a fixture: a data set whose columns are raters, or units in the options.
  static func table(_ reference: Fixture.Case) throws -> RatingTable {
    let options = reference.options
    let key = options["categories"] == .null ? "levels" : "categories"
    let categories = try options[key].numbers()
    if options["units"] != .null {
      let units = try options["units"].array().map { try $0.numbers().map { $0.isNaN ? nil : $0 } }
      return try RatingTable(units: units, categories: categories)
    }
    if options["raters"] != .null {
      let raters = try options["raters"].array().map { try $0.numbers().map { $0.isNaN ? nil : $0 } }
      return try RatingTable(raters: raters, categories: categories)
    }
    let data = try reference.data()
    let raters = try data.names.map { try data.numbers($0) }
    return try RatingTable(raters: raters, categories: categories, names: data.names)
  }

  /// The weights that a fixture names.
  static func weights(_ reference: Fixture.Case) throws -> AgreementWeights {
    switch try reference.options["weights"].string() {
    case "linear": .linear
    case "quadratic": .quadratic
    case "ordinal": .ordinal
    case "radical": .radical
    case "ratio": .ratio
    case "circular": .circular
    default: .identity
    }
  }

  /// The population that a fixture names.
  static func population(_ reference: Fixture.Case) throws -> Int? {
    reference.options["population"] == .null ? nil : try reference.options["population"].integer()
  }

  /// Compares value, standard error and the two agreements of an entry of irrCAC.
  ///
  /// irrCAC rounds to 15 decimals, which leaves 14 digits at least.
  static func check(
    _ estimate: Estimate, observed: Double, chance: Double, against reference: Fixture.Case
  ) throws {
    let expected = reference.expected
    try expectAgreement(estimate.value, expected["value"], digits: 12, floor: 1e-14, "value")
    try expectAgreement(estimate.standardError, expected["se"], digits: 12, floor: 1e-14, "standard error")
    try expectAgreement(
      estimate.interval?.lower, expected["ci95_low"], digits: 12, floor: 1e-14, "lower limit")
    try expectAgreement(observed, expected["pa"], digits: 12, floor: 1e-14, "observed")
    try expectAgreement(chance, expected["pe"], digits: 12, floor: 1e-14, "chance")
  }

  /// Five raters of eight units in four categories, the last of which nobody used; two ratings absent.
  static let units: [[Int?]] = [
    [1, 1, 2, 1, 1], [2, 2, 2, nil, 2], [3, 3, 1, 3, 3], [1, 2, 3, 2, 2], [1, 1, 1, 1, nil], [3, 3, 3, 3, 3],
    [2, 1, 2, 2, 2], [3, 2, 3, 3, 1],
  ]
  static var table: RatingTable { get throws { try RatingTable(units: units, categories: 1...4) } }
  /// The same without the units that lack a rating.
  static var complete: RatingTable {
    get throws { try RatingTable(units: units.filter { !$0.contains(nil) }, categories: 1...4) }
  }
  /// All units alike.
  static var perfect: RatingTable {
    get throws { try RatingTable(units: [[1, 1], [2, 2], [3, 3], [2, 2]], categories: 1...3) }
  }
  /// One category throughout.
  static var uniform: RatingTable {
    get throws { try RatingTable(units: [[2, 2], [2, 2], [2, 2]], categories: 1...3) }
  }
}
