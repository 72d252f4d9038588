/// CSV text under construction: cells quoted where RFC 4180 asks for it, lines ended by LF.
struct CSVText {
  private(set) var bytes: [UInt8] = []
  private var isLineStart = true

  mutating func add(_ cell: String) {
    if !isLineStart { bytes.append(UInt8(ascii: ",")) }
    isLineStart = false
    guard cell.utf8.contains(where: Self.needsQuotes) else {
      bytes += cell.utf8
      return
    }
    bytes.append(UInt8(ascii: "\""))
    for byte in cell.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  mutating func endLine() {
    bytes.append(UInt8(ascii: "\n"))
    isLineStart = true
  }

  private static func needsQuotes(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
      || byte == UInt8(ascii: "\r")
  }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Writes the text to a file, replacing what stands there.
  func write(to path: String) throws(InputError) {
    do throws(PlatformError) {
      let file = try PlatformFile(writing: path)
      var problem: PlatformError?
      bytes.withUnsafeBytes { bytes in
        do throws(PlatformError) { try file.write(bytes) } catch { problem = error }
      }
      if let problem { throw problem }
    } catch {
      throw InputError(.unwritable, fileName(path), "the file \(error.words)")
    }
  }
}

extension InputError.Code {
  /// A value or a file that cannot be written.
  public static let unwritable = InputError.Code(rawValue: "unwritable")
}
