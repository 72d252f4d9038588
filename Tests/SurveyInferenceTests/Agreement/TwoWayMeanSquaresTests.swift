import SurveyInference
import SurveyTestSupport
import Testing

@Suite struct TwoWayMeanSquaresTests {
  // Shrout and Fleiss's (1979) example, one array to a judge.
  static let judges: [[Double]] = [
    [9, 6, 8, 7, 10, 6], [2, 1, 4, 1, 5, 2], [5, 3, 6, 2, 6, 4], [8, 2, 8, 6, 9, 7],
  ]

  @Test func agreesWithTheNaiveSums() throws {
    let table = try TwoWayMeanSquares(Self.judges)
    let grand = Self.judges.joined().reduce(0, +) / 24
    let columns = Self.judges.map { $0.reduce(0, +) / 6 }
    let rows = (0..<6).map { row in Self.judges.reduce(0) { $0 + $1[row] } / 4 }
    var residual = 0.0
    for (rater, mean) in zip(Self.judges, columns) {
      for row in 0..<6 {
        residual += (rater[row] - mean - rows[row] + grand) * (rater[row] - mean - rows[row] + grand)
      }
    }
    let squares = { (means: [Double]) in means.reduce(0) { $0 + ($1 - grand) * ($1 - grand) } }
    expectAgreement(table.betweenSubjects, 4 * squares(rows) / 5, digits: 14)
    expectAgreement(table.betweenRaters, 6 * squares(columns) / 3, digits: 14)
    expectAgreement(table.residual, residual / 15, digits: 14)
    expectAgreement(table.withinSubjects, (3 * table.betweenRaters + 15 * table.residual) / 18, digits: 14)
    expectAgreement(table.grandMean, grand, digits: 15)
    #expect(table.raterMeans.count == 4 && table.subjectMeans.count == 6)
    for (found, wanted) in zip(table.raterMeans + table.subjectMeans, columns + rows) {
      expectAgreement(found, wanted, digits: 14)
    }
  }

  @Test func shiftsLeaveTheMeanSquaresAndScalesSquareThem() throws {
    let plain = try TwoWayMeanSquares(Self.judges)
    let shifted = try TwoWayMeanSquares(Self.judges.map { $0.map { $0 + 1e9 } })
    expectAgreement(shifted.betweenSubjects, plain.betweenSubjects, digits: 14)
    expectAgreement(shifted.residual, plain.residual, digits: 14)
    for factor in [0x1p-500, 3, 0x1p+500] {
      let scaled = try TwoWayMeanSquares(Self.judges.map { $0.map { $0 * factor } })
      expectAgreement(scaled.betweenSubjects, plain.betweenSubjects * factor * factor, digits: 14)
      expectAgreement(scaled.residual, plain.residual * factor * factor, digits: 14)
    }
  }

  @Test func whatRoundingLeavesCountsAsZero() throws {
    let base = [0.1, 0.7, 0.4, 0.3]
    let additive = try TwoWayMeanSquares([base, base.map { $0 + 0.2 }, base.map { $0 - 0.3 }])
    #expect(additive.residual == 0 && additive.betweenSubjects > 0 && additive.betweenRaters > 0)
    let equal = try TwoWayMeanSquares([base, base, base])
    #expect(equal.betweenRaters == 0 && equal.residual == 0 && equal.withinSubjects == 0)
    let constant = try TwoWayMeanSquares([[0.1, 0.1], [0.1, 0.1], [0.1, 0.1]])
    #expect(constant.betweenSubjects == 0 && constant.betweenRaters == 0 && constant.residual == 0)
  }

  @Test func refusesTablesThatAreNone() {
    expectRefusal(.tooFew) { try TwoWayMeanSquares([]) }
    expectRefusal(.tooFew) { try TwoWayMeanSquares([[1, 2]]) }
    expectRefusal(.tooFew) { try TwoWayMeanSquares([[1], [2]]) }
    expectRefusal(.tooFew) { try TwoWayMeanSquares([[], []]) }
    expectRefusal(.lengthMismatch) { try TwoWayMeanSquares([[1, 2], [1]]) }
    expectRefusal(.notFinite) { try TwoWayMeanSquares([[1, .nan], [1, 2]]) }
    expectRefusal(.outOfRange) { try TwoWayMeanSquares([[1e200, 2], [1, 2]]) }
    expectRefusal(.outOfRange) { try TwoWayMeanSquares([[1e308, -1e308], [-1e308, 2]]) }
    expectRefusal(.outOfRange) { try TwoWayMeanSquares([[1.7e308, -1.7e308], [-1.7e308, -1.7e308]]) }
    expectRefusal(.outOfRange) { try TwoWayMeanSquares([[1e-200, 2e-200], [3e-200, 2e-200]]) }
  }
}
