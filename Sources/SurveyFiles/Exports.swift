@_exported import SurveyInstruments
