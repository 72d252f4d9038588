import SurveyInstruments
import SurveyModels
import SurveyVocabulary

/// What the correlations of items say about a factor model of them, with nothing to choose.
public protocol ItemDiagnostic: Finding {
  /// The finding of items, one array to an item.
  init(_ items: [[Double]], names: [String]) throws(InputError)
}

extension KaiserMeyerOlkin: ItemDiagnostic {}
extension BartlettSphericity: ItemDiagnostic {}
extension MinimumAveragePartial: ItemDiagnostic {}
extension TauEquivalenceTest: ItemDiagnostic {}
extension Unidimensionality: ItemDiagnostic {}

extension ItemDiagnostic {
  /// The finding of a scale in a sample, over the respondents who answered every item.
  ///
  /// - Throws: `InputError` as for arrays, or with the faults of the scale.
  public init<R>(of scale: Scale<R>, in sample: Sample<R>) throws(InputError) {
    try self.init(scale.itemMatrix(in: sample))
  }

  /// The finding of keyed answers, over the respondents who answered every item.
  ///
  /// - Throws: `InputError` as for arrays.
  public init(_ items: ItemMatrix) throws(InputError) {
    self = try items.find { columns, names throws(InputError) in try Self(columns, names: names) }
  }
}
