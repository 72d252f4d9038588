import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct AgreementWeightsTests {
  static let four = (1...4).map { RatingTable.Category("\($0)", value: Double($0)) }
  static let named: [AgreementWeights] = [
    .identity, .linear, .quadratic, .radical, .ordinal, .ratio, .circular,
  ]

  @Test(arguments: named) func areSymmetricBoundedAndOneOnTheDiagonal(_ weights: AgreementWeights) throws {
    let matrix = try weights.matrix(for: Self.four)
    for row in 0..<4 {
      #expect(matrix[row][row] == 1)
      for column in 0..<4 {
        #expect((0...1).contains(matrix[row][column]))
        expectAgreement(matrix[row][column], matrix[column][row], digits: 15, floor: 1e-16)
      }
    }
    #expect(matrix.joined().contains(0))
  }

  @Test func haveTheirValues() throws {
    let first = try Self.named.map { try $0.matrix(for: Self.four)[0] }
    let expected: [[Double]] = [
      [1, 0, 0, 0], [1, 2.0 / 3, 1.0 / 3, 0], [1, 8.0 / 9, 5.0 / 9, 0],
      [1, 1 - (1.0 / 3).squareRoot(), 1 - (2.0 / 3).squareRoot(), 0], [1, 5.0 / 6, 0.5, 0],
      [1, 1 - (1.0 / 9) / 0.36, 1 - 0.25 / 0.36, 0], [1, 0.5, 0, 0.5],
    ]
    for (found, wanted) in zip(first, expected) {
      for (one, other) in zip(found, wanted) { expectAgreement(one, other, digits: 14, floor: 1e-15) }
    }
  }

  @Test func ordinalOnesGoByTheOrderOfTheValues() throws {
    let mixed = [5.0, 1, 100, 2].map { RatingTable.Category("\($0)", value: $0) }
    let matrix = try AgreementWeights.ordinal.matrix(for: mixed)
    expectAgreement(matrix[0][2], 5.0 / 6, digits: 14)
    #expect(matrix[1][2] == 0)
  }

  @Test func extremeValuesStayInRange() throws {
    for scale in [1e-300, 1e308] {
      let wide = [-1.0, 0, 0.5, 1].map { RatingTable.Category("\($0)", value: $0 * scale) }
      for weights in [AgreementWeights.linear, .quadratic, .radical, .circular] {
        for weight in try weights.matrix(for: wide).joined() { #expect((0...1).contains(weight)) }
      }
    }
    let positive = [0, 0.5, 1].map { RatingTable.Category("\($0)", value: $0 * 1.7e308) }
    #expect(try AgreementWeights.ratio.matrix(for: positive)[0] == [1, 0, 0])
  }

  @Test func refusesWhatAreNoWeights() throws {
    expectRefusal(.outOfRange) { try AgreementWeights.custom([]) }
    expectRefusal(.outOfRange) { try AgreementWeights.custom([[1]]) }
    expectRefusal(.lengthMismatch) { try AgreementWeights.custom([[1, 0], [0]]) }
    expectRefusal(.definition) { try AgreementWeights.custom([[1, 0.5], [0.4, 1]]) }
    expectRefusal(.definition) { try AgreementWeights.custom([[0.9, 0], [0, 1]]) }
    expectRefusal(.definition) { try AgreementWeights.custom([[1, 1.5], [1.5, 1]]) }
    expectRefusal(.definition) { try AgreementWeights.custom([[1, -0.5], [-0.5, 1]]) }
    expectRefusal(.definition) { try AgreementWeights.custom([[1, .nan], [.nan, 1]]) }
    expectRefusal(.lengthMismatch) { try AgreementWeights.custom([[1, 0], [0, 1]]).matrix(for: Self.four) }
    expectRefusal(.notFinite) {
      try AgreementWeights.linear.matrix(for: [.init("a", value: .nan), .init("b", value: 1)])
    }
    expectRefusal(.tooFew) { try AgreementWeights.linear.matrix(for: []) }
    expectRefusal(.outOfRange) {
      try AgreementWeights.ratio.matrix(for: [.init("a", value: -1), .init("b", value: 1)])
    }
  }
}
