import SurveyProbability
import SurveyVocabulary

/// How much two ratings in different categories still agree: 1 in full, 0 not at all.
///
/// With the values x of the categories, and the smallest and the largest of them:
///
/// | weights | of two categories |
/// |---|---|
/// | identity | 1 for the same category, else 0 |
/// | linear | 1 - d/D, d the distance of the values and D that of the extreme categories |
/// | quadratic | 1 - (d/D)² |
/// | radical | 1 - √(d/D) |
/// | ordinal | 1 - C(s + 1, 2)/C(q, 2), s the steps between the categories in order of value |
/// | ratio | 1 - ((x - y)/(x + y))² / ((largest - smallest)/(largest + smallest))² |
/// | circular | 1 - sin²(π d/(D + 1)), divided so that the farthest two have 0 |
///
/// Reference: Cohen (1968), doi:10.1037/h0026256; the other sets: Gwet (2014), Handbook of Inter-Rater
/// Reliability.
public struct AgreementWeights: Hashable, Sendable {
  private enum Kind: String { case identity, linear, quadratic, radical, ordinal, ratio, circular, custom }

  private let kind: Kind
  private let custom: [[Double]]

  /// The name, for print.
  public var name: String { kind.rawValue }

  /// Full agreement or none: for categories without order.
  public static let identity = AgreementWeights(.identity)
  /// Loss in proportion to the distance of the values.
  public static let linear = AgreementWeights(.linear)
  /// Loss in proportion to the square of the distance.
  public static let quadratic = AgreementWeights(.quadratic)
  /// Loss in proportion to the square root of the distance.
  public static let radical = AgreementWeights(.radical)
  /// Loss by the number of pairs of categories between two, whatever their values.
  public static let ordinal = AgreementWeights(.ordinal)
  /// Loss by the square of the difference over the sum; needs values of 0 or more.
  public static let ratio = AgreementWeights(.ratio)
  /// Loss around a circle on which the largest value is followed by the smallest, one unit on: weekdays
  /// or months.
  public static let circular = AgreementWeights(.circular)

  /// Weights of one's own, rows and columns in the order of the declared categories.
  ///
  /// - Throws: `InputError` if the matrix is not square and symmetric with 1 on its diagonal and numbers
  ///   from 0 to 1 elsewhere.
  public static func custom(_ matrix: [[Double]]) throws(InputError) -> AgreementWeights {
    guard matrix.count >= 2, matrix.count <= RatingTable.mostCategories else {
      throw InputError(.outOfRange, "weights", "\(matrix.count) rows, allowed are 2 to 1000")
    }
    for (row, weights) in matrix.enumerated() {
      try checkEqualLength(weights.count, "row \(row + 1) of the weights", matrix.count, "the column of rows")
    }
    for row in matrix.indices {
      for column in 0...row {
        let weight = matrix[row][column]
        guard (0...1).contains(weight), weight == matrix[column][row], row != column || weight == 1 else {
          throw InputError(
            .definition, "weights",
            "row \(row + 1) and column \(column + 1) hold \(weight) and \(matrix[column][row])",
            remedy: "weights are symmetric, from 0 to 1, and 1 on the diagonal")
        }
      }
    }
    return AgreementWeights(.custom, matrix)
  }

  private init(_ kind: Kind, _ custom: [[Double]] = []) {
    self.kind = kind
    self.custom = custom
  }

  /// The weights of categories, one array to a row.
  ///
  /// - Throws: `InputError` if there are fewer than two categories, one is there twice or has a value that
  ///   is not finite, ratio weights meet a negative value, or a custom matrix has not one row for each.
  public func matrix(for categories: [RatingTable.Category]) throws(InputError) -> [[Double]] {
    let size = categories.count
    let losses = try losses(for: RatingTable.declared(categories))
    return (0..<size).map { row in (0..<size).map { 1 - losses[row * size + $0] } }
  }

  /// One less the weights, row by row: exact zeros where agreement is full.
  func losses(for categories: [RatingTable.Category]) throws(InputError) -> [Double] {
    if kind == .custom {
      try checkEqualLength(custom.count, "weights", categories.count, "the list of categories")
      return custom.flatMap { $0.map { 1 - $0 } }
    }
    // Halves keep the differences and sums of huge values within the range of Double.
    let unit = categories.contains { $0.value.magnitude > 1e300 } ? 0.5 : 1
    let values = categories.map { $0.value * unit }
    guard let low = values.min(), let high = values.max(), low < high else {
      return [Double](repeating: 0, count: values.count * values.count)
    }
    let loss: (Int, Int) -> Double
    switch kind {
    case .linear: loss = { (values[$0] - values[$1]).magnitude / (high - low) }
    case .quadratic:
      loss = {
        let share = (values[$0] - values[$1]) / (high - low)
        return share * share
      }
    case .radical: loss = { ((values[$0] - values[$1]).magnitude / (high - low)).squareRoot() }
    case .ordinal:
      let order = values.indices.sorted { values[$0] < values[$1] }
      var ranks = [Int](repeating: 0, count: values.count)
      for (rank, place) in order.enumerated() { ranks[place] = rank }
      let most = Double(values.count * (values.count - 1))
      loss = {
        let steps = (ranks[$0] - ranks[$1]).magnitude
        return Double((steps + 1) * steps) / most
      }
    case .ratio:
      guard low >= 0 else {
        throw .outOfRange("categories", value: low / unit, allowed: "0 or more for ratio weights")
      }
      let most = (high - low) / (high + low)
      loss = {
        let share = $0 == $1 ? 0 : (values[$0] - values[$1]) / (values[$0] + values[$1]) / most
        return share * share
      }
    case .circular: return Self.circularLosses(values, turn: high - low + unit)
    case .identity, .custom: loss = { $0 == $1 ? 0 : 1 }
    }
    return values.indices.flatMap { row in values.indices.map { loss(row, $0) } }
  }

  /// Squared sines of half the angle between values on a circle, over the largest of them.
  private static func circularLosses(_ values: [Double], turn: Double) -> [Double] {
    let squares = values.flatMap { value in
      values.map { other in
        let sine = libmSin(.pi * ((value - other) / turn))
        return sine * sine
      }
    }
    let most = squares.max() ?? 0
    return most > 0 ? squares.map { $0 / most } : squares
  }

  /// Whether crossing two pairs of ratings never gains: the condition (Monge) under which sorted
  /// ratings agree as well as their frequencies allow.
  static func favorSorted(losses: [Double], order: [Int]) -> Bool {
    let size = order.count
    for (row, next) in zip(order, order.dropFirst()) {
      for (column, other) in zip(order, order.dropFirst()) {
        let sorted = losses[row * size + column] + losses[next * size + other]
        let crossed = losses[row * size + other] + losses[next * size + column]
        if sorted > crossed + 1e-12 { return false }
      }
    }
    return true
  }
}
