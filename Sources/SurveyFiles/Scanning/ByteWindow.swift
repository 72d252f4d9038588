/// The part of a file that is in memory: a buffer that slides over it.
///
/// The window grows only as far as one row needs, and a row is bounded by ``FileLimits``.
final class ByteWindow {
  private let chunk: Int
  private var storage: UnsafeMutableBufferPointer<UInt8>
  private var filled = 0
  private let file: PlatformFile
  /// Whether the end of the file is in the window.
  private(set) var isLast = false

  /// Opens a file and fills the window; `chunk` bytes are read at a time.
  init(path: String, chunk: Int = 1 << 18) throws(PlatformError) {
    self.chunk = max(chunk, 1)
    file = try PlatformFile(reading: path)
    storage = .allocate(capacity: 2 * self.chunk)
    try refill(keepingFrom: 0)
  }

  deinit { storage.deallocate() }

  /// The bytes in the window.
  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: storage[..<filled]) }

  /// Drops the bytes before an offset and reads on.
  func refill(keepingFrom offset: Int) throws(PlatformError) {
    let rest = filled - offset
    if storage.count - rest < chunk {
      let larger = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 2 * storage.count)
      _ = larger.update(fromContentsOf: storage[offset..<filled])
      storage.deallocate()
      storage = larger
    } else if offset > 0 {
      _ = storage.update(fromContentsOf: storage[offset..<filled])
    }
    filled = rest
    while storage.count - filled > 0 {
      let free = UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: storage[filled...]))
      let count = try file.read(into: free)
      if count == 0 {
        isLast = true
        return
      }
      filled += count
      if filled - rest >= chunk { return }
    }
  }
}
