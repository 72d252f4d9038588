import CBareLAPACK
import Foundation
import SurveyStatistics

/// A regression of 1,000,000 cases on 20 predictors and an intercept beside one bare `dgeqrf` of the same
/// 1,000,000 x 21 matrix, one thread.
///
/// Machines are noisy, so each round runs all three one after the other, and the ratios are taken within
/// the round, of processor time. Copying the matrix for `dgeqrf`, which overwrites it, is not timed.
struct LargeRegression {
  let harness: Harness
  let design: Design
  let outcome: [Double]

  init(_ harness: Harness, rows: Int = 1_000_000, columns: Int = 20) throws {
    self.harness = harness
    (design, outcome) = try Self.data(rows: rows, columns: columns)
  }

  func run(rounds: Int = 7) throws {
    let before = Usage.peakMemory
    _ = try fit(.hc3)
    let extra = Usage.peakMemory - before
    print("ols-large-memory-kilobytes\tswift-survey-statistics\t\(extra)\t\(outcome.count)")
    try harness.bench("ols-large", runs: 3) { try fit(.hc3) }
    try harness.bench("ols-large-classical", runs: 3) { try fit(.classical) }
    // After the memory was measured: the copies below are larger than all that the fit needs.
    let original = design.matrix.elements
    var copy = original
    var (bare, classical, robust) = ([Double](), [Double](), [Double]())
    for _ in 0..<rounds {
      copy = original
      copy[0] = original[0]  // The assignment shares; a write makes the copy, before the clock starts.
      bare.append(Usage.time { factor(&copy) })
      classical.append(try Usage.time { _ = try fit(.classical) })
      robust.append(try Usage.time { _ = try fit(.hc3) })
    }
    report("ols-large-dgeqrf", bare, ratioTo: nil)
    report("ols-large-classical-cpu", classical, ratioTo: bare)
    report("ols-large-hc3-cpu", robust, ratioTo: bare)
  }

  private func fit(_ errors: StandardErrors) throws -> Double {
    try LinearRegression(outcome, on: design, standardErrors: errors).coefficients[1].standardError
  }

  private func factor(_ elements: inout [Double]) {
    var (m, n, info) = (Int32(outcome.count), Int32(design.columnCount), Int32(0))
    var reflectors = [Double](repeating: 0, count: design.columnCount)
    // The size of work that the routine asks for by itself.
    var (wanted, query) = (0.0, Int32(-1))
    bare_dgeqrf(&m, &n, &elements, &m, &reflectors, &wanted, &query, &info)
    var length = Int32(max(wanted, 1))
    var work = [Double](repeating: 0, count: Int(length))
    bare_dgeqrf(&m, &n, &elements, &m, &reflectors, &work, &length, &info)
  }

  /// Milliseconds of processor time, the median; beside them the median ratio within a round.
  private func report(_ id: String, _ times: [Double], ratioTo base: [Double]?) {
    let median = times.sorted()[times.count / 2]
    let ratios = base.map { zip(times, $0).map { $0 / $1 }.sorted() }
    let ratio = ratios.map { String(format: "%.3f", $0[$0.count / 2]) } ?? "1"
    print("\(id)\tprocessor time; ratio to dgeqrf\t\(String(format: "%.4g", median))\t\(ratio)")
  }

  /// Standard normal predictors with coefficients of 0.1, and an outcome with standard normal noise.
  private static func data(rows: Int, columns: Int) throws -> (Design, [Double]) {
    var stream = RandomStream(seed: 1)
    var outcome = (0..<rows).map { _ in stream.normal() + 0.1 }
    var elements: [Double] = []
    elements.reserveCapacity(rows * columns)
    for _ in 0..<columns {
      for row in 0..<rows {
        let value = stream.normal()
        elements.append(value)
        outcome[row] += 0.1 * value
      }
    }
    let matrix = try Matrix(rowCount: rows, columnCount: columns, elements: elements)
    return (try Design(matrix, names: (1...columns).map { "x\($0)" }), outcome)
  }
}

/// What the process has used.
enum Usage {
  /// The largest memory so far, in kilobytes on Linux.
  static var peakMemory: Int {
    var usage = rusage()
    // RUSAGE_SELF is 0 everywhere, but has another type on every platform.
    getrusage(0, &usage)
    return Int(usage.ru_maxrss)
  }

  /// The processor time of a body in milliseconds.
  static func time(_ body: () throws -> Void) rethrows -> Double {
    var (start, end) = (timespec(), timespec())
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &start)
    try body()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end)
    return Double(end.tv_sec - start.tv_sec) * 1e3 + Double(end.tv_nsec - start.tv_nsec) / 1e6
  }
}
