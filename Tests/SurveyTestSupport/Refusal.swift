import SurveyVocabulary
import Testing

/// Expects that a call refuses its input with an error of the given kind, and that the error says
/// something readable.
public func expectRefusal<T>(
  _ code: InputError.Code, sourceLocation: SourceLocation = #_sourceLocation,
  _ call: () throws -> T
) {
  do {
    let value = try call()
    Issue.record("expected \(code.rawValue), got \(value)", sourceLocation: sourceLocation)
  } catch let error as InputError {
    #expect(error.code == code, "\(error)", sourceLocation: sourceLocation)
    #expect(!error.subject.isEmpty && !error.problem.isEmpty, sourceLocation: sourceLocation)
  } catch {
    Issue.record("expected an InputError, got \(error)", sourceLocation: sourceLocation)
  }
}
