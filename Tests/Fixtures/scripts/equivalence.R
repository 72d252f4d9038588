# References for tests against bounds and for Bayes factors of t tests with a side: entries of the fixtures
# EquivalenceTest, MarginTest, MinimalEffectTest and BayesFactorTTest.
# Run from this folder: Rscript equivalence.R (R, coin, BayesFactor, jsonlite). Entries that come from
# elsewhere are kept as they are.
suppressMessages({library(coin); library(BayesFactor); library(jsonlite)})
r <- paste("R", getRversion())
entry <- function(id, method, options, expected, tolerance, source)
  list(id = id, method = method, dataset = NULL, options = options, expected = expected, tolerance = tolerance, source = source)
write <- function(stem, entries) {
  path <- paste0("../expected/", stem, ".json")
  old <- if (file.exists(path)) read_json(path) else list()
  ids <- vapply(entries, `[[`, "", "id")
  kept <- Filter(function(e) !(e$id %in% ids), old)
  writeLines(paste0("[\n", paste(vapply(c(kept, entries), text, ""), collapse = ",\n"), "\n]"), path)
}
# JSON with all digits; a vector of one number is a number unless it is protected by I().
text <- function(v) {
  if (is.null(v)) return("null")
  if (is.list(v) && is.null(names(v))) return(paste0("[", paste(vapply(v, text, ""), collapse = ", "), "]"))
  if (is.list(v)) return(paste0("{", paste0(encodeString(names(v), quote = "\""), ": ", vapply(v, text, ""), collapse = ", "), "}"))
  words <- if (is.character(v)) encodeString(v, quote = "\"") else ifelse(is.finite(v), sprintf("%.17g", as.numeric(v)), paste0("\"", v, "\""))
  if (length(v) == 1 && !inherits(v, "AsIs")) words else paste0("[", paste(words, collapse = ", "), "]")
}
sides <- list(above = "greater", below = "less")

# Values on a grid of quarters, so that moving them by the bounds is exact; with ties.
x <- c(3.25, 4, 2.75, 4.5, 3.75, 3, 4.25, 4, 3.5, 4.75, 4, 3.25)
y <- c(3, 3.75, 2.75, 4.25, 3.5, 3.25, 3.75, 4, 3.25)
after <- c(3.75, 4.25, 2.75, 4.75, 3.5, 3.75, 3.5, 4.5, 4, 4.75, 3.25)
before <- c(3.25, 4, 2.75, 4.5, 3.75, 3, 2.5, 4.25, 3.5, 4.75, 3)
groups <- function(bound, side) {
  g <- factor(rep(1:2, c(length(x), length(y))))
  v <- c(x - bound, y)
  one <- function(distribution) as.numeric(pvalue(wilcox_test(v ~ g, distribution = distribution, alternative = side)))
  list(student = t.test(x, y, mu = bound, alternative = side, var.equal = TRUE)$p.value,
       welch = t.test(x, y, mu = bound, alternative = side)$p.value,
       t_welch = unname(t.test(x, y, mu = bound, alternative = side)$statistic),
       exact = one("exact"), asymptotic = one("asymptotic"))
}
pairs <- function(bound, side) {
  d <- after - before - bound
  one <- function(zeros, distribution) as.numeric(pvalue(wilcoxsign_test(d ~ rep(0, length(d)), distribution = distribution, zero.method = zeros, alternative = side)))
  list(t = t.test(after, before, paired = TRUE, mu = bound, alternative = side)$p.value,
       pratt = one("Pratt", "exact"), wilcoxon = one("Wilcoxon", "exact"), asymptotic = one("Pratt", "asymptotic"))
}
sample1 <- function(bound, side) list(t = t.test(x, mu = 3.5 + bound, alternative = side)$p.value)
source <- paste0(r, " stats::t.test, coin ", packageVersion("coin"))
bounds <- list(c(-0.5, 0.5), c(-0.25, 0.75), c(0.25, 1.5))
both <- function(b, low, high, choose) {
  designs <- list(groups = groups, pairs = pairs, one = sample1)
  lapply(designs, function(f) {
    l <- f(b[1], low); u <- f(b[2], high)
    keys <- setdiff(names(l), "t_welch")
    list(first = l, second = u, p = setNames(lapply(keys, function(k) choose(l[[k]], u[[k]])), keys))
  })
}
data <- list(x = x, y = y, after = after, before = before, reference = 3.5)
write("EquivalenceTest", lapply(bounds, function(b) entry(
  paste0("equivalence.", b[1], "_", b[2]), "two one-sided tests", c(data, list(bounds = b)),
  both(b, "greater", "less", max), "relative 1e-11; coin 1e-9", source)))
write("MinimalEffectTest", lapply(bounds, function(b) entry(
  paste0("minimal.", b[1], "_", b[2]), "two one-sided tests of a minimal effect", c(data, list(bounds = b)),
  both(b, "less", "greater", min), "relative 1e-11; coin 1e-9", source)))
margins <- do.call(c, lapply(c(-0.5, 0, 0.25, 1), function(b) lapply(names(sides), function(s) list(b, s))))
write("MarginTest", lapply(margins, function(m) {
  side <- sides[[m[[2]]]]
  limit <- function(t) { ci <- t$conf.int; if (side == "greater") ci[1] else ci[2] }
  entry(paste0("margin.", m[[2]], "_", m[[1]]), "one-sided test against a margin",
    c(data, list(bound = m[[1]], side = m[[2]])),
    list(groups = groups(m[[1]], side), pairs = pairs(m[[1]], side), one = sample1(m[[1]], side),
         limit_welch = limit(t.test(x, y, mu = m[[1]], alternative = side)),
         limit_pairs = limit(t.test(after, before, paired = TRUE, mu = m[[1]], alternative = side))),
    "relative 1e-11; coin 1e-9", source)
}))
factors <- function(id, t, n1, n2, scale) {
  value <- function(interval) {
    b <- if (n2 == 0) ttest.tstat(t, n1, nullInterval = interval, rscale = scale) else ttest.tstat(t, n1, n2, nullInterval = interval, rscale = scale)
    b$bf
  }
  entry(paste0("bayes_side.", id), "JZS Bayes factor with a side",
    list(t = t, sizes = if (n2 == 0) I(n1) else c(n1, n2), rscale = scale),
    list(log_greater = unname(value(c(0, Inf))), log_less = unname(value(c(-Inf, 0)))),
    "relative 1e-6 (numerical integration)", paste0(r, " BayesFactor ", packageVersion("BayesFactor"), "::ttest.tstat(nullInterval)"))
}
write("BayesFactorTTest", list(
  factors("2.1_60_18", 2.1, 60, 18, sqrt(0.5)), factors("0.3_20_20", 0.3, 20, 20, sqrt(0.5)),
  factors("-1.86_10_10", -1.86, 10, 10, 1), factors("2.5_25", 2.5, 25, 0, sqrt(0.5))))
