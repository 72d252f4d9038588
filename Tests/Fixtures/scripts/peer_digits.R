# Measures R's correct digits on the reference grids of Tests/Fixtures/expected.
#
#   Rscript Tests/Fixtures/scripts/peer_digits.R
#
# Writes the entry peers.R of Tests/Fixtures/expected/PeerDigits.json, by the rules that the page Accuracy
# states; see peer_digits.py. Needs jsonlite.
suppressMessages(library(jsonlite))
options(warn = -1)
script <- sub("--file=", "", grep("--file=", commandArgs(), value = TRUE))
here <- file.path(dirname(normalizePath(script)), "..", "expected")
read <- function(stem) fromJSON(file.path(here, paste0(stem, ".json")), simplifyVector = FALSE)
number <- function(v) if (is.null(v)) NaN else if (is.character(v)) switch(v, "Inf" = Inf, "-Inf" = -Inf, NaN) else as.numeric(v)
quantities <- c(cdf = "tails", sf = "tails", log_cdf = "log tails", log_sf = "log tails", log_pdf = "density",
                log_pmf = "density", pmf = "density")

digits <- function(found, wanted, column, grid) {
  density <- column %in% c("log_pdf", "log_pmf")
  if (startsWith(column, "log_") && !density && startsWith(grid, "dist.") && abs(wanted) < 1e-45) return(16)
  if (is.na(found)) return(0)
  if (found == wanted) return(16)
  if (column %in% names(quantities) && !density && abs(wanted) < 1e-299) return(if (abs(found) < 1e-298) 16 else 0)
  if (!is.finite(found) || !is.finite(wanted)) return(0)
  scale <- if (density || column == "digamma" || grid == "special.digamma") max(1, abs(wanted)) else if (wanted == 0) 1 else abs(wanted)
  min(16, max(0, -log10(abs(found - wanted) / scale)))
}

# The four tails and the log density of a family, from its p and d functions and its arguments.
family <- function(p, d, arguments) function(r) {
  a <- unname(arguments(r))
  call <- function(f, ...) do.call(f, c(a, list(...)))
  list(cdf = call(p), sf = call(p, lower.tail = FALSE), log_cdf = call(p, log.p = TRUE),
       log_sf = call(p, lower.tail = FALSE, log.p = TRUE), log_pdf = if (is.null(d)) NULL else call(d, log = TRUE),
       log_pmf = if (is.null(d)) NULL else call(d, log = TRUE), pmf = if (is.null(d)) NULL else call(d))
}
quantiles <- function(q, arguments) function(r) list(quantile = do.call(q, c(list(r$p), unname(arguments(r)), list(lower.tail = !r$upper))))
value <- function(f) function(r) list(value = f(r))
ncx2 <- family(pchisq, dchisq, function(r) list(r$x, r$df, r$ncp))
ncf <- family(pf, df, function(r) list(r$x, r$df1, r$df2, r$ncp))
nct <- family(pt, dt, function(r) list(r$x, r$df, r$ncp))
grids <- list(
  corners.gamma = family(pgamma, dgamma, function(r) list(r$x, r$shape)),
  corners.t = family(pt, dt, function(r) list(r$x, r$df)),
  corners.f = family(pf, df, function(r) list(r$x, r$df1, r$df2)),
  corners.beta = family(pbeta, dbeta, function(r) list(r$x, r$a, r$b)),
  corners.nct = nct,
  corners.binomial = family(pbinom, dbinom, function(r) list(r$k, r$n, r$prob)),
  corners.normal = family(pnorm, dnorm, function(r) list(r$x)),
  corners.one = function(r) list(lgamma = lgamma(r$x), digamma = digamma(r$x), trigamma = trigamma(r$x)),
  corners.lbeta = value(function(r) lbeta(r$a, r$b)),
  dist.normal.cdf = family(pnorm, dnorm, function(r) list(r$x)),
  dist.normal.quantile = quantiles(qnorm, function(r) list(0, 1)),
  dist.t.cdf = family(pt, dt, function(r) list(r$x, r$df)), dist.t.quantile = quantiles(qt, function(r) list(r$df)),
  dist.chi2.cdf = family(pchisq, dchisq, function(r) list(r$x, r$df)), dist.chi2.quantile = quantiles(qchisq, function(r) list(r$df)),
  dist.F.cdf = family(pf, df, function(r) list(r$x, r$df1, r$df2)), dist.F.quantile = quantiles(qf, function(r) list(r$df1, r$df2)),
  dist.beta.cdf = family(pbeta, dbeta, function(r) list(r$x, r$shape1, r$shape2)),
  dist.beta.quantile = quantiles(qbeta, function(r) list(r$shape1, r$shape2)),
  dist.gamma.cdf = family(pgamma, dgamma, function(r) list(r$x, r$shape, r$rate)),
  dist.gamma.quantile = quantiles(qgamma, function(r) list(r$shape, r$rate)),
  dist.binomial = family(pbinom, dbinom, function(r) list(r$k, r$n, r$prob)),
  dist.poisson = family(ppois, dpois, function(r) list(r$k, r$lambda)),
  dist.ranksum = family(pwilcox, dwilcox, function(r) list(r$u, r$m, r$n)),
  dist.signrank = family(psignrank, dsignrank, function(r) list(r$v, r$n)),
  studentized_range.tails = family(ptukey, NULL, function(r) list(r$q, r$k, r$df)),
  dist.tukey.quantile = function(r) list(quantile = qtukey(r$p, r$k, r$df)),
  further.CauchyDistribution = family(pcauchy, dcauchy, function(r) list(r$x, r$location, r$scale)),
  further.ExponentialDistribution = family(pexp, dexp, function(r) list(r$x, r$rate)),
  further.GeometricDistribution = family(pgeom, dgeom, function(r) list(r$k, r$probability)),
  further.HypergeometricDistribution = family(phyper, dhyper, function(r) list(r$k, r$marked, r$population - r$marked, r$draws)),
  further.LogNormalDistribution = family(plnorm, dlnorm, function(r) list(r$x, r$logMean, r$logDeviation)),
  further.LogisticDistribution = family(plogis, dlogis, function(r) list(r$x, r$location, r$scale)),
  further.NegativeBinomialDistribution = family(pnbinom, dnbinom, function(r) list(r$k, r$successes, r$probability)),
  further.WeibullDistribution = family(pweibull, dweibull, function(r) list(r$x, r$shape, r$scale)),
  dist.ncchi2 = ncx2, further.NoncentralChiSquareDistribution = ncx2, further.large = ncx2,
  dist.ncf = ncf, further.NoncentralFDistribution = ncf, dist.nct = nct,
  further.NoncentralBetaDistribution = family(pbeta, dbeta, function(r) list(r$x, r$alpha, r$beta, r$ncp)),
  special.lgamma = value(function(r) lgamma(r$x)), special.gamma = value(function(r) gamma(r$x)),
  special.digamma = value(function(r) digamma(r$x)), special.trigamma = value(function(r) trigamma(r$x)),
  special.lbeta = value(function(r) lbeta(r$a, r$b)), special.lchoose = value(function(r) lchoose(r$n, r$k)),
  special.ibeta = value(function(r) pbeta(r$x, r$a, r$b)), special.ibetac = value(function(r) pbeta(r$x, r$a, r$b, lower.tail = FALSE)),
  special.igamma_p = value(function(r) pgamma(r$x, r$a)), special.igamma_q = value(function(r) pgamma(r$x, r$a, lower.tail = FALSE)),
  special.inverse_igamma_p = value(function(r) qgamma(r$p, r$a)), special.inverse_igamma_q = value(function(r) qgamma(r$p, r$a, lower.tail = FALSE)),
  special.inverse_ibeta = value(function(r) qbeta(r$p, r$a, r$b)), special.inverse_ibetac = value(function(r) qbeta(r$p, r$a, r$b, lower.tail = FALSE)),
  special.log1p = value(function(r) log1p(r$x)), special.expm1 = value(function(r) expm1(r$x)))

measured <- list()
for (name in sort(list.files(here, "[.]json$"))) {
  stem <- sub("[.]json$", "", name)
  if (!(endsWith(stem, "Distribution") || stem %in% c("DistributionCorners", "OwenT", "SpecialFunctions"))) next
  for (case in read(stem)) {
    evaluate <- grids[[case$id]]
    if (is.null(evaluate)) next
    columns <- case$expected; worst <- list()
    for (i in seq_along(columns[[1]])) {
      row <- lapply(columns, function(v) if (is.logical(v[[i]])) v[[i]] else number(v[[i]]))
      found <- tryCatch(evaluate(row), error = function(e) list())
      for (column in names(columns)) if (!is.null(found[[column]])) {
        quantity <- if (column %in% names(quantities)) quantities[[column]] else column
        worst[[quantity]] <- min(c(worst[[quantity]], 16), digits(found[[column]], row[[column]], column, case$id))
      }
    }
    if (length(worst)) measured[[case$id]] <- lapply(worst, round, 3)
  }
}

least <- function(found, wanted) round(min(mapply(digits, found, sapply(wanted, number), "", "")), 3)
for (case in read("LinearRegression")) if (startsWith(case$id, "nist.lls.")) {
  data <- read.csv(file.path(here, "..", "data", paste0(case$dataset, ".csv")))
  degree <- c(nist_Pontius = 2, nist_Filip = 10, nist_Norris = 1, nist_NoInt1 = 1, nist_NoInt2 = 1)[case$dataset]
  if (is.na(degree)) degree <- 5
  x <- if (grepl("Longley", case$dataset)) as.matrix(data[paste0("x", 1:6)]) else outer(data$x, seq_len(degree), "^")
  # The default tolerance 1e-7 finds Filip's design rank deficient.
  fit <- if (grepl("NoInt", case$dataset)) lm(data$y ~ x - 1, tol = 1e-12) else lm(data$y ~ x, tol = 1e-12)
  coefficients <- coef(fit); errors <- sqrt(diag(vcov(fit)))
  measured[[case$id]] <- list(coefficients = least(coefficients, case$expected$coef), "standard errors" = least(errors, case$expected$se))
}
for (case in read("NISTVariance")) if (case$method == "NIST StRD one-way ANOVA certified values") {
  data <- if (endsWith(case$dataset, ".dat")) read.table(file.path(here, "..", "data", case$dataset), skip = 60) else
    read.csv(file.path(here, "..", "data", paste0(case$dataset, ".csv")))
  names(data)[1:2] <- c("treatment", "response")
  table <- anova(lm(response ~ factor(treatment), data))
  measured[[case$id]] <- list(F = least(table[1, "F value"], list(case$expected$F)))
}
for (case in read("Moments")) if (startsWith(case$id, "nist.univariate.")) {
  values <- scan(file.path(here, "..", "data", case$dataset), skip = case$options$data_starts_after_line, quiet = TRUE)
  measured[[case$id]] <- list(mean = least(mean(values), case$expected$mean), SD = least(sd(values), case$expected$sd))
}

entries <- Filter(function(e) e$id != "peers.R", if (file.exists(file.path(here, "PeerDigits.json"))) read("PeerDigits") else list())
entries[[length(entries) + 1]] <- list(
  id = "peers.R", method = "digits of the worst value (lm with tol = 1e-12, anova, mean, sd)", dataset = NULL, options = setNames(list(), character()),
  expected = measured, tolerance = "as measured", source = paste0("R ", R.version$major, ".", R.version$minor, ", ", Sys.Date()))
entries <- entries[order(sapply(entries, function(e) e$id))]
writeLines(toJSON(entries, auto_unbox = TRUE, null = "null", digits = NA, pretty = 1), file.path(here, "PeerDigits.json"))
