# Reference values where several median slopes of residuals are equally good: R 'quantreg', summary.rq(se = "iid"), on
# random data. quantile_slopes.py adds what another program takes.
# Run in Tests/Fixtures: Rscript scripts/quantile_slopes.R > expected/QuantileMedianSlope.json
suppressMessages({library(quantreg); library(jsonlite)})
options(warn = -1)
# The smallest and the largest of the slopes through two points whose sum of absolute residuals is least.
bestSlopes <- function(y) {
  lines <- combn(seq_along(y), 2)
  slopes <- (y[lines[2, ]] - y[lines[1, ]]) / (lines[2, ] - lines[1, ])
  loss <- sapply(seq_along(slopes), function(i)
    sum(abs(y - y[lines[1, i]] - slopes[i] * (seq_along(y) - lines[1, i]))))
  range(slopes[loss <= min(loss) * (1 + 1e-10)])
}
set.seed(1978)
entries <- list()
while (length(entries) < 48) {
  n <- sample(12:36, 1)
  data <- data.frame(x = round(rnorm(n), 3), z = round(rexp(n), 3))
  data$y <- round(data$x + switch(sample(3, 1), rnorm(n), rt(n, 3), rexp(n)), 3)
  tau <- sample(1:9, 1) / 10
  hs <- runif(1) < 0.5
  fit <- rq(y ~ x + z, tau = tau, data = data)
  rest <- resid(fit)[abs(resid(fit)) > 1e-9]
  if (n - length(rest) != 3) next  # several solutions
  count <- min(max(4, ceiling(n * bandwidth.rq(tau, n, hs = hs))) + 1, length(rest))
  values <- unname(sort(rest[order(abs(rest))][1:count]))
  best <- bestSlopes(values)
  if (diff(best) < 1e-6 * best[2]) next
  errors <- unname(summary(fit, se = "iid", hs = hs)$coefficients[, 2])
  factor <- sqrt(tau * (1 - tau) * diag(solve(crossprod(model.matrix(~ x + z, data)))))
  entries[[length(entries) + 1]] <- list(
    id = unbox(sprintf("several.%d", length(entries) + 1)), method = unbox("median slopes of residuals"),
    options = list(y = data$y, x = data$x, z = data$z, tau = unbox(tau), hall_sheather = unbox(hs)),
    expected = list(
      residuals = values, se_iid = errors, sparsity = unbox(unname(errors[1] / factor[1])),
      sparsity_range = best * (n - 3)),
    tolerance = unbox("relative 1e-9"),
    source = unbox(sprintf("quantreg %s::rq(method = 'br'), summary.rq(se = 'iid'); range by enumeration in R",
                           packageVersion("quantreg"))))
}
cat(toJSON(entries, digits = NA, pretty = TRUE), "\n")
