import SurveyModels
import SurveyTestSupport
import SurveyVocabulary
import Testing

/// Every regression with every kind of data for which it has no answer: an error with a kind and a name, never a NaN
/// and never a silent choice among many solutions.
@Suite struct DataWithoutAnswerTests {
  private func refusal(_ call: () throws -> any Finding) throws -> InputError? {
    do {
      let found = try call()
      Issue.record("fitted: \(found.report.text)")
    } catch let error as InputError { return error }
    return nil
  }

  /// The finding prints numbers alone.
  private func expectNumbers(_ found: any Finding, _ model: ModelUnderTest) {
    let words = found.report.text.lowercased().split { !$0.isLetter }
    #expect(!words.contains { ["nan", "inf", "infinity"].contains($0) }, "\(model): \(found.report.text)")
  }

  @Test(arguments: ModelUnderTest.all) func plainDataHaveAFit(_ model: ModelUnderTest) throws {
    expectNumbers(try model("x + z", in: RefusalData.table()), model)
  }

  @Test(arguments: ModelUnderTest.all) func collinearColumnsAreNamed(_ model: ModelUnderTest) throws {
    let error = try #require(try refusal { try model("x + z + twice", in: RefusalData.table()) })
    #expect(error.code == .rankDeficient, "\(error)")
    #expect("\(error)".contains("\"twice\"") || "\(error)".contains("\"x\""), "\(error)")
    #expect(!"\(error)".contains("\"z\""), "\(error)")
  }

  @Test(arguments: ModelUnderTest.all) func aFactorWithOneLevelIsNamed(_ model: ModelUnderTest) throws {
    let error = try #require(try refusal { try model("x + same", in: RefusalData.table()) })
    #expect(error.code == .constant && error.subject == "same", "\(error)")
  }

  @Test(arguments: ModelUnderTest.all) func moreCoefficientsThanCasesAreRefused(_ model: ModelUnderTest)
    throws
  {
    let columns = (1...12).map { "c\($0)" }.joined(separator: " + ")
    let error = try #require(
      try refusal { try model("x + z + \(columns)", in: RefusalData.table(rows: 12)) })
    #expect(error.code == .tooFew, "\(error)")
  }

  /// A level with a single case: its coefficient rests on that case, and is found or refused by its name.
  @Test(arguments: ModelUnderTest.all) func aLevelOfOneCaseIsFittedOrNamed(_ model: ModelUnderTest) throws {
    do {
      expectNumbers(try model("x + site", in: RefusalData.table()), model)
    } catch let error as InputError {
      #expect([.infeasible, .rankDeficient].contains(error.code), "\(error)")
      #expect(error.remedy != nil, "\(model): \(error)")
      guard model.outcome != .amount else { return }
      #expect("\(error)".contains("site: rare"), "\(model): \(error)")
    }
  }
}
