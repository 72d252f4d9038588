# Reference values of MixedProfileIntervals: lme4's profile likelihood.
# Run from the root of the package: Rscript Tests/Fixtures/scripts/mixed_profiles.R
suppressMessages({library(lme4); library(jsonlite)})
folder <- "Tests/Fixtures/"
version <- paste0("lme4 ", packageVersion("lme4"))
control <- lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-10, maxfun = 1e6), calc.derivs = FALSE)
# Two sets of data that lme4 publishes and the folder lacks.
for (name in c("Dyestuff", "Dyestuff2")) {
  file <- paste0(folder, "data/mixed_", tolower(name), ".csv")
  if (!file.exists(file)) write.csv(get(name), file, row.names = FALSE, quote = FALSE)
}
entries <- list()
runs <- list(
  list("sleepstudy.level", "sleepstudy", "Reaction ~ Days", "(1|Subject)"),
  list("sleepstudy.slope", "sleepstudy", "Reaction ~ Days", "(1 + Days|Subject)"),
  list("sleepstudy.uncorrelated", "sleepstudy", "Reaction ~ Days", "(1 + Days||Subject)"),
  list("dyestuff", "mixed_dyestuff", "Yield ~ 1", "(1|Batch)"),
  list("dyestuff2", "mixed_dyestuff2", "Yield ~ 1", "(1|Batch)"),
  list("penicillin", "mixed_penicillin", "diameter ~ 1", "(1|plate) + (1|sample)"),
  list("pastes", "mixed_pastes", "strength ~ 1", "(1|batch) + (1|batch:cask)"),
  list("ratings", "mixed_ratings", "score ~ dose * arm", "(1 + dose|person) + (1|item)"))
for (run in runs) for (level in c(0.95, 0.8)) {
  data <- read.csv(paste0(folder, "data/", run[[2]], ".csv"))
  for (column in names(data)) if (is.character(data[[column]])) data[[column]] <- factor(data[[column]])
  model <- lmer(as.formula(paste(run[[3]], "+", run[[4]])), data, REML = FALSE, control = control)
  profile <- suppressWarnings(profile(model, signames = FALSE, devtol = 1e-6))
  limits <- suppressWarnings(confint(profile, level = level))
  # Where the variance between groups is zero, lme4 finds no limits of sigma.
  if (limits["sigma", 1] == 0) limits["sigma", ] <- NA
  entries[[length(entries) + 1]] <- list(
    id = paste0("profile.", run[[1]], ".", level), method = "profile likelihood", dataset = run[[2]],
    options = list(fixed = run[[3]], random = run[[4]], REML = TRUE, where = NA, factor_levels = NA, level = level),
    expected = list(parameters = rownames(limits), lower = unname(limits[, 1]), upper = unname(limits[, 2]),
      deviance = -2 * as.numeric(logLik(model))),
    tolerance = "1e-3 of the width of the interval: lme4 interpolates by splines; deviance 1e-8",
    source = paste0(version, "::profile, confint"))
}
writeLines(toJSON(entries, auto_unbox = TRUE, digits = NA, pretty = TRUE, null = "null", na = "null"),
  paste0(folder, "expected/MixedProfileIntervals.json"))
