// No fixture: the roots have closed forms.
import Foundation
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct RootFindingTests {
  @Test func findsRootsToTheLastDigits() throws {
    expectAgreement(try RootFinding.solve(in: 0...2) { $0 * $0 - 2 }, 2.0.squareRoot(), digits: 15)
    expectAgreement(try RootFinding.solve(in: 0...1) { cos($0) - $0 }, 0.7390851332151607, digits: 15)
    expectAgreement(try RootFinding.solve(in: -10...100) { exp(-$0) - 1e-12 }, 12 * log(10), digits: 14)
    expectAgreement(try RootFinding.solve(in: -1...3) { $0 * $0 * $0 }, 0, digits: 90)
  }

  @Test func takesASignChangeAtAJump() throws {
    expectAgreement(try RootFinding.solve(in: 0...1) { $0 < 0.3 ? -1 : 2 }, 0.3, digits: 15)
  }

  @Test func needsFewEvaluations() throws {
    var evaluations = 0
    _ = try RootFinding.solve(in: 0...50) { x in
      evaluations += 1
      return x * x * x - 2 * x - 5
    }
    #expect(evaluations < 25)
  }

  @Test func acceptsARootAtAnEnd() throws {
    #expect(try RootFinding.solve(in: 1...2) { $0 - 1 } == 1)
    #expect(try RootFinding.solve(in: 1...2) { $0 - 2 } == 2)
  }

  @Test func refusesWhatHasNoBracket() {
    expectRefusal(.notConverged) { try RootFinding.solve(in: 0...1) { _ in 3 } }
    expectRefusal(.notConverged) { try RootFinding.solve(in: 0...1) { _ in .nan } }
    expectRefusal(.notConverged) { try RootFinding.solve(in: 0...1) { $0 == 0 ? -1 : ($0 == 1 ? 1 : .nan) } }
    expectRefusal(.notFinite) { try RootFinding.solve(in: 0 ... .infinity) { $0 - 1 } }
    expectRefusal(.notConverged) { try RootFinding.solve(in: 0...1, iterations: 2) { $0 * $0 - 0.3 } }
    expectRefusal(.notConverged) { try RootFinding.solve(in: 0...1, iterations: -5) { $0 - 0.3 } }
  }
}
