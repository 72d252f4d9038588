import SurveyInference
import SurveyInstruments
import SurveyVocabulary

extension Descriptives {
  /// The description of a variable of a sample.
  ///
  /// - Throws: `InputError` as for arrays.
  public init<R>(
    of variable: some VariableConvertible<R>, in sample: Sample<R>, shape: ShapeDefinition = .two,
    confidence: Double = 0.95
  ) throws(InputError) {
    let observed = try sample.values(of: variable)
    self = try Descriptives(
      observed.present, missing: observed.observations.count - observed.present.count, shape: shape,
      confidence: confidence)
    context.subject = observed.name
    context.cases = observed.cases
  }
}
