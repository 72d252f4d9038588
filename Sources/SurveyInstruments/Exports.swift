@_exported import SurveyVocabulary
