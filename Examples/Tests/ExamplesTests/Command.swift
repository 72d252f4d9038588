import Foundation

/// Runs the executables of the examples as a user does.
enum Command {
  /// What a run printed and how it ended.
  struct Outcome {
    let status: Int32
    let output: String
    let error: String
  }

  /// `Examples`, from where the commands run.
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The folder of the built executables: that of the test bundle.
  private static func binary(_ name: String) throws -> URL {
    let places = CommandLine.arguments + Bundle.allBundles.map(\.bundlePath)
    for place in places {
      var folder = URL(fileURLWithPath: place)
      // On Apple platforms the program lies three folders deep in a bundle.
      for _ in 0..<4 {
        folder.deleteLastPathComponent()
        let candidate = folder.appendingPathComponent(name)
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: candidate.path, isDirectory: &isFolder), !isFolder.boolValue
        {
          return candidate
        }
      }
    }
    throw CocoaError(.fileNoSuchFile, userInfo: [NSFilePathErrorKey: name])
  }

  /// Runs an example; its output goes through files, which cannot fill up as pipes do.
  static func run(_ name: String, _ arguments: [String]) throws -> Outcome {
    let scratch = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    let files = ["output", "error"].map { scratch.appendingPathComponent($0) }
    for file in files { try Data().write(to: file) }
    let process = Process()
    process.executableURL = try binary(name)
    process.arguments = arguments
    process.currentDirectoryURL = folder
    // The width of help texts.
    process.environment = ProcessInfo.processInfo.environment.merging(["COLUMNS": "80"]) { $1 }
    process.standardOutput = try FileHandle(forWritingTo: files[0])
    process.standardError = try FileHandle(forWritingTo: files[1])
    try process.run()
    process.waitUntilExit()
    let texts = try files.map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
    return Outcome(status: process.terminationStatus, output: texts[0], error: texts[1])
  }

  /// The tables of the section of a report in JSON whose title holds some words.
  static func grids(_ outcome: Outcome, section title: String) throws -> [[[Any]]] {
    let document = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
    let sections = document?["sections"] as? [[String: Any]] ?? []
    let section = sections.first { ($0["title"] as? String)?.contains(title) ?? false }
    let grids = section?["grids"] as? [[String: Any]] ?? []
    return grids.compactMap { $0["lines"] as? [[Any]] }
  }

  /// Runs an example on a data file with the given content.
  static func run(
    _ name: String, data: String, option: String = "--data", _ arguments: [String] = []
  ) throws -> Outcome {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).csv")
    try Data(data.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let outcome = try run(name, [option, file.path] + arguments)
    // The name of the scratch file says nothing.
    return Outcome(
      status: outcome.status, output: outcome.output,
      error: outcome.error.replacingOccurrences(of: file.lastPathComponent, with: "own.csv"))
  }
}
