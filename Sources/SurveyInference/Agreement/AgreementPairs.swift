import SurveyVocabulary

/// The differences and means of two measurements on one of the scales of comparison.
struct AgreementPairs {
  /// The differences, percentages or differences of logarithms.
  let differences: [Double]
  /// The means, on the scale of ratios those of logarithms.
  let means: [Double]
  /// The points of the plot, on the scale that is printed.
  let points: [BlandAltman.Point]
  private let isLogarithmic: Bool

  /// - Throws: `InputError` as the finding that uses it.
  init(
    _ measurement: some Collection<Double>, _ reference: some Collection<Double>, scale: BlandAltman.Scale
  ) throws(InputError) {
    let first = try finiteValues(measurement, "measurement")
    let second = try finiteValues(reference, "reference")
    try checkEqualLength(first.count, "measurement", second.count, "reference")
    guard first.count >= 2 else { throw .tooFew("pairs", found: first.count, needed: 2) }
    if scale != .difference {
      for (values, name) in [(first, "measurement"), (second, "reference")] {
        guard let least = values.min(), least > 0 else {
          throw InputError(
            .outOfRange, name, "a value is not positive, which \(scale.rawValue) asks for",
            remedy: "use the scale of differences")
        }
      }
    }
    let middles = zip(first, second).map { $0 / 2 + $1 / 2 }
    isLogarithmic = scale == .ratio
    switch scale {
    case .difference:
      differences = zip(first, second).map { $0 - $1 }
      means = middles
      points = zip(means, differences).map { BlandAltman.Point(mean: $0, difference: $1) }
    case .percent:
      // Halves keep a large sum in range.
      differences = zip(first, second).map { 100 * (($0 / 2 - $1 / 2) / ($0 / 2 + $1 / 2)) * 2 }
      means = middles
      points = zip(means, differences).map { BlandAltman.Point(mean: $0, difference: $1) }
    case .ratio:
      let logs = zip(first, second).map { (libmLog($0), libmLog($1)) }
      // The logarithm of the ratio where that exists: it keeps the digits of nearly equal values.
      differences = zip(zip(first, second), logs).map { pair, logs in
        let ratio = pair.0 / pair.1
        return ratio.isNormal ? libmLog(ratio) : logs.0 - logs.1
      }
      means = logs.map { ($0 + $1) / 2 }
      points = zip(means, differences).map {
        BlandAltman.Point(mean: libmExp($0), difference: libmExp($1))
      }
    }
    guard differences.allSatisfy(\.isFinite), points.allSatisfy({ $0.difference.isFinite }) else {
      throw InputError(
        .outOfRange, "differences", "a difference exceeds the range of Double", remedy: "rescale the values")
    }
  }

  /// An estimate on the scale that is printed: logarithms become ratios.
  func back(_ estimate: Estimate) -> Estimate {
    guard isLogarithmic else { return estimate }
    return Estimate(
      libmExp(estimate.value),
      interval: estimate.interval.map {
        ConfidenceInterval(
          lower: libmExp($0.lower), upper: libmExp($0.upper), level: $0.level, method: $0.method)
      })
  }
}
