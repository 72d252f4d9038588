import SurveyModels
import SurveyTestSupport
import SurveyVocabulary
import Testing

/// What holds for every factor analysis.
@Suite struct FactorAnalysisLawTests {
  static let extractions = FactorAnalysis.Extraction.allCases
  static let rotations: [FactorAnalysis.Rotation] = [
    .none, .varimax(), .varimax(kaiser: false), .quartimax(), .promax(), .promax(power: 3, kaiser: false),
    .oblimin(), .oblimin(gamma: -1), .oblimin(kaiser: true), .geomin(),
  ]

  private static func largest(_ matrix: Matrix, _ other: Matrix) -> Double {
    zip(matrix.elements, other.elements).reduce(0) { max($0, ($1.0 - $1.1).magnitude) }
  }

  // MARK: Laws

  @Test(arguments: extractions)
  func unitsSignsAndOrderOfItemsMoveTheirRowsOnly(_ extraction: FactorAnalysis.Extraction) throws {
    let items = try FactorData.holzinger()
    let plain = try FactorAnalysis(items, factors: 3, extraction: extraction)
    let turned = try FactorAnalysis(
      items.reversed().enumerated().map { index, item in
        item.map { index == 3 ? -2 * $0 : $0 * 1e200 }
      }, factors: 3, extraction: extraction)
    #expect(correctDigits(turned.extractionCriterion, plain.extractionCriterion) > 8)
    for row in 0..<9 {
      expectAgreement(turned.communalities[8 - row], plain.communalities[row], digits: 7)
      for column in 0..<3 {
        expectAgreement(
          turned.loadings[8 - row, column].magnitude, plain.loadings[row, column].magnitude, digits: 6,
          floor: 1e-7)
      }
    }
  }

  @Test(arguments: rotations)
  func rotationChangesNeitherModelNorFit(_ rotation: FactorAnalysis.Rotation) throws {
    let items = try FactorData.holzinger()
    let plain = try FactorAnalysis(items, factors: 3, extraction: .maximumLikelihood, rotation: .none)
    let rotated = try FactorAnalysis(items, factors: 3, extraction: .maximumLikelihood, rotation: rotation)
    let model = try plain.loadings.times(plain.loadings.transposed)
    #expect(Self.largest(try rotated.structure.times(rotated.loadings.transposed), model) < 1e-12)
    #expect(rotated.fit == plain.fit && rotated.communalities == plain.communalities)
    #expect(rotated.factorCorrelations.diagonal == [1, 1, 1])
    #expect(rotation.isOblique || rotated.structure == rotated.loadings)
    expectAgreement(
      rotated.varianceExplained.reduce(0, +), plain.communalities.reduce(0, +), digits: 12)
    #expect(zip(rotated.varianceExplained, rotated.varianceExplained.dropFirst()).allSatisfy { $0 >= $1 })
    for column in 0..<3 { #expect(rotated.loadings[column: column].reduce(0, +) >= 0) }
  }

  /// Principal axes, when they no longer move, are at the optimum of minres.
  @Test func principalAxesEndWhereMinresDoes() throws {
    for (items, factors) in [(try FactorData.holzinger(), 3), (try FactorData.personality(), 5)] {
      let axes = try FactorAnalysis(items, factors: factors, extraction: .principalAxis, rotation: .none)
      let minres = try FactorAnalysis(items, factors: factors, extraction: .minres, rotation: .none)
      #expect(Self.largest(axes.loadings, minres.loadings) < 1e-7)
      expectAgreement(axes.extractionCriterion, minres.extractionCriterion, digits: 12)
      #expect(axes.extractionIterations > 10 * minres.extractionIterations)
    }
  }

  @Test func threeItemsHaveTheirExactSolution() throws {
    let matrix = [[1, 0.6, 0.5], [0.6, 1, 0.4], [0.5, 0.4, 1]]
    let squares: [Double] = [0.6 * 0.5 / 0.4, 0.6 * 0.4 / 0.5, 0.5 * 0.4 / 0.6]
    let wanted = squares.map { $0.squareRoot() }
    for extraction in Self.extractions {
      let analysis = try FactorAnalysis(
        ItemCorrelations(matrix: matrix, count: 100), factors: 1, extraction: extraction)
      for (row, loading) in wanted.enumerated() {
        expectAgreement(analysis.loadings[row, 0], loading, digits: 8, "\(extraction)")
      }
      #expect(
        analysis.fit.degreesOfFreedom == 0 && analysis.fit.chiSquare == nil && analysis.fit.rmsea == nil)
      #expect(analysis.report.notes.contains { $0.contains("no degrees of freedom") })
    }
  }

  @Test(arguments: extractions)
  func aPerfectStructureIsFound(_ extraction: FactorAnalysis.Extraction) throws {
    let loadings = (0..<12).map { item -> [Double] in
      let loading = 0.5 + 0.1 * Double(item % 4)
      return (0..<3).map { item / 4 == $0 ? loading : 0 }
    }
    let phi = [[1, 0.3, 0.2], [0.3, 1, 0.4], [0.2, 0.4, 1]]
    let analysis = try FactorAnalysis(
      ItemCorrelations(matrix: FactorData.implied(loadings, factors: phi), count: 500), factors: 3,
      extraction: extraction)
    for row in 0..<12 {
      let found = analysis.loadings[row: row]
      expectAgreement(found.max() ?? 0, loadings[row].max() ?? 0, digits: 6)
      #expect(found.filter { $0.magnitude < 1e-6 }.count == 2)
    }
    let own = [
      analysis.factorCorrelations[0, 1], analysis.factorCorrelations[0, 2], analysis.factorCorrelations[1, 2],
    ]
    for (one, other) in zip(own.sorted(), [0.2, 0.3, 0.4]) { expectAgreement(one, other, digits: 6) }
    #expect(analysis.fit.rmsea?.value == 0 && (analysis.fit.chiSquare?.value ?? 1) < 1e-7)
    #expect(analysis.fit.rootMeanSquareResidual < 1e-8)
  }

  /// The loadings of unrotated factors lie halfway between two clusters, where the slope of every criterion
  /// is zero, at its worst place.
  @Test(arguments: [FactorAnalysis.Rotation.varimax(), .quartimax(), .oblimin(), .promax(), .geomin()])
  func aRotationLeavesAPlaceThatIsNoMinimum(_ rotation: FactorAnalysis.Rotation) throws {
    let loadings = (0..<8).map { $0 < 4 ? [0.7, 0] : [0, 0.7] }
    let analysis = try FactorAnalysis(
      ItemCorrelations(matrix: FactorData.implied(loadings), count: 100), factors: 2, rotation: rotation)
    for row in 0..<8 {
      expectAgreement(analysis.loadings[row: row].map(\.magnitude).max() ?? 0, 0.7, digits: 6)
      #expect((analysis.loadings[row: row].map(\.magnitude).min() ?? 1) < 1e-6, "\(rotation)")
    }
  }

  @Test func promaxOfPowerOneIsVarimax() throws {
    let items = try FactorData.holzinger()
    let varimax = try FactorAnalysis(items, factors: 3, rotation: .varimax())
    let promax = try FactorAnalysis(items, factors: 3, rotation: .promax(power: 1))
    #expect(Self.largest(varimax.loadings, promax.loadings) < 1e-12)
    #expect(abs(promax.factorCorrelations[0, 1]) < 1e-12)
  }

  /// A naive twin: all angles of two factors, in steps of a thousandth of a right angle.
  @Test func varimaxOfTwoFactorsIsTheBestOfAllAngles() throws {
    let items = try FactorData.holzinger()
    let plain = try FactorAnalysis(items, factors: 2, rotation: .none).loadings
    func criterion(_ angle: Int) -> Double {
      // Turns by repeated rotation through a small angle with exact unit length.
      let t = Double(angle) / 2_000
      let (c, s) = ((1 - t * t) / (1 + t * t), 2 * t / (1 + t * t))
      return [(c, s), (-s, c)].reduce(0) { sum, pair in
        let squares = (0..<9).map { row -> Double in
          let value = pair.0 * plain[row, 0] + pair.1 * plain[row, 1]
          return value * value
        }
        let mean = squares.reduce(0, +) / 9
        return sum - squares.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 4
      }
    }
    let best = (0...2_000).map(criterion).min() ?? 0
    let found = try FactorAnalysis(items, factors: 2, rotation: .varimax(kaiser: false))
    let value = try #require(found.rotationCriterion)
    #expect(value <= best + 1e-14 && value > best - 1e-5)
  }

  @Test func severalStartsAreReportedAndReproducible() throws {
    let items = try FactorData.personality()
    let one = try FactorAnalysis(items, factors: 6, rotation: .geomin(delta: 0.001), starts: 15, seed: 3)
    let two = try FactorAnalysis(items, factors: 6, rotation: .geomin(delta: 0.001), starts: 15, seed: 3)
    #expect(one.report.json == two.report.json)
    #expect(one.rotationMinima.reduce(0) { $0 + $1.starts } <= 15 && one.rotationMinima.count > 1)
    #expect(one.rotationMinima.first?.criterion == one.rotationCriterion)
    #expect(one.warnings.contains(.localMinima(one.rotationMinima.count)))
    #expect(one.report.warnings.contains { $0.contains("local minima, found by so many starts") })
    let single = try FactorAnalysis(items, factors: 6, rotation: .geomin(delta: 0.001))
    #expect((one.rotationCriterion ?? 0) <= (single.rotationCriterion ?? 0) + 1e-12)
  }

  @Test func dataCovariancesAndCorrelationsGiveTheSame() throws {
    let items = try FactorData.holzinger()
    let data = try FactorAnalysis(items, factors: 2)
    let covariances = try FactorAnalysis(ItemCovariances(items), factors: 2)
    #expect(Self.largest(data.loadings, covariances.loadings) < 1e-12)
    #expect(try FactorAnalysis(ItemCorrelations(items), factors: 2).report.json == data.report.json)
  }

  @Test func polychoricCorrelationsAreAnalysedAsTheyAre() throws {
    let items = try Fixture.table("bfi240").complete((1...5).map { "N\($0)" })
    let polychoric = try PolychoricMatrix(items)
    let analysis = try FactorAnalysis(polychoric.correlations, factors: 1)
    #expect(analysis.fit.chiSquare != nil && analysis.cases.used == polychoric.count)
    expectAgreement(analysis.correlations[0, 1], polychoric[0, 1], digits: 15)
    #expect(analysis.varianceExplained[0] > (try FactorAnalysis(items, factors: 1)).varianceExplained[0])
  }
}
