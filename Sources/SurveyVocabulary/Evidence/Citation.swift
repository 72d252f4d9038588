/// A published source.
public struct Citation: Hashable, Sendable, Codable, CustomStringConvertible {
  /// The authors as they are cited, such as "Fledderus & Honingh".
  public let authors: String
  /// The year of publication.
  public let year: Int
  /// Where it was published: title, journal or book.
  public let work: String
  /// The digital object identifier, without a resolver's address.
  public let doi: String?

  /// Makes a citation.
  public init(_ authors: String, _ year: Int, _ work: String, doi: String? = nil) {
    self.authors = authors
    self.year = year
    self.work = work
    self.doi = doi
  }

  /// The citation in one line.
  public var description: String {
    "\(authors) (\(year)), \(work)" + (doi.map { ", doi:\($0)" } ?? "")
  }
}
