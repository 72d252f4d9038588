/// Reads numbers from bytes, strictly: `-? digits [. digits] [e [+-] digits]`, or a point in front.
///
/// Nothing may stand around the number, not even a space; there are no hexadecimal numbers, no
/// separators of thousands, no NaN and no infinity.
enum DecimalParser {
  enum Outcome: Equatable {
    case value(Double)
    case malformed
    /// Digits for a number that a Double cannot hold.
    case beyondRange
  }

  /// A whole number: `-? digits`. One spelling per number: no leading zeros, no plus, no fraction.
  static func whole(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    let isNegative = bytes.first == UInt8(ascii: "-")
    let digits = bytes[(isNegative ? 1 : 0)...]
    guard let first = digits.first, first != UInt8(ascii: "0") || bytes.count == 1 else { return nil }
    var value = 0
    for byte in digits {
      guard let digit = digit(byte) else { return nil }
      let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
      let (next, carry) =
        isNegative ? tens.subtractingReportingOverflow(digit) : tens.addingReportingOverflow(digit)
      guard !overflow, !carry else { return nil }
      value = next
    }
    return value
  }

  static func number(_ bytes: UnsafeBufferPointer<UInt8>) -> Outcome {
    var position = 0
    let isNegative = bytes.first == UInt8(ascii: "-")
    if isNegative { position = 1 }
    var (mantissa, digits, exponent) = (UInt64(0), 0, 0)
    func take(_ isFraction: Bool) -> Int {
      let start = position
      while position < bytes.count, let digit = digit(bytes[position]) {
        if digits < 19 {
          mantissa = mantissa &* 10 &+ UInt64(digit)
          if mantissa > 0 { digits += 1 }
          if isFraction { exponent -= 1 }
        } else {
          digits += 1
        }
        position += 1
      }
      return position - start
    }
    let whole = take(false)
    if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
      position += 1
      guard take(true) > 0 else { return .malformed }
    } else if whole == 0 {
      return .malformed
    }
    if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
      position += 1
      guard let power = power(bytes, &position) else { return .malformed }
      exponent += power
    }
    guard position == bytes.count else { return .malformed }
    // Digits and power of ten are exact doubles here, so that one operation rounds once (Clinger 1990,
    // doi:10.1145/93548.93557). All else is left to the standard library.
    if digits <= 15, (-22...22).contains(exponent) {
      let size = Double(mantissa)
      let value = exponent < 0 ? size / powers[-exponent] : size * powers[exponent]
      return .value(isNegative ? -value : value)
    }
    guard let value = Double(String(decoding: bytes, as: UTF8.self)) else { return .malformed }
    guard value.isFinite, value != 0 || mantissa == 0 else { return .beyondRange }
    return .value(value)
  }

  private static func power(_ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int) -> Int? {
    guard position < bytes.count else { return nil }
    let sign = bytes[position]
    if sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { position += 1 }
    let start = position
    var power = 0
    while position < bytes.count, let digit = digit(bytes[position]) {
      power = min(power * 10 + digit, 1_000_000)
      position += 1
    }
    guard position > start else { return nil }
    return sign == UInt8(ascii: "-") ? -power : power
  }

  private static func digit(_ byte: UInt8) -> Int? {
    let digit = byte &- UInt8(ascii: "0")
    return digit < 10 ? Int(digit) : nil
  }

  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19, 1e20, 1e21, 1e22,
  ]
}
