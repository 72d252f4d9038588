import Foundation
import SurveyProbability
import SurveyTestSupport

/// How the points of a reference grid are evaluated, and the worst of them.
struct AccuracyGrid: Sendable {
  /// The name of the function on the page.
  let title: String
  /// The columns that are arguments.
  let arguments: [String]
  /// The columns that the arguments give.
  let evaluate: @Sendable (_ arguments: [Double]) throws -> [String: Double]

  /// The worst point of a quantity.
  struct Worst {
    var count = 0
    var digits = 16.0
    var place = "–"
  }

  /// The worst point by quantity: tails, their logarithms, density, quantile or value.
  func worst(_ reference: Fixture.Case) throws -> [String: Worst] {
    let columns = reference.expected
    var worst: [String: Worst] = [:]
    for row in try columns[arguments[0]].array().indices {
      let point = try arguments.map { try Self.number(columns[$0][row]) }
      for (column, found) in try evaluate(point) where columns[column] != .null {
        let wanted = try columns[column][row].number()
        let digits = Self.digits(found, wanted, column, reference.id)
        let quantity = Self.quantities[column] ?? column
        worst[quantity, default: Worst()].count += 1
        // Of points with equal digits the first in the order of columns is named, on every run the same.
        if digits < (worst[quantity]?.digits ?? 16) {
          worst[quantity]?.digits = digits
          worst[quantity]?.place = zip(arguments, point).map { "\($0) \($1.short)" }.joined(separator: ", ")
        }
      }
    }
    return worst
  }

  private static func number(_ value: Fixture.Value) throws -> Double {
    if case .bool(let isTrue) = value { return isTrue ? 1 : 0 }
    return try value.number()
  }

  static let quantities = [
    "cdf": "tails", "sf": "tails", "log_cdf": "log tails", "log_sf": "log tails", "log_pdf": "density",
    "log_pmf": "density", "pmf": "density",
  ]

  /// The correct digits of a value, by the rules that the page states.
  private static func digits(_ found: Double, _ wanted: Double, _ column: String, _ id: String) -> Double {
    switch column {
    case "log_pdf", "log_pmf", "digamma": return absoluteBelowOne(found, wanted)
    case _ where column.hasPrefix("log") && id.hasPrefix("dist.") && wanted.magnitude < 1e-45: return 16
    case "value" where id == "special.digamma": return absoluteBelowOne(found, wanted)
    default: break
    }
    if quantities[column] != nil, wanted.magnitude < 1e-299 { return found.magnitude < 1e-298 ? 16 : 0 }
    return correctDigits(found, wanted)
  }

  /// The error relative to the value or to 1, whichever is larger: for what crosses zero.
  private static func absoluteBelowOne(_ found: Double, _ wanted: Double) -> Double {
    if wanted.magnitude >= 1 || !found.isFinite || !wanted.isFinite { return correctDigits(found, wanted) }
    return found == wanted ? 16 : min(16, -log10((found - wanted).magnitude))
  }
}

extension Double {
  /// A number with at most four digits, for the page.
  fileprivate var short: String {
    let text = String(format: "%.4g", self)
    return text
  }
}
