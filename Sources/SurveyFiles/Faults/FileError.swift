/// Everything that is wrong with a data file, found in one reading.
///
/// ```
/// clients.csv: 2 faults
/// row 12, age: "abc" is not a number; expected a number from 16 to 110
/// row 40, gt1: "9" is not an allowed answer; expected 1, 2, 3, 4 or 5
/// ```
public struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file's name, or "text" for data in memory.
  public let file: String
  /// The faults in the order of the file, at most ``limit``.
  public let faults: [FileFault]
  /// The number of all faults.
  public let count: Int

  /// The number of faults that are kept; the others are only counted.
  public static let limit = 1000

  init(file: String, faults: [FileFault], count: Int) {
    self.file = file
    self.faults = faults
    self.count = count
  }

  /// The number of faults and the first twenty, one to a line.
  public var description: String { text(first: 20) }

  /// The number of faults and the first of them, one to a line.
  ///
  /// - Parameter lines: How many to show.
  /// - Returns: The text, without a final line break.
  public func text(first lines: Int) -> String {
    let shown = faults.prefix(max(lines, 0))
    var text = "\(file): \(count) \(count == 1 ? "fault" : "faults")"
    for fault in shown { text += "\n\(fault)" }
    return shown.count < count ? text + "\n… and \(count - shown.count) more" : text
  }
}

/// Collects faults, keeping the first and counting all.
struct FaultList {
  private(set) var faults: [FileFault] = []
  private(set) var count = 0

  mutating func add(_ fault: FileFault) {
    count += 1
    if faults.count < FileError.limit { faults.append(fault) }
  }

  /// Puts the faults into the order of the rows, those of the file as a whole first.
  mutating func sort() {
    faults = faults.enumerated().sorted {
      ($0.element.row ?? 0, $0.offset) < ($1.element.row ?? 0, $1.offset)
    }.map(\.element)
  }

  func check(_ file: String) throws(FileError) {
    guard count == 0 else { throw FileError(file: file, faults: faults, count: count) }
  }
}
