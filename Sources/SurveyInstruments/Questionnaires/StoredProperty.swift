/// A property of many respondents, reached by its place in memory where it is stored.
///
/// Walking a key path costs about 100 ns; a stored property of a struct has a fixed offset, which the
/// standard library tells (`MemoryLayout.offset(of:)`), and costs a few. Computed properties have none
/// and go through the key path. Inlinable, so that the loop is compiled for the client's type: without
/// that, generic metadata is looked up for each answer.
@usableFromInline
struct StoredProperty<R, Value>: Sendable {
  @usableFromInline let path: KeyPath<R, Value> & Sendable
  @usableFromInline let offset: Int?

  @inlinable
  init(_ path: KeyPath<R, Value> & Sendable) {
    self.path = path
    offset = MemoryLayout<R>.offset(of: path)
  }

  /// Calls with each respondent's place and value.
  @inlinable
  func forEach(_ respondents: UnsafeBufferPointer<R>, _ body: (Int, Value) -> Void) {
    guard let offset, let base = UnsafeRawPointer(respondents.baseAddress) else {
      for (row, respondent) in respondents.enumerated() { body(row, respondent[keyPath: path]) }
      return
    }
    for row in 0..<respondents.count {
      let place = base + (row * MemoryLayout<R>.stride + offset)
      body(row, place.assumingMemoryBound(to: Value.self).pointee)
    }
  }
}
