import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

/// What Sn and Qn have in common.
protocol RousseeuwCrouxScale: Finding {
  init(_ values: some Collection<Double>, bootstrap plan: BootstrapPlan?, confidence: Double)
    throws(InputError)
  var scale: Estimate { get }
  var raw: Double { get }
  var sizeFactor: Double { get }
}

extension RousseeuwCrouxSn: RousseeuwCrouxScale {}
extension RousseeuwCrouxQn: RousseeuwCrouxScale {}

/// The laws that hold for both.
enum RousseeuwCrouxLaws<Scale: RousseeuwCrouxScale> {
  static var values: [Double] { [3.0, 1, 4, 1.5, 9, 2, 6, 2, 5, 40] }

  static func found(
    _ values: [Double], _ plan: BootstrapPlan? = nil, confidence: Double = 0.95
  ) throws(InputError) -> Scale { try Scale(values, bootstrap: plan, confidence: confidence) }

  static func checkFactors(_ small: [Double], ten: Double, eleven: Double) throws {
    for (place, factor) in (small + [ten, eleven]).enumerated() {
      #expect(try found((0..<(place + 2)).map(Double.init)).sizeFactor == factor, "\(place + 2) values")
    }
  }

  static func checkAgainst(_ naive: ([Double]) -> Double) throws {
    var numbers = FixedNumbers(seed: 21)
    for round in 0..<400 {
      let count = 2 + round % 23
      let x =
        round.isMultiple(of: 2)
        ? numbers.integers(count, from: -5, below: 6) : (0..<count).map { _ in numbers.bell() }
      #expect(try found(x).raw == naive(x), "\(x)")
    }
  }

  static func checkShiftScaleOrderAndReversal() throws {
    let plain = try found(values)
    let moved = try found(values.reversed().map { 8 - 4 * $0 })
    #expect(moved.scale.value == 4 * plain.scale.value)
    let far = values.map { $0 == 40 ? 1e200 : $0 }
    #expect(try found(far).scale.value == plain.scale.value)
  }

  /// The mean over normal samples of twenty is the standard deviation, but for chance.
  static func checkNormalData() throws {
    var numbers = FixedNumbers(seed: 4)
    var sum = 0.0
    for _ in 0..<2_000 { sum += try found((0..<20).map { _ in numbers.bell() }).scale.value }
    #expect((0.98...1.02).contains(sum / 2_000), "\(sum / 2_000)")
  }

  static func checkEdges() throws {
    #expect(try found([1, 4]).raw == 3)
    #expect(try found([4, 4, 4, 4, 9]).scale.value == 0)
    #expect(try found([0.1, 0.1]).scale.value == 0)
    for values in [[1.0, 4], [4, 4, 4, 4, 9], [1e200, -1e200, 0]] {
      try checkFinding { try found(values) }
    }
  }

  static func checkRefusals() {
    expectRefusal(.tooFew) { try found([]) }
    expectRefusal(.tooFew) { try found([1]) }
    expectRefusal(.notFinite) { try found([1, .nan]) }
    expectRefusal(.outOfRange) { try found([1.7e308, -1.7e308]) }
    expectRefusal(.outOfRange) { try found([1, 2], confidence: 1) }
    expectRefusal(.tooFew) { try found([1, 2], .percentile(resamples: 0, seed: 1)) }
  }

  static func checkContract() throws {
    try checkFinding { try found(values) }
    try checkFinding { try found(values, .percentile(resamples: 200, seed: 3)) }
  }
}
