import Foundation

/// The data that come with the examples.
package enum DataFolder {
  /// `Examples/Data`, found from the place of this file in the package.
  package static let path: String = {
    var url = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { url.deleteLastPathComponent() }
    return url.appending(path: "Data").path
  }()

  /// The path of a file in the folder.
  package static func file(_ name: String) -> String { "\(path)/\(name)" }
}
