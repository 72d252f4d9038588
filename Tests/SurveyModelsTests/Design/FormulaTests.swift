import SurveyModels
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct FormulaTests {
  // Reference

  @Test(arguments: try Fixture.cases("Design", method: "model matrix"))
  func agreesWithTheModelMatrixOfR(_ reference: Fixture.Case) throws {
    let model = try Self.model(reference)
    let matrix = model.design.matrix
    let columns = try reference.expected["columns"].array()
    try #require(columns.count == matrix.columnCount, "\(model.design.columnNames)")
    for (index, column) in columns.enumerated() {
      let found = (0..<matrix.rowCount).map { matrix[$0, index] }
      for (value, expected) in zip(found, try column.numbers()) {
        // Orthogonal polynomials cross zero, where only absolute digits can agree.
        #expect(abs(value - expected) <= 1e-12 * max(1, abs(expected)), "\(model.design.columnNames[index])")
      }
    }
  }

  /// A natural spline has many bases; the fitted values are those of all.
  @Test(arguments: try Fixture.cases("Design", method: "fitted values"))
  func naturalSplinesFitAsThoseOfR(_ reference: Fixture.Case) throws {
    let model = try Self.model(reference)
    let fitted = try LinearRegression(try model.outcome(), on: model.design).fitted
    for (value, expected) in zip(fitted, try reference.expected["fitted"].numbers()) {
      expectAgreement(value, expected, digits: 10)
    }
  }

  // Laws

  @Test func textAndCodeBuildTheSameDesign() throws {
    let (age, status) = ([20.0, 30, 45, 60, 70, 35], ["in", "out", "in", "out", "in", "out"])
    let data = try ModelData(["age": .numbers(age), "status": .labels(status)])
    let text = try Formula("~ status * log(age) + poly(age, 2)").model(in: data).design
    let log = Term.transformed("age", age, .log)
    let code = try Design([
      .factor("status", status), log, .polynomial("age", age, degree: 2),
      .product(.factor("status", status), log),
    ])
    #expect(text.columnNames == code.columnNames)
    #expect(text.matrix == code.matrix)
  }

  @Test func theOrderOfMentionAndOfSignsDoesNotMatter() throws {
    let data = try Self.small()
    func names(_ text: String) throws -> Set<String> {
      Set(try Formula(text).model(in: data).design.columnNames)
    }
    #expect(try names("y ~ a * x") == names("y ~ x + a + a:x"))
    #expect(try names("y ~ (a + x)^2 - a:x") == names("y ~ a + x"))
    #expect(try names("y ~ 1 + x - 1") == names("y ~ 0 + x"))
    #expect(try names("y ~ x + x + x:x") == names("y ~ x"))
    #expect(try names("y ~ (a)") == names("y ~ a"))
    #expect(try names("y ~ a * x * b - a:x:b") == names("y ~ (a + x + b) ^ 2"))
  }

  @Test func recodingAFactorLeavesTheFitAlone() throws {
    let data = try Self.small()
    let plain = try Formula("y ~ a * x").model(in: data)
    let fitted = try LinearRegression(plain.outcome(), on: plain.design).fitted
    let codings: [Contrasts] = [
      .sum, .helmert, .polynomial, .repeated,
      .custom([.init("first", [1, 0, 0]), .init("last", [0, 0, 1])]),
    ]
    for contrasts in codings {
      let model = try Formula("y ~ a * x").model(in: data, contrasts: ["a": contrasts])
      let other = try LinearRegression(model.outcome(), on: model.design).fitted
      for (one, two) in zip(fitted, other) { expectAgreement(one, two, digits: 11) }
    }
    // Without the factor's own term its products take its place.
    for text in ["y ~ 0 + a + a:x", "y ~ a / x", "y ~ 0 + a * x"] {
      let model = try Formula(text).model(in: data)
      let other = try LinearRegression(model.outcome(), on: model.design).fitted
      for (one, two) in zip(fitted, other) { expectAgreement(one, two, digits: 11) }
    }
  }

  @Test func repeatedContrastsAreTheStepsBetweenNeighbours() throws {
    let data = try ModelData([
      "y": .numbers([1, 3, 4, 6, 9, 11]), "a": .labels(["p", "p", "q", "q", "r", "r"]),
    ])
    let model = try Formula("y ~ a").model(in: data, contrasts: ["a": .repeated])
    let regression = try LinearRegression(model.outcome(), on: model.design)
    #expect(regression.coefficients.map(\.name) == ["intercept", "a: q - p", "a: r - q"])
    for (coefficient, step) in zip(regression.coefficients.dropFirst(), [3.0, 5]) {
      expectAgreement(coefficient.value, step, digits: 13)
    }
  }

  // Missing values, offsets, random terms

  @Test func casesThatLackAVariableAreCountedByIt() throws {
    let data = try ModelData([
      "y": .numbers([1, nil, 3, 4, 5, .nan]), "x": .numbers([1, 2, nil, 3, 5, nil]),
      "g": .labels(["p", "q", "p", nil, "q", "p"]), "unused": .numbers([nil, nil, nil, nil, nil, nil]),
    ])
    let model = try Formula("y ~ x + g").model(in: data)
    #expect(model.rows == [0, 4])
    #expect(model.cases.entered == 6)
    #expect(
      model.cases.exclusions == [
        .init("missing", variable: "y", count: 2), .init("missing", variable: "x", count: 1),
        .init("missing", variable: "g", count: 1),
      ])
    #expect(try model.outcome() == [1, 5])
  }

  @Test func offsetsAddUpAndWeightsAreNamed() throws {
    let data = try ModelData([
      "y": .numbers([1, 2, 3]), "t": .numbers([1, 10, 100]), "w": .numbers([1, 2, 3]),
      "x": .numbers([0, 1, 3]),
    ])
    let model = try Formula("y ~ x + offset(log10(t)) + offset(2 * t)").model(in: data, weights: "w")
    #expect(model.offset == [2, 21, 202])
    #expect(model.weights == [1, 2, 3])
    #expect(model.design.columnNames == ["intercept", "x"])
  }

  @Test func barsMakeRandomTerms() throws {
    let data = try Self.small()
    let model = try Formula("y ~ x + (1 + x | a) + (0 + x || b) + (1 | a / b)").model(in: data)
    #expect(model.randomTerms.map(\.name) == ["a", "b", "a", "a × b"])
    #expect(model.randomTerms.map(\.hasIntercept) == [true, false, true, true])
    #expect(model.randomTerms.map(\.isCorrelated) == [true, false, true, true])
    #expect(try model.randomTerms.map { try $0.design().columnNames.count } == [2, 1, 1, 1])
    #expect(model.randomTerms[3].groups.prefix(3) == ["p × u", "q × v", "r × u"])
    #expect(model.design.columnNames == ["intercept", "x"])
  }

  @Test func otherCasesGetTheColumnsOfTheFit() throws {
    let data = try Self.small()
    let text = "y ~ a * bs(x, df = 4) + poly(z, 2) + log(z) + I(x^2) + ns(x, df = 2):b"
    let model = try Formula(text).model(in: data)
    #expect(try model.design.matrix(for: data) == model.design.matrix)
    let one = try ModelData([
      "a": .labels(["q"]), "b": .labels(["u"]), "x": .numbers([3.5]), "z": .numbers([2]),
    ])
    #expect(try model.design.matrix(for: one).columnCount == model.design.columnCount)
    expectRefusal(.unknownName) {
      try Formula("y ~ a").model(in: data).design.matrix(for: ModelData(["a": .labels(["elsewhere"])]))
    }
    expectRefusal(.unknownName) {
      try Formula("y ~ x").model(in: data).design.matrix(for: ModelData(["z": .numbers([1])]))
    }
    expectRefusal(.outOfRange) {
      try Formula("y ~ bs(x)").model(in: data).design.matrix(for: ModelData(["x": .numbers([1_000])]))
    }
    expectRefusal(.notFinite) {
      try Formula("y ~ x").model(in: data).design.matrix(for: ModelData(["x": .numbers([nil])]))
    }
  }

  // Refusals

  @Test(arguments: [
    "", "y", "y ~", "~", "y ~ x +", "y ~ (x", "y ~ x)", "y ~ x y", "y ~ 2", "y ~ x ^ 0", "y ~ x ^ y",
    "y ~ x $ z",
    "y ~ `x", "y ~ 1:x", "y ~ x * 0", "y ~ (1 | x + 1)", "y ~ (1 | log(x))", "y ~ (1 | )", "y ~ offset(x):a",
    "y ~ poly(x, 0)", "y ~ poly(x, df = 3)", "y ~ bs(x, knots = 3)", "y ~ factor(log(x))",
    "y ~ x - offset(x)",
    "y ~ ((1 | a) | b)", "y ~ log()", "y ~ 1e999", "y ~ x ~ z", "y ~ + + x", "y ~ , x", "y ~ ^2",
  ])
  func refusesWhatIsNoFormula(_ text: String) { expectRefusal(.malformed) { try Formula(text) } }

  @Test func refusesWhatItDoesNotKnowOrCannotHold() throws {
    expectRefusal(.unknownName) { try Formula("y ~ sin(x)") }
    expectRefusal(.infeasible) { try Formula("y ~ " + String(repeating: "(", count: 5_000) + "x") }
    expectRefusal(.infeasible) { try Formula("y ~ I(" + String(repeating: "-", count: 5_000) + "x)") }
    expectRefusal(.infeasible) { try Formula(String(repeating: "x + ", count: 3_000)) }
    let all = (0..<30).map { "x\($0)" }.joined(separator: " + ")
    expectRefusal(.infeasible) { try Formula("y ~ (\(all))^5") }
    let data = try Self.small()
    expectRefusal(.unknownName) { try Formula("y ~ nobody").model(in: data) }
    expectRefusal(.unknownName) { try Formula("y ~ x").model(in: data, contrasts: ["a": .sum]) }
    expectRefusal(.definition) { try Formula("y ~ log(a)").model(in: data) }
    expectRefusal(.definition) { try Formula("a ~ x").model(in: data).outcome() }
    expectRefusal(.definition) { try Formula("~ x").model(in: data).outcome() }
    expectRefusal(.definition) { try Formula("log(y) ~ x").model(in: data).outcomeLabels() }
    expectRefusal(.outOfRange) { try Formula("y ~ log(x)").model(in: data) }
    expectRefusal(.tooFew) { try Formula("y ~ poly(x, 20)").model(in: data) }
    expectRefusal(.tooFew) { try Formula("y ~ bs(b2, df = 9)").model(in: data) }
    expectRefusal(.definition) { try Formula("y ~ 0").model(in: data) }
    expectRefusal(.lengthMismatch) {
      try Formula("y ~ a").model(in: data, contrasts: ["a": .custom([.init("half", [1])])])
    }
    expectRefusal(.definition) { try Formula("y ~ a").model(in: data, contrasts: ["a": .custom([])]) }
    expectRefusal(.tooFew) {
      try Formula("y ~ x").model(in: ModelData(["y": .numbers([nil]), "x": .numbers([1])]))
    }
    expectRefusal(.definition) { try ModelData([:]) }
    expectRefusal(.lengthMismatch) { try ModelData(["a": .numbers([1]), "b": .numbers([])]) }
  }

  @Test func anyTextIsReadOrRefused() {
    let pieces = [
      "y", "~", "+", "-", "*", "/", "^", ":", "|", "||", "(", ")", "2", "x", "log", ",", "=", "I", "`",
    ]
    for seed in 0..<3_000 {
      var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
      var text = "y ~ "
      for _ in 0..<(seed % 12) {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text += pieces[Int(state >> 33) % pieces.count] + " "
      }
      do throws(InputError) { #expect(try Formula(text).description == text) } catch {
        #expect(!error.problem.isEmpty)
      }
    }
  }

  private static func small() throws -> ModelData {
    try ModelData([
      "y": .numbers([1, 3, 2, 5, 8, 4, 9, 7, 6, 10, 12, 11]),
      "x": .numbers([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]),
      "z": .numbers([3, 1, 4, 1.5, 9, 2, 6, 5, 3.5, 8, 9.5, 7]),
      "b2": .numbers([0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1]),
      "a": .labels(["p", "q", "r", "p", "q", "r", "p", "q", "r", "p", "q", "r"]),
      "b": .labels(["u", "v", "u", "v", "u", "v", "v", "u", "v", "u", "v", "u"]),
    ])
  }

  /// The model of a reference, whose factors are written as R's script names them.
  private static func model(_ reference: Fixture.Case) throws -> FormulaModel {
    let table = try reference.data()
    var variables: [String: ModelVariable] = [:]
    for name in ["mpg", "disp", "hp", "wt"] { variables[name] = .numbers(try table.complete([name])[0]) }
    for name in ["am", "vs"] { variables[name] = .numbers(try table.complete([name])[0]) }
    for name in ["cyl", "gear"] { variables[name] = .labels(try table.column(name)) }
    let contrasts = reference.options["contrasts"]
    var chosen: [String: Contrasts] = [:]
    for name in ["cyl", "gear"] {
      switch contrasts[name] {
      case .text("contr.sum"): chosen[name] = .sum
      case .text("contr.helmert"): chosen[name] = .helmert
      case .text("contr.poly"): chosen[name] = .polynomial
      default: break
      }
    }
    return try Formula(try reference.options["formula"].string())
      .model(in: ModelData(variables), contrasts: chosen)
  }
}
