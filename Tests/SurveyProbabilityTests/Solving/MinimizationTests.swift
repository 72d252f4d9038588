// No fixture: the references are published test functions with known minima.

import Foundation
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct MinimizationTests {
  // MARK: Reference

  @Test(arguments: TestFunction.all) func bfgsFindsKnownMinima(_ function: TestFunction) throws {
    let found = try Minimization.bfgs(
      from: function.start, tolerance: 1e-9, function.value, gradient: function.gradient)
    #expect(found.converged && found.evaluations <= 65, "\(found)")
    try expectMinimum(found, function, valueDigits: 12, pointDigits: 6)
  }

  @Test(arguments: TestFunction.all) func nelderMeadFindsKnownMinima(_ function: TestFunction) throws {
    let found = try Minimization.nelderMead(from: function.start, function.value)
    #expect(found.converged && found.evaluations <= 870, "\(found)")
    try expectMinimum(found, function, valueDigits: 8, pointDigits: 4)
  }

  @Test(arguments: BoundedTestFunction.all) func boundsAreKept(_ function: BoundedTestFunction) throws {
    let isInside = { (x: [Double]) in zip(x, function.bounds).allSatisfy { $1.contains($0) } }
    var wasOutside = false
    let smooth = try Minimization.bfgs(from: function.start, in: function.bounds) { x in
      wasOutside = wasOutside || !isInside(x)
      return function.value(x)
    } gradient: {
      function.gradient($0)
    }
    let simplex = try Minimization.nelderMead(from: function.start, in: function.bounds, evaluations: 20_000)
    { x in
      wasOutside = wasOutside || !isInside(x)
      return function.value(x)
    }
    #expect(!wasOutside && smooth.converged && simplex.converged, "\(smooth) \(simplex)")
    for (found, digits) in [(smooth, 7.0), (simplex, 5)] {
      expectAgreement(found.value, function.minimum.value, digits: 2 * digits - 2)
      for (x, wanted) in zip(found.point, function.minimum.point) {
        expectAgreement(x, wanted, digits: digits, floor: pow(10, -digits))
      }
    }
  }

  @Test(arguments: [
    (2.0...4.0, Double.pi, -1.0), (-1...7, Double.pi, -1), (0...1, 1, 0.5403023058681398),
    (-1e5...1e5, nil, -1),
  ])
  func brentFindsMinimaOfTheCosine(_ range: ClosedRange<Double>, _ point: Double?, _ value: Double) throws {
    let found = try Minimization.bracketed(in: range) { cos($0) }
    #expect(found.converged && found.evaluations <= 60 && range.contains(found.point))
    expectAgreement(found.value, value, digits: 13)
    if let point { expectAgreement(found.point, point, digits: 7.5) }
  }

  @Test func brentFindsAKinkAndAZero() throws {
    let kink = try Minimization.bracketed(in: -3...5) { ($0 - 1).magnitude }
    expectAgreement(kink.point, 1, digits: 7.5)
    let zero = try Minimization.bracketed(in: -3...5) { $0 * $0 }
    #expect(zero.point.magnitude <= 1e-11 && zero.converged)
    #expect((kink.point - 1).magnitude <= kink.errorEstimate)
  }

  // MARK: Laws

  @Test func scaleAndShiftOfTheValueMoveNothing() throws {
    let plain = try Minimization.bracketed(in: 0...3) { ($0 - 2) * ($0 - 2) * (1 + $0) }
    let scaled = try Minimization.bracketed(in: 0...3) { 4 * (($0 - 2) * ($0 - 2) * (1 + $0)) }
    #expect(plain.point == scaled.point && scaled.value == 4 * plain.value)
    #expect(plain.evaluations == scaled.evaluations)
  }

  @Test func oneVariableIsEnoughForAll() throws {
    let function = { (x: Double) in exp(x) - 2 * x }
    let smooth = try Minimization.bfgs(from: [3]) {
      function($0[0])
    } gradient: {
      [exp($0[0]) - 2]
    }
    let simplex = try Minimization.nelderMead(from: [3]) { function($0[0]) }
    let line = try Minimization.bracketed(in: -10...10) { function($0) }
    expectAgreement(smooth.point[0], log(2), digits: 8)
    expectAgreement(simplex.point[0], log(2), digits: 7)
    expectAgreement(line.point, log(2), digits: 7)
    #expect(smooth.converged && simplex.converged && line.converged)
  }

  @Test func aQuadraticOfManyVariablesTakesFewSteps() throws {
    let found = try Minimization.bfgs(from: [Double](repeating: 1, count: 40), tolerance: 1e-10) { x in
      x.enumerated().reduce(0) { $0 + Double($1.offset + 1) * $1.element * $1.element }
    } gradient: { x in
      x.enumerated().map { 2 * Double($0.offset + 1) * $0.element }
    }
    #expect(found.converged && found.iterations <= 100 && found.value <= 1e-20, "\(found)")
  }

  @Test func theDomainIsKept() throws {
    // log(x) is NaN below 0 and -infinity at 0; its barrier holds both searches inside.
    let barrier = { (x: Double) in x > 0 ? x - log(x) : Double.nan }
    let line = try Minimization.bracketed(in: -1...10) { barrier($0) }
    let smooth = try Minimization.bfgs(from: [1e-3]) {
      barrier($0[0])
    } gradient: {
      [1 - 1 / $0[0]]
    }
    let simplex = try Minimization.nelderMead(from: [5]) { barrier($0[0]) }
    expectAgreement(line.point, 1, digits: 7)
    expectAgreement(smooth.point[0], 1, digits: 7)
    expectAgreement(simplex.point[0], 1, digits: 6)
  }

  // MARK: Edges and refusals

  @Test func theBudgetIsKeptAndSaid() throws {
    let wood = TestFunction.wood
    for budget in [1, 2, 3, 7, 30] {
      let smooth = try Minimization.bfgs(
        from: wood.start, evaluations: budget, wood.value, gradient: wood.gradient)
      let simplex = try Minimization.nelderMead(from: wood.start, evaluations: budget, wood.value)
      #expect(smooth.evaluations <= budget && smooth.stop == .budget && smooth.value <= 19_192)
      #expect(simplex.evaluations <= budget && simplex.stop == .budget && simplex.value <= 19_192)
      let line = try Minimization.bracketed(in: 0...9, evaluations: budget) { cos($0) }
      #expect(line.evaluations <= budget && line.converged == (budget == 30))
    }
    let cut = try Minimization.bracketed(in: 0...9, evaluations: 3) { cos($0) }
    expectRefusal(.notConverged) { try cut.orNotConverged("log-likelihood") }
  }

  @Test func aWrongGradientEndsWithoutProgress() throws {
    let found = try Minimization.bfgs(from: [1, 1]) {
      $0[0] * $0[0] + $0[1] * $0[1]
    } gradient: {
      [-$0[0], -$0[1]]
    }
    #expect(found.stop == .noProgress && found.evaluations < 1_000)
    expectRefusal(.notConverged) { try found.orNotConverged() }
  }

  @Test func anUnboundedFallEnds() throws {
    let line = try? Minimization.bfgs(from: [0], evaluations: 1_000) {
      -$0[0]
    } gradient: { _ in
      [-1]
    }
    #expect(line?.converged != true)
    let simplex = try? Minimization.nelderMead(from: [0, 0]) { -$0[0] - $0[1] }
    #expect(simplex?.converged != true)
    expectRefusal(.notFinite) {
      try Minimization.bfgs(from: [0]) {
        -exp($0[0])
      } gradient: {
        [-exp($0[0])]
      }
    }
  }

  @Test func aConstantIsItsOwnMinimum() throws {
    let smooth = try Minimization.bfgs(from: [2, 3]) { _ in
      7
    } gradient: { _ in
      [0, 0]
    }
    let simplex = try Minimization.nelderMead(from: [2, 3]) { _ in 7 }
    let line = try Minimization.bracketed(in: -2...2) { _ in 7 }
    #expect(smooth.converged && simplex.converged && line.converged)
    #expect(smooth.value == 7 && simplex.value == 7 && line.value == 7 && smooth.iterations == 0)
  }

  @Test func refusesWhatCannotBeMinimized() {
    let square = { (x: [Double]) in dot(x) }
    let slope = { (x: [Double]) in x.map { 2 * $0 } }
    expectRefusal(.tooFew) { try Minimization.nelderMead(from: [], square) }
    expectRefusal(.tooFew) { try Minimization.bfgs(from: [], square, gradient: slope) }
    expectRefusal(.notFinite) { try Minimization.nelderMead(from: [.nan], square) }
    expectRefusal(.notFinite) { try Minimization.nelderMead(from: [1]) { _ in .infinity } }
    expectRefusal(.notFinite) { try Minimization.bfgs(from: [1], { _ in .nan }, gradient: slope) }
    expectRefusal(.notFinite) { try Minimization.bfgs(from: [1], square) { _ in [.infinity] } }
    expectRefusal(.lengthMismatch) { try Minimization.bfgs(from: [1], square) { _ in [] } }
    expectRefusal(.lengthMismatch) { try Minimization.nelderMead(from: [1], in: [0...1, 0...1], square) }
    expectRefusal(.outOfRange) { try Minimization.nelderMead(from: [2], in: [0...1], square) }
    expectRefusal(.outOfRange) { try Minimization.nelderMead(from: [1], in: [1...1], square) }
    expectRefusal(.infeasible) {
      try Minimization.nelderMead(from: [Double](repeating: 0, count: 1_001), square)
    }
    for bad in [0, .nan, -1, Double.infinity] {
      expectRefusal(.outOfRange) { try Minimization.nelderMead(from: [1], firstStep: bad, square) }
      expectRefusal(.outOfRange) { try Minimization.bracketed(in: 0...1, absoluteTolerance: bad) { $0 } }
    }
    for bad in [.nan, -1, 1, Double.infinity] {
      expectRefusal(.outOfRange) { try Minimization.nelderMead(from: [1], tolerance: bad, square) }
      expectRefusal(.outOfRange) { try Minimization.bracketed(in: 0...1, tolerance: bad) { $0 } }
    }
    for bad in [Int.min, 0, 10_000_001, .max] {
      expectRefusal(.outOfRange) { try Minimization.nelderMead(from: [1], evaluations: bad, square) }
      expectRefusal(.outOfRange) { try Minimization.bracketed(in: 0...1, evaluations: bad) { $0 } }
    }
    expectRefusal(.notFinite) { try Minimization.bracketed(in: 0 ... .infinity) { $0 } }
    let all = -Double.greatestFiniteMagnitude ... .greatestFiniteMagnitude
    expectRefusal(.notFinite) { try Minimization.bracketed(in: all) { $0 } }
    expectRefusal(.notFinite) { try Minimization.bracketed(in: 0...1) { _ in .nan } }
    expectRefusal(.notFinite) { try Minimization.bracketed(in: 0...1) { _ in -.infinity } }
  }

  @Test(arguments: [0, Double.leastNonzeroMagnitude, 1e-300, 1e150, 1e300])
  func extremeRangesEnd(_ size: Double) throws {
    let found = try Minimization.bracketed(in: -size...size) { $0 }
    #expect(found.evaluations <= 1_000 && found.point == -size)
    for value in [size, -size] {
      _ = try? Minimization.nelderMead(from: [value, 1]) { dot($0) }
      _ = try? Minimization.nelderMead(from: [value, 0], in: [-size - 1...size + 1, 0 ... .infinity]) {
        dot($0)
      }
      _ = try? Minimization.bfgs(from: [value, 1]) {
        dot($0)
      } gradient: {
        $0.map { 2 * $0 }
      }
    }
  }

  @Test func functionsThatReturnAnythingEnd() {
    let special: [Double] = [
      0, -0.0, 1, -1, 1e-300, 1e300, -1e300, .greatestFiniteMagnitude, .nan, .infinity,
      .leastNonzeroMagnitude, 2, 3,
    ]
    var stream = RandomStream(seed: 5)
    for round in 0..<300 {
      var evaluations = 0
      var any: Double {
        evaluations += 1
        // -infinity ends a search at once and comes seldom.
        return stream.index(below: 400) == 0 ? -.infinity : special[stream.index(below: special.count)]
      }
      let start = (0..<(1 + round % 3)).map { _ in special[stream.index(below: 8)] }
      let bounds = start.map { round % 2 == 0 ? min($0, 0) - 1...max($0, 0) + 1 : -.infinity ... .infinity }
      _ = try? Minimization.bfgs(from: start, in: bounds, evaluations: 300) { _ in
        any
      } gradient: { x in
        x.map { _ in special[stream.index(below: special.count)] }
      }
      #expect(evaluations <= 300)
      evaluations = 0
      _ = try? Minimization.nelderMead(from: start, in: bounds, evaluations: 300) { _ in any }
      #expect(evaluations <= 300)
      evaluations = 0
      _ = try? Minimization.bracketed(in: min(start[0], 0)...max(start[0], 1), evaluations: 300) { _ in any }
      #expect(evaluations <= 300)
      evaluations = 0
      let range = min(start[0], 0)...(round % 4 == 0 ? .infinity : max(start[0], 1))
      _ = try? Quadrature.adaptive(over: range, evaluations: 300) { _ in
        let value = any
        return round % 5 == 0 || value.isFinite ? value : 0
      }
      #expect(evaluations <= 300)
    }
  }

  // MARK: Page

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("Docs/Guide.docc/Solving.md") { print in
      // page
      let root = try RootFinding.solve(in: 1...2) { $0 * $0 * $0 - 2 }

      // The mode of a gamma density with shape 3 lies at 2.
      let mode = try Minimization.bracketed(in: 0...20) { x in x - 2 * log(x) }

      // Rosenbrock's valley, from its usual start.
      let valley = try Minimization.bfgs(from: [-1.2, 1]) { p in
        100 * (p[1] - p[0] * p[0]) * (p[1] - p[0] * p[0]) + (1 - p[0]) * (1 - p[0])
      } gradient: { p in
        let bend = 200 * (p[1] - p[0] * p[0])
        return [-2 * p[0] * bend - 2 * (1 - p[0]), bend]
      }

      // A sum of distances has no gradient at its minimum; one coordinate is held at or above 1.
      let towns = [(0.0, 0.0), (4.0, 0.0), (0.0, 3.0)]
      let depot = try Minimization.nelderMead(from: [2, 2], in: [1 ... .infinity, 0...3]) { p in
        towns.reduce(0) { $0 + (($1.0 - p[0]) * ($1.0 - p[0]) + ($1.1 - p[1]) * ($1.1 - p[1])).squareRoot() }
      }

      // The normal density's integral, without its constant.
      let area = try Quadrature.adaptive(over: -.infinity ... .infinity) { exp(-$0 * $0 / 2) }

      print("root \(rounded(root)), mode \(rounded(mode.point))")
      print("valley \(valley.point.map(rounded)), converged: \(valley.converged)")
      print("depot \(depot.point.map(rounded)), converged: \(depot.converged)")
      print("area \(rounded(area.value)), converged: \(area.converged)")
      // end
    }
  }
}

private func rounded(_ x: Double) -> Double { (x * 1e4).rounded() / 1e4 }

private func dot(_ x: [Double]) -> Double { x.reduce(0) { $0 + $1 * $1 } }

/// Expects one of the known minima, zeros to the same number of digits after the point.
private func expectMinimum(
  _ found: Minimum<[Double]>, _ function: TestFunction, valueDigits: Double, pointDigits: Double
) throws {
  let minimum = try #require(
    function.minima.min { ($0.value - found.value).magnitude < ($1.value - found.value).magnitude })
  expectAgreement(found.value, minimum.value, digits: valueDigits, "value")
  guard let point = minimum.point else { return }
  for (x, wanted) in zip(found.point, point) { expectAgreement(x, wanted, digits: pointDigits, "point") }
}
