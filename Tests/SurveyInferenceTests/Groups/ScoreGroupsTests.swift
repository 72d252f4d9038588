import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct ScoreGroupsTests {
  @Test func labelsSplitScores() throws {
    let groups = try ScoreGroups([1.0, 2, 3, 4], by: ["b", "a", "b", "c"])
    #expect(groups.names == ["a", "b", "c"])
    #expect(groups.values == [[2], [1, 3], [4]])
    let ordered = try ScoreGroups([1.0, 2, 3, 4], by: ["b", "a", "b", "c"], levels: ["c", "b", "a"])
    #expect(ordered.values == [[4], [1, 3], [2]])
    #expect(ScoreGroups([[1], [2]]).names == ["group 1", "group 2"])
  }

  @Test func refusesWhatDoesNotFit() throws {
    expectRefusal(.lengthMismatch) { try ScoreGroups([1.0, 2], by: ["a"]) }
    expectRefusal(.unknownName) { try ScoreGroups([1.0, 2], by: ["a", "b"], levels: ["a"]) }
    expectRefusal(.definition) { try ScoreGroups([1.0, 2], by: ["a", "b"], levels: ["a", "b", "a"]) }
    expectRefusal(.lengthMismatch) { try OneWayANOVA(ScoreGroups([[1, 2], [3, 4]], names: ["a"])) }
    expectRefusal(.tooFew) { try OneWayANOVA(ScoreGroups([1.0, 2], by: ["a", "a"], levels: ["a", "b"])) }
    expectRefusal(.infeasible) { try OneWayANOVA(ScoreGroups((0...1_000).map { [Double($0), 1] })) }
  }

  @Test func labelsAndArraysGiveTheSame() throws {
    let scores = moods.values.flatMap { $0 }
    let labels = moods.values.enumerated().flatMap { index, group in group.map { _ in "group \(index + 1)" } }
    #expect(try OneWayANOVA(scores, by: labels).report == OneWayANOVA(moods).report)
    #expect(try WelchANOVA(scores, by: labels).report == WelchANOVA(moods).report)
    #expect(try BrownForsytheANOVA(scores, by: labels).report == BrownForsytheANOVA(moods).report)
    #expect(try KruskalWallisTest(scores, by: labels).report == KruskalWallisTest(moods).report)
    #expect(try JonckheereTerpstraTest(scores, by: labels).report == JonckheereTerpstraTest(moods).report)
    #expect(try PermutationF(scores, by: labels).report == PermutationF(moods).report)
    #expect(try TukeyKramer(scores, by: labels).report == TukeyKramer(moods).report)
    #expect(try GamesHowell(scores, by: labels).report == GamesHowell(moods).report)
    #expect(
      try DunnettTest(scores, by: labels, against: "group 2").report
        == DunnettTest(moods, against: "group 2").report)
    #expect(try DunnTest(scores, by: labels).report == DunnTest(moods).report)
    #expect(try ScheffeTest(scores, by: labels).report == ScheffeTest(moods).report)
    #expect(try PairwiseTTests(scores, by: labels).report == PairwiseTTests(moods).report)
    let contrast = [GroupContrast("first against the others", [-1, 0.5, 0.5])]
    #expect(
      try PlannedContrasts(scores, by: labels, contrasts: contrast).report
        == PlannedContrasts(moods, contrasts: contrast).report)
  }
}
