import SurveyStatistics

/// Keeps what methods refuse, so that one scale that cannot be analysed does not hide the others.
package struct Refusals: Sendable {
  /// The subject of the analyses, such as the name of a scale.
  private let subject: String
  private var methods: [(reason: String, names: [String])] = []

  package init(_ subject: String) { self.subject = subject }

  /// The finding of a method; `nil` where it refuses the data, and the reason is kept.
  package mutating func attempt<F>(_ method: String, _ find: () throws(InputError) -> F) -> F? {
    do throws(InputError) {
      return try find()
    } catch {
      // The remedy speaks to a programmer; the reader of a report needs the reason.
      let words = "\(error.subject): \(error.problem)"
      let own = ["\(subject): ", "\(subject), "].first(where: words.hasPrefix) ?? ""
      let reason = String(words.dropFirst(own.count))
      if let index = methods.firstIndex(where: { $0.reason == reason }) {
        methods[index].names.append(method)
      } else {
        methods.append((reason, [method]))
      }
      return nil
    }
  }

  /// One sentence for each reason, with the methods that gave it.
  package var warnings: [String] {
    methods.map { "\(subject): no \($0.names.joined(separator: ", no ")) (\($0.reason))." }
  }
}
