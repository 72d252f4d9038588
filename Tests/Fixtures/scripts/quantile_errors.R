# Reference values for the standard errors of a quantile regression: R 'quantreg', summary.rq(se = "iid" | "ker"), with
# Hall and Sheather's and Bofinger's bandwidth.
# Run in Tests/Fixtures: Rscript scripts/quantile_errors.R > expected/QuantileStandardErrors.json
suppressMessages({library(quantreg); library(jsonlite)})
entries <- list()
for (set in list(c("mtcars", "mpg ~ wt + hp"), c("attitude", "rating ~ complaints + learning"),
                 c("prestige", "prestige ~ income + education"), c("mtcars", "mpg ~ wt + hp + qsec")))
  for (tau in c(0.1, 0.25, 0.5, 0.75, 0.9)) {
    data <- read.csv(file.path("data", paste0(set[1], ".csv")))
    fit <- tryCatch(rq(as.formula(set[2]), tau = tau, data = data), warning = function(w) NULL)
    if (is.null(fit)) next  # several solutions
    se <- function(kind, hs) unname(suppressWarnings(
      summary(fit, se = kind, hs = hs, covariance = TRUE)$coefficients[, 2]))
    entries[[length(entries) + 1]] <- list(
      id = unbox(sprintf("%s.%s.tau%g", set[1], length(coef(fit)), tau)),
      method = unbox("standard errors of quantile regression"), dataset = unbox(set[1]),
      options = list(formula = unbox(set[2]), tau = unbox(tau), factor_levels = list()),
      expected = list(
        ker_hall_sheather = se("ker", TRUE), ker_bofinger = se("ker", FALSE),
        iid_hall_sheather = se("iid", TRUE), iid_bofinger = se("iid", FALSE)),
      tolerance = unbox("relative 1e-9"),
      source = unbox(sprintf("quantreg %s::rq(method = 'br'), summary.rq(se = 'ker' | 'iid', hs = TRUE | FALSE)",
                             packageVersion("quantreg"))))
  }
cat(toJSON(entries, digits = NA, pretty = TRUE), "\n")
