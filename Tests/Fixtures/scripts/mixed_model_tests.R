# Reference values of FixedEffectsTest and VarianceComponentTest.
# Run from the root of the package, after linear_mixed_models.R: Rscript Tests/Fixtures/scripts/mixed_model_tests.R
suppressMessages({library(lme4); library(lmerTest); library(pbkrtest); library(jsonlite)})
folder <- "Tests/Fixtures/"
versions <- paste0("lmerTest ", packageVersion("lmerTest"), "/lme4 ", packageVersion("lme4"))
control <- lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-10, maxfun = 1e6), calc.derivs = FALSE)
read <- function(name) {
  data <- read.csv(paste0(folder, "data/", name, ".csv"))
  for (column in names(data)) if (is.character(data[[column]])) data[[column]] <- factor(data[[column]])
  data
}
fit <- function(name, formula, reml) lmerTest::lmer(as.formula(formula), read(name), REML = reml, control = control)
save <- function(entries, stem) writeLines(
  toJSON(entries, auto_unbox = TRUE, digits = NA, pretty = TRUE, null = "null", na = "null"),
  paste0(folder, "expected/", stem, ".json"))

entries <- list()
runs <- list(
  list("ratings.two", "mixed_ratings", "score ~ dose * arm", "(1 + dose|person) + (1|item)", c(1, 2)),
  list("ratings.three", "mixed_ratings", "score ~ dose * arm", "(1 + dose|person) + (1|item)", c(1, 2, 3)),
  list("ratings.one", "mixed_ratings", "score ~ dose * arm", "(1 + dose|person) + (1|item)", c(3)),
  list("ratings.uncorrelated", "mixed_ratings", "score ~ dose + arm", "(1 + dose||person) + (1|item)", c(1, 2)),
  list("flat.both", "mixed_flat", "y ~ x", "(1|group) + (1|person)", c(0, 1)),
  list("sleepstudy.both", "sleepstudy", "Reaction ~ Days", "(1 + Days|Subject)", c(0, 1)))
for (run in runs) for (ddf in c("Satterthwaite", "Kenward-Roger")) for (reml in c(TRUE, FALSE)) {
  if (!reml && ddf == "Kenward-Roger") next
  model <- fit(run[[2]], paste(run[[3]], "+", run[[4]]), reml)
  L <- diag(length(fixef(model)))[run[[5]] + 1, , drop = FALSE]
  test <- contestMD(model, L, ddf = ddf)
  entries[[length(entries) + 1]] <- list(
    id = paste0("contest.", run[[1]], ".", ddf, ".", if (reml) "REML" else "ML"), method = "test of fixed effects",
    dataset = run[[2]], options = list(fixed = run[[3]], random = run[[4]], REML = reml, where = NA,
      factor_levels = NA, ddf = ddf, coefficients = I(run[[5]])),
    expected = list(F = test[["F value"]], numerator = test[["NumDF"]], denominator = test[["DenDF"]], p = test[["Pr(>F)"]]),
    tolerance = "df 1e-3 (Satterthwaite), 1e-4 (Kenward-Roger), F 1e-5",
    source = paste0(versions, "::contestMD(L = rows of the identity); pbkrtest ", packageVersion("pbkrtest")))
}
save(entries, "FixedEffectsTest")

entries <- list()
runs <- list(
  list("sleepstudy.slope", "sleepstudy", "Reaction ~ Days", "(1 + Days|Subject)", "(1|Subject)"),
  list("sleepstudy.uncorrelated", "sleepstudy", "Reaction ~ Days", "(1 + Days||Subject)", "(1|Subject)"),
  list("sleepstudy.intercept", "sleepstudy", "Reaction ~ Days", "(1|Subject)", ""),
  list("penicillin.plate", "mixed_penicillin", "diameter ~ 1", "(1|plate) + (1|sample)", "(1|sample)"),
  list("pastes.batch", "mixed_pastes", "strength ~ 1", "(1|batch) + (1|batch:cask)", "(1|batch:cask)"),
  list("flat.group", "mixed_flat", "y ~ x", "(1|group)", ""))
for (run in runs) for (reml in c(TRUE, FALSE)) {
  large <- fit(run[[2]], paste(run[[3]], "+", run[[4]]), reml)
  small <- if (run[[5]] == "") lm(as.formula(run[[3]]), read(run[[2]])) else fit(run[[2]], paste(run[[3]], "+", run[[5]]), reml)
  df <- attr(logLik(large), "df") - attr(logLik(small, REML = reml), "df")
  ratio <- max(0, 2 * as.numeric(logLik(large) - logLik(small, REML = reml)))
  # What the search leaves of a ratio of zero is zero.
  if (ratio < 1e-9) ratio <- 0
  p <- if (ratio == 0) 1 else 0.5 * (if (df > 1) pchisq(ratio, df - 1, lower.tail = FALSE) else 0) +
    0.5 * pchisq(ratio, df, lower.tail = FALSE)
  entries[[length(entries) + 1]] <- list(
    id = paste0("variance.", run[[1]], ".", if (reml) "REML" else "ML"), method = "test of a variance component",
    dataset = run[[2]], options = list(fixed = run[[3]], random = run[[4]], without = run[[5]], REML = reml,
      where = NA, factor_levels = NA),
    expected = list(ratio = ratio, df = df, p = p), tolerance = "ratio 1e-6 absolute, p 1e-5 relative",
    source = paste0(versions, "::logLik of both fits; the mean of pchisq(df - 1) and pchisq(df), upper tails"))
}
save(entries, "VarianceComponentTest")
