/// The options that a respondent ticked, none included, of a question that allows several.
///
/// ```swift
/// enum News: String, Factor { case paper, radio, television, internet }
///
/// var news = Answer<MultipleChoice<News>>.absent(.notShown)   // or MultipleChoice<News>?
/// client.news = .given([.radio, .internet])
/// client.news = .given([])                                    // answered: none of them
/// ```
///
/// Nothing ticked is an answer; a question that was not answered is absent, with its reason. A data file
/// has one cell for the question: the codes of the options, separated by semicolons, or the field's code
/// for "none of them". A multiple choice has no score, and a scale refuses it when it is compiled.
public struct MultipleChoice<Option: Factor>: AnswerFormat, ExpressibleByArrayLiteral {
  /// The options that were ticked.
  public let options: Set<Option>

  /// The options that were ticked; one that is named twice counts once.
  public init(_ options: some Sequence<Option>) { self.options = Set(options) }

  /// The options that were ticked.
  public init(arrayLiteral options: Option...) { self.init(options) }

  /// The options that were ticked, in the order of their declaration.
  public var ticked: [Option] { Option.allCases.filter(options.contains) }

  /// The labels of the options that were ticked, in the order of their declaration.
  public var labels: [String] { ticked.map(\.label) }

  /// Whether an option was ticked.
  public func contains(_ option: Option) -> Bool { options.contains(option) }
}
