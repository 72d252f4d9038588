/// An answer from 0 to 10 in whole numbers.
public typealias ZeroToTen = Likert<ElevenPoints>

/// A mark anywhere on a line from 0 to 100.
///
/// For a line with other ends, use ``Rating`` over a ``ContinuousRange`` of your own.
public typealias VisualAnalogue = Rating<ZeroToHundred>

/// The line from 0 to 100, such as the millimetres of a visual analogue scale.
public enum ZeroToHundred: ContinuousRange {
  /// 0 to 100.
  public static let range = 0.0...100.0
}

/// No or yes, scored 0 and 1, so that the mean is the share of yes.
public enum YesNo: Int, ResponseFormat {
  /// No, scored 0.
  case no = 0
  /// Yes, scored 1.
  case yes = 1

  /// The words in Dutch, English, French, German and Spanish.
  public var translations: [Language: String] {
    switch self {
    case .no: [.english: "no", .dutch: "nee", .german: "nein", .french: "non", .spanish: "no"]
    case .yes: [.english: "yes", .dutch: "ja", .german: "ja", .french: "oui", .spanish: "sí"]
    }
  }
}
