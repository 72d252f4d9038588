import SurveyProbability
import SurveyVocabulary

/// The p-values of a family of tests, checked, and what the adjustments of them share.
struct PValueFamily {
  /// The p-values as given.
  let values: [Double]
  /// The names of the tests.
  let context: DataContext

  /// - Throws: `InputError` if there is no p-value, one is NaN or outside 0 to 1, or the names are
  ///   neither none nor as many as the p-values.
  init(_ pValues: some Collection<Double>, names: [String]) throws(InputError) {
    let values = Array(pValues)
    guard !values.isEmpty else { throw .tooFew("p-values", found: 0, needed: 1) }
    if !names.isEmpty { try checkEqualLength(names.count, "names", values.count, "the family of p-values") }
    for (index, value) in values.enumerated() where !(0...1).contains(value) {
      let name = names.isEmpty ? "p-value \(index + 1)" : "p-value of \(names[index])"
      throw .outOfRange(name, value: value, allowed: "a number from 0 to 1")
    }
    self.values = values
    context = DataContext(parts: names, cases: CaseLedger(all: 0))
  }

  /// The places of the p-values from the smallest up.
  var ascending: [Int] { values.indices.sorted { (values[$0], $0) < (values[$1], $1) } }

  /// Each p-value stretched by itself.
  func singleStep(_ stretch: (_ p: Double) -> Double) -> [Double] { values.map { min(1, stretch($0)) } }

  /// From the smallest p-value up, none below the one before; the rank counts from 1.
  func stepDown(_ stretch: (_ p: Double, _ rank: Int) -> Double) -> [Double] {
    var adjusted = values
    var largest = 0.0
    for (place, index) in ascending.enumerated() {
      largest = max(largest, min(1, stretch(values[index], place + 1)))
      adjusted[index] = largest
    }
    return adjusted
  }

  /// From the largest p-value down, none above the one before; the rank counts from 1 at the smallest.
  func stepUp(_ stretch: (_ p: Double, _ rank: Int) -> Double) -> [Double] {
    var adjusted = values
    var smallest = 1.0
    for (place, index) in ascending.enumerated().reversed() {
      smallest = min(smallest, stretch(values[index], place + 1))
      adjusted[index] = smallest
    }
    return adjusted
  }

  /// 1 - (1 - p)ᵏ without the loss of digits of that form: the chance of a p-value as small among k
  /// independent ones.
  static func smallestOf(_ count: Int, _ p: Double) -> Double {
    count == 1 ? p : -SpecialFunctions.expm1(Double(count) * SpecialFunctions.log1p(-p))
  }

  /// The p-values beside their adjusted values, one test to a line.
  static func report(
    _ title: String, id: String, context: DataContext, _ pValues: [Double], _ adjusted: [Double],
    rate: String, citation: Citation
  ) -> Report {
    let lines = pValues.indices.map { index -> [Report.Cell] in
      [.text(context.part(index)), .pValue(pValues[index]), .pValue(adjusted[index])]
    }
    return Report(
      context.title(title),
      method: .init(id, options: [Report.Fact("controls", .text(rate))], citation: citation),
      grids: [Report.Grid(columns: ["test", "p", "adjusted p"], lines: lines)],
      facts: [Report.Fact("tests in the family", .count(pValues.count))])
  }
}
