# Comparisons of two groups of clustered cases by clubSandwich, and intraclass correlations by base R's analysis
# of variance. Writes ../expected/ClusteredWelchTest.json and ../expected/DesignEffect.json.
#
# The working variances of the groups enter through `target`: ones for equal variances, and for separate ones the
# number of cases times the group's own CR2 variance of its mean, which clubSandwich computes too.
suppressMessages(library(clubSandwich))
num <- function(x) paste0("[", paste(sprintf("%.17g", x), collapse = ", "), "]")
txt <- function(x) paste0("[", paste0('"', x, '"', collapse = ", "), "]")
version <- paste0("R ", getRversion(), ", clubSandwich ", packageVersion("clubSandwich"))

compare <- function(tag, y1, c1, y2, c2, level = 0.95) {
  y <- c(y1, y2); cl <- c(c1, c2)
  first <- c(rep(1, length(y1)), rep(0, length(y2)))
  model <- lm(y ~ first)
  # CR2 of each group's mean by itself.
  own <- function(y, cl) as.numeric(vcovCR(lm(y ~ 1), cluster = cl, type = "CR2"))
  v <- c(own(y1, c1), own(y2, c2))
  target <- ifelse(first == 1, length(y1) * v[1], length(y2) * v[2])
  one <- function(V) {
    t <- coef_test(model, V, test = "Satterthwaite")[2, ]
    ci <- conf_int(model, V, level = level, test = "Satterthwaite")[2, ]
    sprintf('{"estimate": %.17g, "se": %.17g, "t": %.17g, "df": %.17g, "p": %.17g, "lower": %.17g, "upper": %.17g}',
      t$beta, t$SE, t$tstat, t$df, t$p_Satt, ci$CI_L, ci$CI_U)
  }
  equal <- one(vcovCR(model, cluster = cl, type = "CR2"))
  separate <- one(vcovCR(model, cluster = cl, type = "CR2", target = target))
  sprintf('{"id": "cr2.%s", "method": "CR2", "dataset": null, "options": {"y1": %s, "c1": %s, "y2": %s, "c2": %s, "level": %g}, "expected": {"equal": %s, "separate": %s}, "tolerance": "relative 1e-11", "source": "%s, vcovCR(type = \\"CR2\\"), coef_test and conf_int(test = \\"Satterthwaite\\")"}',
    tag, num(y1), txt(c1), num(y2), txt(c2), level, equal, separate, version)
}

icc <- function(tag, y, cl, level = 0.95) {
  tab <- anova(lm(y ~ factor(cl)))
  msb <- tab[1, "Mean Sq"]; msw <- tab[2, "Mean Sq"]
  n <- as.numeric(table(cl)); N <- sum(n); K <- length(n)
  n0 <- (N - sum(n^2) / N) / (K - 1)
  rho <- function(f) (f - 1) / (f + n0 - 1)
  F <- msb / msw
  a <- (1 - level) / 2
  lo <- rho(F / qf(1 - a, K - 1, N - K)); hi <- rho(F / qf(a, K - 1, N - K))
  ma <- sum(n^2) / N
  sprintf('{"id": "icc.%s", "method": "ANOVA", "dataset": null, "options": {"y": %s, "clusters": %s, "level": %g}, "expected": {"icc": %.17g, "lower": %.17g, "upper": %.17g, "F": %.17g, "p": %.17g, "n0": %.17g, "deff": %.17g, "neff": %.17g}, "tolerance": "relative 1e-10", "source": "R %s stats::anova(lm(y ~ cluster)), qf, formulas of the page"}',
    tag, num(y), txt(cl), level, rho(F), lo, hi, F, tab[1, "Pr(>F)"], n0, 1 + (ma - 1) * rho(F), N / (1 + (ma - 1) * rho(F)), getRversion())
}

set.seed(20)
draw <- function(sizes, mean, between = 0.8, within = 1, prefix = "a") {
  cl <- rep(paste0(prefix, seq_along(sizes)), sizes)
  y <- round(mean + rnorm(length(sizes), 0, between)[rep(seq_along(sizes), sizes)] + rnorm(sum(sizes), 0, within), 2)
  list(y = y, cl = cl)
}
a <- draw(c(4, 6, 3, 5, 7), 3.6); b <- draw(c(2, 5, 9, 4), 3.0, prefix = "b")
p <- draw(c(5, 5, 5), 50, 4, 8); q <- draw(c(5, 5, 5), 55, 4, 8, prefix = "b")
u <- draw(c(1, 1, 2, 3, 20), 2); w <- draw(c(12, 1, 1), 2.5, between = 1.5, prefix = "b")
s <- draw(rep(1, 8), 4); r <- draw(rep(1, 5), 3, within = 2, prefix = "b")
x <- draw(c(3, 4, 2, 6, 5, 3), 3.4); z <- draw(c(5, 2, 4, 3, 1, 7), 3.0)
m <- draw(c(3, 4, 2, 6), 3.4, within = 0.5); k <- draw(c(5, 2, 4), 3.0, prefix = "b")
k$cl[k$cl == "b1"] <- "a1"
two <- draw(c(4, 3), 1); others <- draw(c(2, 6), 2, prefix = "b")
writeLines(paste0("[\n", paste(c(
  compare("nested", a$y, a$cl, b$y, b$cl),
  compare("nested.balanced", p$y, p$cl, q$y, q$cl),
  compare("nested.unequal", u$y, u$cl, w$y, w$cl, 0.9),
  compare("singletons", s$y, s$cl, r$y, r$cl),
  compare("crossing", x$y, x$cl, z$y, z$cl),
  compare("partly.crossing", m$y, m$cl, k$y, k$cl, 0.99),
  compare("two.clusters", two$y, two$cl, others$y, others$cl)), collapse = ",\n"), "\n]"),
  "../expected/ClusteredWelchTest.json")
writeLines(paste0("[\n", paste(c(
  icc("unequal", a$y, a$cl), icc("balanced", p$y, p$cl), icc("crossing", c(x$y, z$y), c(x$cl, z$cl), 0.9),
  icc("one.large", u$y, u$cl), icc("negative", c(1, 5, 2, 4, 3, 3.5, 1.5, 4.5), rep(c("a", "b", "c", "d"), each = 2))),
  collapse = ",\n"), "\n]"), "../expected/DesignEffect.json")
