/// The words and numbers of a report's parts, the same in text and in Markdown.
extension Report.Row {
  /// The estimate as printed, empty where there is none.
  var estimateText: String {
    estimate.map { style.text($0.value, places: places) } ?? ""
  }

  /// The interval as printed: "95% CI [0.05, 0.77]", empty where there is none.
  var intervalText: String {
    guard let interval = estimate?.interval else { return "" }
    return "\(DecimalText.level(interval.level)) CI \(interval.text(style, places: places))"
  }

  /// Statistic and probability as printed: "t(25.3) = 2.35, p = .027".
  var testText: String {
    let side = (alternative ?? .twoSided) == .twoSided ? "" : "one-sided "
    guard let statistic else { return pValue.map { "\(side)p \(DecimalText.pValue($0))" } ?? "" }
    let value = "\(statistic.symbolText) = \(NumberStyle.automatic.text(statistic.value))"
    guard let pValue else { return value }
    return "\(value), \(statistic.qualifier)\(side)p \(DecimalText.pValue(pValue))"
  }

  private var places: Int {
    style.places(for: [estimate?.value].compactMap { $0 } + (estimate?.interval?.limits ?? []))
  }
}

extension ConfidenceInterval {
  var limits: [Double] { [lower, upper] }

  /// The limits in brackets.
  func text(_ style: NumberStyle, places: Int) -> String {
    "[\(style.text(lower, places: places)), \(style.text(upper, places: places))]"
  }
}

extension TestStatistic {
  /// The symbol with the degrees of freedom: "t(25.3)", "F(2, 57)".
  var symbolText: String {
    switch reference {
    case .t(let df), .chiSquare(let df): "\(symbol)(\(DecimalText.degreesOfFreedom(df)))"
    case .f(let numerator, let denominator):
      "\(symbol)(\(DecimalText.degreesOfFreedom(numerator)), \(DecimalText.degreesOfFreedom(denominator)))"
    case .normal, .exact, .monteCarlo: symbol
    }
  }

  /// How the probability was found, where the distribution's name does not say it.
  var qualifier: String {
    switch reference {
    case .exact: "exact "
    case .monteCarlo: "Monte Carlo "
    default: ""
    }
  }
}

extension Report.Cell {
  /// The text of a cell on its own.
  var text: String {
    switch self {
    case .text(let value): value
    case .count(let value): DecimalText.grouped(value)
    case .number(let value, let style): style.text(value)
    case .pValue(let value): DecimalText.barePValue(value)
    case .interval(let interval, let style): interval.text(style, places: style.places(for: interval.limits))
    case .list(let cells): cells.map(\.plainText).joined(separator: ", ")
    case .empty: ""
    }
  }

  /// Without separators of thousands, which would read as separators of the list.
  private var plainText: String {
    if case .count(let value) = self { return String(value) }
    return text
  }

  var isNumber: Bool {
    switch self {
    case .count, .number, .pValue: true
    case .text, .interval, .list, .empty: false
    }
  }
}

extension Report.Grid {
  /// The cells as text, every line as long as the header, numbers of a column in equal decimals.
  var textLines: [[String]] {
    let places = columns.indices.map(places)
    return lines.map { line in
      columns.indices.map { column in
        guard line.indices.contains(column) else { return "" }
        guard case .number(let value, let style) = line[column] else { return line[column].text }
        let own = style == .automatic ? places[column] : style.places(for: [value])
        return style.text(value, places: own)
      }
    }
  }

  /// Whether a column holds numbers, so that it is set flush right.
  func isNumeric(_ column: Int) -> Bool {
    let cells = lines.compactMap { $0.indices.contains(column) ? $0[column] : nil }
    return cells.contains(where: \.isNumber)
  }

  private func places(_ column: Int) -> Int {
    let values = lines.compactMap { line -> Double? in
      guard line.indices.contains(column), case .number(let value, .automatic) = line[column] else {
        return nil
      }
      return value
    }
    return NumberStyle.automatic.places(for: values)
  }
}

extension CaseLedger {
  /// The ledger in one line: "75 of 78 cases used   left out: 2 …, 1 …".
  var line: String {
    guard excluded > 0 else { return "all \(entered) \(entered == 1 ? "case" : "cases") used" }
    return "\(used) of \(entered) cases used   left out: \(exclusionText)"
  }
}

extension Report.Method {
  /// The choices and the seed in one line; empty where there are none.
  var line: String {
    var parts = options.map { "\($0.label): \($0.value.text)" }
    if let seed { parts.append("seed: \(seed)") }
    return parts.joined(separator: "; ")
  }
}
