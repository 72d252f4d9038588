import ArgumentParser
import StudyKit

@main
struct GenerateData: ParsableCommand {
  @OptionGroup var options: StudyOptions
}
