import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct JSONTests {
  @Test(arguments: [
    "null", "true", "false", "0", "-0", "1e300", "-12.5", "9223372036854775807", "\"\"", "[]", "{}",
    "[1, 2, 3]", "\"\\\"\\\\\\n\\t\\u0001\"",
  ])
  func writesWhatItReads(_ text: String) throws {
    let written = try JSONValue(parsing: text).text
    #expect(try JSONValue(parsing: written).text == written)
  }

  @Test(arguments: [
    0.1, 1.0 / 3, Double.leastNonzeroMagnitude, 1.7976931348623157e308, -0.0, 1e22, 123_456_789.123_456_78,
    Double.leastNormalMagnitude,
  ])
  func numbersReadBackToTheLastBit(_ value: Double) throws {
    let text = JSONValue.number(value).text
    let back: Double
    switch try JSONValue(parsing: text) {
    case .number(let number): back = number
    case .integer(let number): back = Double(number)
    default: back = .nan
    }
    #expect(back.bitPattern == value.bitPattern, "\(text)")
  }

  @Test func numbersWithoutEndAreWords() {
    #expect(JSONValue.double(.infinity).text == "\"Inf\"")
    #expect(JSONValue.double(-.infinity).text == "\"-Inf\"")
    #expect(JSONValue.double(.nan).text == "\"NaN\"")
    #expect(JSONValue.number(.nan).text == "\"NaN\"")
  }

  @Test func readsEscapesAndSurrogatePairs() throws {
    #expect(try JSONValue(parsing: #""\u00e9\ud83d\ude00\/""#) == .string("é😀/"))
  }

  @Test(arguments: [
    "", " ", "tru", "nul", "01", "1.", ".5", "1e", "+1", "-", "[1,]", "[1", "{\"a\"}", "{\"a\":1,}", "{a:1}",
    "\"",
    "\"\\x\"", "\"\\ud83d\"", "\"\\udc00\"", "\"\\u12g4\"", "\"\\u+123\"", "1 2", "\"\u{1}\"", "1e999", "NaN",
    String(repeating: "[", count: 100_000),
  ])
  func refusesWhatIsNotJSON(_ text: String) {
    expectRefusal(.malformed) { try JSONValue(parsing: text) }
  }
}
