# Reference values of MixedPrediction: values of predict(), standard errors by Henderson's equations.
# Run from the root of the package: Rscript Tests/Fixtures/scripts/mixed_predictions.R
suppressMessages({library(lme4); library(jsonlite)})
folder <- "Tests/Fixtures/"
version <- paste0("lme4 ", packageVersion("lme4"))
control <- lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-10, maxfun = 1e6), calc.derivs = FALSE)
read <- function(name) {
  data <- read.csv(paste0(folder, "data/", name, ".csv"))
  for (column in names(data)) if (is.character(data[[column]])) data[[column]] <- factor(data[[column]])
  data
}
entries <- list()
runs <- list(
  list("sleepstudy.slope", "sleepstudy", "Reaction ~ Days", "(1 + Days|Subject)", c(1, 15, 64, 100, 180), "Days"),
  list("sleepstudy.uncorrelated", "sleepstudy", "Reaction ~ Days", "(1 + Days||Subject)", c(2, 15, 99), "Days"),
  list("penicillin", "mixed_penicillin", "diameter ~ 1", "(1|plate) + (1|sample)", c(1, 30, 88, 144), NULL),
  list("ratings", "mixed_ratings", "score ~ dose * arm", "(1 + dose|person) + (1|item)", c(1, 2, 50, 77), "dose"))
for (run in runs) for (reml in c(TRUE, FALSE)) {
  data <- read(run[[2]])
  model <- lmer(as.formula(paste(run[[3]], "+", run[[4]])), data, REML = reml, control = control)
  new <- data[run[[5]], ]
  if (!is.null(run[[6]])) new[[run[[6]]]] <- new[[run[[6]]]] * 1.5 + 0.25
  X <- getME(model, "X"); Z <- as.matrix(getME(model, "Z")); sigma <- sigma(model)
  L <- as.matrix(getME(model, "Lambda"))
  # In units u = Lambda^-1 b / sigma the equations need no inverse of a covariance matrix.
  ZL <- Z %*% L
  C <- rbind(cbind(crossprod(X), crossprod(X, ZL)), cbind(crossprod(ZL, X), crossprod(ZL) + diag(ncol(ZL))))
  inverse <- solve(C)
  x <- model.matrix(as.formula(sub(".*~", "~", run[[3]])), new)
  pieces <- lFormula(as.formula(paste(run[[3]], "+", run[[4]])), rbind(new, data), control = lmerControl(check.nobs.vs.nlev = "ignore"))
  z <- t(as.matrix(pieces$reTrms$Zt))[seq_len(nrow(new)), , drop = FALSE]
  rows <- cbind(x, z %*% L)
  own <- sigma * sqrt(diag(rows %*% inverse %*% t(rows)))
  mean <- sqrt(diag(x %*% as.matrix(vcov(model)) %*% t(x)))
  between <- sigma^2 * rowSums((z %*% L)^2)
  columns <- as.list(new)
  columns <- lapply(columns, function(column) if (is.factor(column)) as.character(column) else column)
  entries[[length(entries) + 1]] <- list(
    id = paste0("prediction.", run[[1]], ".", if (reml) "REML" else "ML"), method = "prediction", dataset = run[[2]],
    options = list(fixed = run[[3]], random = run[[4]], REML = reml, where = NA, factor_levels = NA, cases = columns),
    expected = list(population = unname(predict(model, new, re.form = NA)), population_se = unname(mean),
      population_outcome_se = unname(sqrt(mean^2 + between + sigma^2)),
      group = unname(predict(model, new)), group_se = unname(own), group_outcome_se = unname(sqrt(own^2 + sigma^2))),
    tolerance = "1e-5 relative", source = paste0(version, "::predict, getME; solve() of Henderson's equations"))
}
writeLines(toJSON(entries, auto_unbox = TRUE, digits = NA, pretty = TRUE, null = "null", na = "null"),
  paste0(folder, "expected/MixedPrediction.json"))
