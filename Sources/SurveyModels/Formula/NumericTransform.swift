import SurveyVocabulary

/// A function that a term applies to every value of a variable.
public enum NumericTransform: String, Hashable, Sendable, Codable, CaseIterable {
  /// The natural logarithm, of values above 0.
  case log
  /// The logarithm to base 2, of values above 0: a coefficient is the change for a doubling.
  case log2
  /// The logarithm to base 10, of values above 0.
  case log10
  /// The natural logarithm of one more than the value, of values above -1.
  case log1p
  /// The square root, of values of at least 0.
  case sqrt
  /// The exponential function.
  case exp
  /// The absolute value.
  case abs
  /// One over the value, of values other than 0.
  case reciprocal

  /// The transformed values.
  ///
  /// - Throws: `InputError` if a value is not finite, has no transformed value, or has one beyond the range
  ///   of `Double`.
  func values(_ values: [Double], name: String) throws(InputError) -> [Double] {
    for (index, value) in values.enumerated() {
      guard value.isFinite else { throw .notFinite(name, value: value, at: index) }
      guard domain.contains(value), self != .reciprocal || value != 0 else {
        throw InputError(
          .outOfRange, name,
          "the value at index \(index) is \(plainNumber(value)), and \(rawValue) "
            + "needs \(need)", remedy: "transform otherwise, or leave such cases out by a stated rule")
      }
    }
    return try finiteValues(values.map(callAsFunction), "\(rawValue)(\(name))")
  }

  private func callAsFunction(_ x: Double) -> Double {
    switch self {
    case .log: naturalLog(x)
    case .log2: binaryLog(x)
    case .log10: decimalLog(x)
    case .log1p: logOfOneMore(x)
    case .sqrt: x.squareRoot()
    case .exp: exponential(x)
    case .abs: x.magnitude
    case .reciprocal: 1 / x
    }
  }

  private var domain: ClosedRange<Double> {
    switch self {
    case .log, .log2, .log10: Double.leastNonzeroMagnitude...Double.greatestFiniteMagnitude
    case .log1p: (-1.0).nextUp...Double.greatestFiniteMagnitude
    case .sqrt: 0...Double.greatestFiniteMagnitude
    case .exp, .abs, .reciprocal: -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude
    }
  }

  private var need: String {
    switch self {
    case .log, .log2, .log10: "a value above 0"
    case .log1p: "a value above -1"
    case .sqrt: "a value of at least 0"
    case .exp, .abs: "a number"
    case .reciprocal: "a value other than 0"
    }
  }
}
