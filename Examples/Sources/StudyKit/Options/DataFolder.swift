import Foundation

/// The data that come with the examples.
public enum DataFolder {
  /// `Examples/Data`, found from the place of this file in the package.
  public static let path: String = {
    var url = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { url.deleteLastPathComponent() }
    return url.appending(path: "Data").path
  }()

  /// The path of a file in the folder.
  public static func file(_ name: String) -> String { "\(path)/\(name)" }
}
