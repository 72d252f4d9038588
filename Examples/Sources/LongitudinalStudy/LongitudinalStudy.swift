import ArgumentParser
import StudyKit

@main
struct LongitudinalStudy: ParsableCommand {
  @OptionGroup var options: StudyOptions
}
