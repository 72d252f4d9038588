#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Bionic)
  import Bionic
#else
  import Darwin
#endif

/// A file that is read in pieces or written whole, and closed when it goes out of use.
final class PlatformFile {
  private let descriptor: Int32

  /// Opens a file for reading.
  ///
  /// - Throws: ``PlatformError`` with the system's words.
  init(reading path: String) throws(PlatformError) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw PlatformError.last }
    var status = stat()
    if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      throw PlatformError(words: "is a directory")
    }
  }

  /// Opens a file for writing, replacing what stands there.
  ///
  /// - Throws: ``PlatformError`` with the system's words.
  init(writing path: String) throws(PlatformError) {
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw PlatformError.last }
  }

  deinit {
    if descriptor >= 0 { _ = close(descriptor) }
  }

  /// Reads into a buffer; 0 at the end of the file.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(PlatformError) -> Int {
    while true {
      #if canImport(Glibc)
        let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      #elseif canImport(Musl)
        let count = Musl.read(descriptor, buffer.baseAddress, buffer.count)
      #elseif canImport(Bionic)
        guard let base = buffer.baseAddress else { return 0 }
        let count = Bionic.read(descriptor, base, buffer.count)
      #else
        let count = Darwin.read(descriptor, buffer.baseAddress, buffer.count)
      #endif
      if count >= 0 { return count }
      if errno != EINTR { throw PlatformError.last }
    }
  }

  /// Writes all bytes.
  func write(_ bytes: UnsafeRawBufferPointer) throws(PlatformError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let part = UnsafeRawBufferPointer(rebasing: rest)
      #if canImport(Glibc)
        let count = Glibc.write(descriptor, part.baseAddress, part.count)
      #elseif canImport(Musl)
        let count = Musl.write(descriptor, part.baseAddress, part.count)
      #elseif canImport(Bionic)
        guard let base = part.baseAddress else { return }
        let count = Bionic.write(descriptor, base, part.count)
      #else
        let count = Darwin.write(descriptor, part.baseAddress, part.count)
      #endif
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw PlatformError.last }
      rest = rest.dropFirst(count)
    }
  }
}

/// What the system says about a file that cannot be read or written.
struct PlatformError: Error {
  let words: String

  static var last: PlatformError {
    let code = errno
    if code == ENOENT { return PlatformError(words: "does not exist") }
    return PlatformError(
      words: strerror(code).map { "cannot be opened: " + String(cString: $0) } ?? "cannot be opened")
  }
}
