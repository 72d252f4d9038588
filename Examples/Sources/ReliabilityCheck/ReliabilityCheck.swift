import ArgumentParser
import StudyKit

@main
struct ReliabilityCheck: ParsableCommand {
  @OptionGroup var options: StudyOptions
}
