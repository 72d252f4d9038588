# Bootstrap limits by boot::boot.ci for stated values of the resamples, and jackknife standard errors by the package
# survey, with bias and values by their definitions. Writes ../expected/BootstrapEstimate.json and ../expected/JackknifeEstimate.json; the entries
# of scipy are added to the former by bootstrap_limits.py.
suppressMessages({library(boot); library(survey)})
num <- function(x) paste0("[", paste(sprintf("%.17g", x), collapse = ", "), "]")
set.seed(4)
ratio <- function(d, i) { x <- d$x[i]; u <- d$u[i]; r <- mean(x) / mean(u); n <- length(x)
  c(r, sum((x - r * u)^2) / (n * (n - 1)) / mean(u)^2) }
limits <- function(tag, d, R, conf) {
  b <- boot(d, ratio, R)
  L <- empinf(data = d, statistic = function(d, i) ratio(d, i)[1], stype = "i", type = "jack")
  # boot takes the values without one case from the estimate; Efron's acceleration takes them from their mean.
  L <- L - mean(L)
  ci <- boot.ci(b, conf = conf, type = c("norm", "basic", "stud", "perc", "bca"), L = L)
  a <- sum(L^3) / (6 * sum(L^2)^1.5)
  sprintf('{"id": "boot.%s", "method": "boot.ci", "dataset": null, "options": {"u": %s, "x": %s, "estimate": %.17g, "variance": %.17g, "values": %s, "variances": %s, "level": %g}, "expected": {"bias": %.17g, "se": %.17g, "normal": %s, "basic": %s, "studentized": %s, "percentile": %s, "bcaRanks": %s, "acceleration": %.17g}, "tolerance": "relative 1e-11", "source": "R %s, boot %s, boot.ci(boot(d, ratio, R = %d), L = empinf(type = \\"jack\\") less its mean)"}',
    tag, num(d$u), num(d$x), b$t0[1], b$t0[2], num(b$t[, 1]), num(b$t[, 2]), conf,
    mean(b$t[, 1]) - b$t0[1], sd(b$t[, 1]), num(ci$normal[2:3]), num(ci$basic[4:5]), num(ci$student[4:5]),
    num(ci$percent[4:5]), num(ci$bca[2:3]), a, getRversion(), packageVersion("boot"), R)
}
city <- boot::city
other <- data.frame(u = c(3.1, 2.2, 5.4, 1.9, 4.4, 3.8, 2.7, 6.1), x = c(4.0, 2.9, 9.1, 1.2, 5.8, 6.6, 2.5, 12.4))
writeLines(paste0("[\n", paste(c(limits("city", city, 199, 0.9), limits("other", other, 99, 0.8)), collapse = ",\n"), "\n]"),
  "../expected/BootstrapEstimate.json")

jack <- function(tag, d, conf) {
  n <- nrow(d)
  rep <- as.svrepdesign(svydesign(ids = ~1, weights = ~1, data = d), type = "JK1")
  e <- svyratio(~x, ~u, rep)
  values <- sapply(1:n, function(i) sum(d$x[-i]) / sum(d$u[-i]))
  r <- coef(e)[[1]]; se <- SE(e)[[1]]; t <- qt((1 + conf) / 2, n - 1)
  sprintf('{"id": "jackknife.%s", "method": "cases", "dataset": null, "options": {"u": %s, "x": %s, "level": %g}, "expected": {"estimate": %.17g, "se": %.17g, "bias": %.17g, "values": %s, "lower": %.17g, "upper": %.17g}, "tolerance": "relative 1e-11", "source": "R %s, survey %s, svyratio(as.svrepdesign(type = \\"JK1\\")); values, bias and limits by base R"}',
    tag, num(d$u), num(d$x), conf, r, se, (n - 1) * (mean(values) - r), num(values), r - t * se, r + t * se, getRversion(), packageVersion("survey"))
}
clustered <- function(tag, d, cl, conf) {
  d$cl <- cl; K <- length(unique(cl))
  rep <- as.svrepdesign(svydesign(ids = ~cl, weights = ~1, data = d), type = "JK1")
  e <- svyratio(~x, ~u, rep)
  r <- coef(e)[[1]]; se <- SE(e)[[1]]; t <- qt((1 + conf) / 2, K - 1)
  sprintf('{"id": "jackknife.%s", "method": "clusters", "dataset": null, "options": {"u": %s, "x": %s, "clusters": [%s], "level": %g}, "expected": {"estimate": %.17g, "se": %.17g, "lower": %.17g, "upper": %.17g}, "tolerance": "relative 1e-11", "source": "R %s, survey %s, svyratio(as.svrepdesign(type = \\"JK1\\")); qt"}',
    tag, num(d$u), num(d$x), paste0('"', cl, '"', collapse = ", "), conf, r, se, r - t * se, r + t * se, getRversion(), packageVersion("survey"))
}
writeLines(paste0("[\n", paste(c(jack("city", city, 0.95), jack("other", other, 0.9),
  clustered("clusters", other, c("a", "a", "b", "b", "b", "c", "d", "d"), 0.95)), collapse = ",\n"), "\n]"),
  "../expected/JackknifeEstimate.json")
