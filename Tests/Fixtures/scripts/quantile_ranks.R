# Reference values for the rank-inversion intervals of a quantile regression: R 'quantreg', summary.rq(se = "rank").
# Run in Tests/Fixtures: Rscript scripts/quantile_ranks.R > expected/QuantileRankIntervals.json
suppressMessages({library(quantreg); library(jsonlite)})
entries <- list()
for (set in list(c("mtcars", "mpg ~ wt + hp"), c("attitude", "rating ~ complaints + learning"),
                 c("prestige", "prestige ~ income + education"), c("mtcars", "mpg ~ wt + hp + qsec"), c("mtcars", "mpg ~ wt")))
  for (tau in c(0.25, 0.5, 0.75)) for (alpha in c(0.05, 0.1)) {
    data <- read.csv(file.path("data", paste0(set[1], ".csv")))
    fit <- tryCatch(rq(as.formula(set[2]), tau = tau, data = data), warning = function(w) NULL)
    if (is.null(fit)) next  # several solutions
    X <- model.matrix(as.formula(set[2]), data); y <- data[[all.vars(as.formula(set[2]))[1]]]
    run <- function(interp) rq.fit.br(X, y, tau = tau, alpha = alpha, ci = TRUE, tcrit = TRUE, interp = interp)$coefficients
    lines <- unname(run(TRUE)); steps <- unname(run(FALSE))
    # R writes the largest number of Double where there is no limit.
    if (any(abs(cbind(lines, steps)) > 1e300)) next
    entries[[length(entries) + 1]] <- list(
      id = unbox(sprintf("%s.%s.tau%g.alpha%g", set[1], length(coef(fit)), tau, alpha)),
      method = unbox("rank intervals of quantile regression"), dataset = unbox(set[1]),
      options = list(formula = unbox(set[2]), tau = unbox(tau), level = unbox(1 - alpha), factor_levels = list()),
      expected = list(lower = lines[, 2], upper = lines[, 3], step_lower = pmin(steps[, 2], steps[, 3]), step_upper = pmax(steps[, 4], steps[, 5])),
      tolerance = unbox("relative 1e-9"),
      source = unbox(sprintf("quantreg %s::rq.fit.br(ci = TRUE, tcrit = TRUE, interp = TRUE | FALSE)", packageVersion("quantreg"))))
  }
cat(toJSON(entries, digits = NA, pretty = TRUE), "\n")
