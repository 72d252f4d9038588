/// Decimal text of numbers, without Foundation and the same in every locale.
package enum DecimalText {
  /// A number with a fixed count of decimals.
  ///
  /// Rounds the shortest decimal form that reads back as the same number, halves away from zero: the
  /// digits a reader sees in JSON are the digits that are rounded here.
  package static func fixed(_ value: Double, places: Int) -> String {
    guard value.isFinite else { return value.isNaN ? "NaN" : (value < 0 ? "-∞" : "∞") }
    guard value.magnitude < 1e17 else { return "\(value)" }
    let (digits, exponent) = shortestDigits(value.magnitude)
    // The value is 0.d1d2d3... times ten to the exponent; keep exponent + places digits.
    let rounded = round(digits, toCount: exponent + places)
    let (kept, point) = (rounded.digits, exponent + rounded.carry)
    var whole = ""
    for position in 0..<max(point, 1) where point > 0 { whole += digit(kept, position) }
    if whole.isEmpty { whole = "0" }
    var fraction = ""
    for position in 0..<max(places, 0) { fraction += digit(kept, point + position) }
    let text = fraction.isEmpty ? whole : "\(whole).\(fraction)"
    let isZero = !text.contains { $0 != "0" && $0 != "." }
    return value < 0 && !isZero ? "-" + text : text
  }

  /// A probability as APA style has it: three decimals without the zero, "< .001" below.
  package static func pValue(_ value: Double) -> String {
    guard value.isFinite else { return "= \(fixed(value, places: 3))" }
    if value < 0.001 { return "< .001" }
    if value > 0.9995 { return value >= 1 ? "= 1" : "> .999" }
    return "= " + NumberStyle.bounded(3).text(value)
  }

  /// A probability for a table, without the sign of equality: ".027", "< .001".
  package static func barePValue(_ value: Double) -> String {
    let text = pValue(value)
    return text.hasPrefix("= ") ? String(text.dropFirst(2)) : text
  }

  /// Degrees of freedom: whole where they are, else one decimal.
  package static func degreesOfFreedom(_ value: Double) -> String {
    value == value.rounded() ? fixed(value, places: 0) : fixed(value, places: 1)
  }

  /// A level of confidence as a percentage without idle zeros: "95%", "99.9%".
  package static func level(_ value: Double) -> String {
    var text = fixed(value * 100, places: 4)
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text + "%"
  }

  /// A whole number with thousands separated by commas.
  package static func grouped(_ value: Int) -> String {
    let digits = Array(String(value.magnitude))
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return value < 0 ? "-" + text : text
  }

  private static func digit(_ digits: [UInt8], _ position: Int) -> String {
    digits.indices.contains(position) ? String(digits[position]) : "0"
  }

  /// The significant digits of a number and the exponent for which it is 0.d1d2d3... * 10^exponent.
  private static func shortestDigits(_ value: Double) -> (digits: [UInt8], exponent: Int) {
    guard value > 0 else { return ([], 0) }
    let text = value.description
    let halves = text.split(separator: "e")
    let scale = halves.count > 1 ? Int(halves[1]) ?? 0 : 0
    let parts = halves[0].split(separator: ".", omittingEmptySubsequences: false)
    let whole = parts[0].utf8.map { $0 &- 48 }
    let fraction = parts.count > 1 ? parts[1].utf8.map { $0 &- 48 } : []
    let digits = whole + fraction
    let zeros = digits.prefix { $0 == 0 }.count
    return (Array(digits.dropFirst(zeros)), whole.count - zeros + scale)
  }

  /// Rounds to a count of digits; `carry` is 1 where the rounding adds a digit in front.
  private static func round(_ digits: [UInt8], toCount count: Int) -> (digits: [UInt8], carry: Int) {
    guard count >= 0 else { return ([], 0) }
    guard digits.count > count else { return (digits, 0) }
    var kept = Array(digits.prefix(count))
    guard digits[count] >= 5 else { return (kept, 0) }
    var position = count - 1
    while position >= 0 {
      if kept[position] < 9 {
        kept[position] += 1
        return (kept, 0)
      }
      kept[position] = 0
      position -= 1
    }
    return ([1] + kept, 1)
  }
}
