# Usage: Rscript distributions.R [workload ...]. The grids of DistributionWorkloads.swift by R's vectorized functions.
# One line per workload: id, tool, median ms, check value.
wanted <- commandArgs(TRUE)
bench <- function(id, work, runs = 7) {
  if (length(wanted) && !(id %in% wanted)) return(invisible())
  value <- suppressWarnings(work())
  ms <- sapply(seq_len(runs), function(i) { t <- proc.time()[["elapsed"]]; value <<- suppressWarnings(work()); (proc.time()[["elapsed"]] - t) * 1000 })
  cat(id, "R", format(median(ms), digits = 4), format(value, digits = 12), sep = "\t"); cat("\n")
}
continuous <- function(name, d, p, q, low, high, points = 1000, rounds = 100) {
  many <- rep(seq(low, high, length.out = points), rounds)
  few <- rep((seq_len(points) - 0.5) / points, max(1, rounds %/% 10))
  if (!is.null(d)) bench(paste0("pdf-", name), function() sum(d(many)))
  bench(paste0("cdf-", name), function() sum(p(many)))
  bench(paste0("quantile-", name), function() sum(q(few)))
}
continuous("normal", dnorm, function(x) pnorm(x, lower.tail = FALSE), qnorm, -6, 6)
continuous("t", function(x) dt(x, 24.7), function(x) pt(x, 24.7, lower.tail = FALSE), function(p) qt(p, 24.7), -6, 6)
continuous("chi2", function(x) dchisq(x, 9), function(x) pchisq(x, 9, lower.tail = FALSE), function(p) qchisq(p, 9), 0.1, 40)
continuous("f", function(x) df(x, 3, 57), function(x) pf(x, 3, 57, lower.tail = FALSE), function(p) qf(p, 3, 57), 0.01, 12)
continuous("beta", function(x) dbeta(x, 2.5, 9), function(x) pbeta(x, 2.5, 9, lower.tail = FALSE), function(p) qbeta(p, 2.5, 9), 0.001, 0.999)
continuous("gamma", function(x) dgamma(x, 4.7), function(x) pgamma(x, 4.7, lower.tail = FALSE), function(p) qgamma(p, 4.7), 0.1, 25)
continuous("nct", function(x) dt(x, 24.7, 2), function(x) pt(x, 24.7, 2, lower.tail = FALSE), function(p) qt(p, 24.7, 2), -3, 9, rounds = 1)
continuous("tukey", NULL, function(x) ptukey(x, 4, 60, lower.tail = FALSE), function(p) qtukey(p, 4, 60), 0.1, 9, points = 50, rounds = 1)
k <- rep(0:100, 1000); p <- rep((seq_len(1000) - 0.5) / 1000, 10)
bench("pdf-binomial", function() sum(dbinom(k, 100, 0.3)))
bench("cdf-binomial", function() sum(pbinom(k, 100, 0.3, lower.tail = FALSE)))
bench("quantile-binomial", function() sum(qbinom(p, 100, 0.3)))
