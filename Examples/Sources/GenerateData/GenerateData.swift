import ArgumentParser
import Foundation
import StudyKit

@main
struct GenerateData: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Writes the synthetic data files of the examples.",
    discussion: """
      The files in Examples/Data were made by this program and are the same bytes on every run. What is \
      planted in them stands in Examples/Data/README.md.
      """)

  @Option(help: "The folder for the files.")
  var folder: String = DataFolder.path

  func run() throws {
    for file in try SyntheticFiles.all() {
      let path = "\(folder)/\(file.name)"
      try Data(file.text.utf8).write(to: URL(fileURLWithPath: path))
      print("wrote \(path)")
    }
  }
}
