import ArgumentParser
import StudyKit

@main
struct JobTrainingStudy: ParsableCommand {
  @OptionGroup var options: StudyOptions
}
