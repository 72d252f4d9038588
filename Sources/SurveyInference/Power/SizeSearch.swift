import SurveyProbability
import SurveyVocabulary

/// Looks for the smallest sizes, in a given relation to each other, at which something is reached.
struct SizeSearch {
  let shares: [Double]
  let least: Double

  /// - Throws: `InputError` if there are not as many shares as sizes, or if one is not from 1e-6 to 1e6.
  init(_ allocation: [Double]?, count: Int, least: Double, subject: String) throws(InputError) {
    shares = allocation ?? [Double](repeating: 1, count: count)
    self.least = least
    try checkEqualLength(shares.count, "allocation", count, "the sizes of \(subject)")
    for share in shares where !(share >= 1e-6 && share <= 1e6) {
      throw .outOfRange("allocation", value: share, allowed: "numbers from 1e-6 to 1e6")
    }
  }

  /// The sizes at which `excess`, which rises with them, is zero; the least sizes where it is already
  /// positive; `nil` where it is negative up to 10^15.
  func sizes(_ excess: ([Double]) throws(InputError) -> Double) throws(InputError) -> [Double]? {
    // Rounding must not take a least size below itself.
    func sizes(_ scale: Double) -> [Double] { shares.map { max($0 * scale, least) } }
    let most = PlannedTest.largestSize / (shares.max() ?? 1)
    var low = least / (shares.min() ?? 1)
    var high = low
    while try excess(sizes(high)) < 0 {
      guard high < most else { return nil }
      (low, high) = (high, min(2 * high, most))
    }
    guard low < high else { return sizes(high) }
    return sizes(try Self.root(low...high, "size") { scale throws(InputError) in try excess(sizes(scale)) })
  }

  /// Each size rounded up; one that rounding has lifted above a whole number is that number.
  static func whole(_ sizes: [Double]) -> [Int] {
    sizes.map { Int(min(($0 - min($0 * 1e-12, 1e-6)).rounded(.up), PlannedTest.largestSize)) }
  }

  /// A root of a function that can fail, in a range at whose ends it has opposite signs.
  static func root(
    _ range: ClosedRange<Double>, _ subject: String, _ function: (Double) throws(InputError) -> Double
  ) throws(InputError) -> Double {
    var failure: InputError?
    do throws(InputError) {
      return try RootFinding.solve(in: range, subject, tolerance: 1e-14) { x in
        do throws(InputError) {
          return try function(x)
        } catch {
          failure = error
          return .nan
        }
      }
    } catch {
      throw failure ?? error
    }
  }
}
