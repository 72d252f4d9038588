import SurveyStatistics

/// Agreement with a statement, on five points.
package enum Agreement: Int, ResponseFormat {
  case stronglyDisagree = 1
  case disagree
  case neutral
  case agree
  case stronglyAgree

  /// How the absence of an answer is coded in the column of a five-point item.
  package static let absent: [String: AbsenceReason] = ["7": .notShown, "8": .refused, "9": .skipped]
}

/// A whole number from 0 to 10, of which only the ends have words.
package struct ZeroToTen: ResponseFormat {
  package let rawValue: Int

  /// An answer; `nil` outside 0 to 10.
  package init?(rawValue: Int) {
    guard (0...10).contains(rawValue) else { return nil }
    self.rawValue = rawValue
  }

  /// The answers from 0 to 10.
  package static let allCases: [ZeroToTen] = (0...10).compactMap { ZeroToTen(rawValue: $0) }

  /// The number.
  package var label: String { String(rawValue) }

  /// How the absence of an answer is coded in the column of a 0 to 10 item.
  package static let absent: [String: AbsenceReason] = ["77": .notShown, "88": .refused, "99": .skipped]
}

/// The gender that a respondent gives.
package enum Gender: String, Factor {
  case woman
  case man
  case other
}

/// The highest completed education, in four levels.
package enum Education: String, Factor {
  case primary
  case lowerSecondary = "lower secondary"
  case upperSecondary = "upper secondary"
  case tertiary
}
