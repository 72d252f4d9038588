# Pan's criteria of estimating equations: prints entries of ../expected/EstimatingEquations.json (geepack).
#
# QICu is geepack's for the families without a dispersion of their own, and with the dispersion one for gaussian. Its
# trace (CIC) divides the information of the fit under independence by that fit's dispersion, although its
# quasi-likelihood is divided by one: here the information is at the coefficients of the fit itself and divided by one
# too, so that under independence the trace is CIC times the dispersion.
suppressMessages(library(geepack))
tight <- geese.control(epsilon = 1e-14, maxit = 200)
entry <- function(data, formula, id, family, name, corstr) {
  d <<- read.csv(sprintf("../data/%s.csv", data))
  d$cluster__ <<- as.integer(factor(d[[id]], levels = unique(d[[id]])))
  d <<- d[order(d$cluster__), ]
  f <<- as.formula(formula); fam <<- family; working <<- corstr
  m <- geeglm(f, id = cluster__, data = d, family = fam, corstr = working, control = tight)
  x <- model.matrix(m); w <- as.vector(m$family$variance(fitted(m)))
  trace <- sum(diag(t(x) %*% (w * x) %*% m$geese$vbeta))
  u <- QIC(m)[["QICu"]]
  if (corstr == "independence") {
    stopifnot(abs(QIC(m)[["CIC"]] * m$geese$gamma / trace - 1) < 1e-9)
  }
  sprintf('{"id": "gee.qic.%s.%s.%s", "method": "QIC by geepack", "dataset": "%s", "options": {"formula": "%s", "id": "%s", "family": "%s", "corstr": "%s", "occasion": null, "dispersion": 1, "factor_levels": null}, "expected": {"QIC": %.17g, "QICu": %.17g, "trace": %.17g}, "tolerance": "relative 1e-6", "source": "R %s geepack %s::QIC (QICu), geeglm (coefficients and robust covariances)"}',
    data, name, corstr, data, formula, id, name, corstr, u - 2 * ncol(x) + 2 * trace, u, trace, getRversion(), packageVersion("geepack"))
}
cat(paste(c(
  entry("infert", "case ~ spontaneous + induced", "stratum", binomial, "binomial", "independence"),
  entry("synth_panel", "stay ~ sp_t0 + female", "age", binomial, "binomial", "exchangeable"),
  entry("infert", "spontaneous ~ age + induced", "stratum", poisson, "Poisson", "independence"),
  entry("infert", "spontaneous ~ age + induced", "stratum", poisson, "Poisson", "exchangeable"),
  entry("sleepstudy", "Reaction ~ Days", "Subject", gaussian, "gaussian", "independence"),
  entry("sleepstudy", "Reaction ~ Days", "Subject", gaussian, "gaussian", "ar1")), collapse = ",\n"), "\n")
