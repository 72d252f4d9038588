# Tests of the spread and the shape of groups beyond those of the shared references. Run: Rscript spread.R > references.json
# Needs coin. Every entry holds its data; the field `stem` names the file of ../expected that it belongs to.
suppressMessages(library(coin))
num <- function(x) ifelse(is.infinite(x), paste0('"', ifelse(x > 0, "Inf", "-Inf"), '"'), sprintf("%.17g", x))
vec <- function(x) if (length(x) == 1) num(x) else paste0("[", paste(num(x), collapse = ", "), "]")
arr <- function(x) paste0("[", paste(num(x), collapse = ", "), "]")
entry <- function(stem, id, method, options, expected, tolerance, source)
  sprintf('{"stem": "%s", "id": "%s", "method": "%s", "dataset": null, "options": {%s}, "expected": {%s}, "tolerance": "%s", "source": "R %s %s"}',
    stem, id, method, paste(sprintf('"%s": %s', names(options), options), collapse = ", "),
    paste(sprintf('"%s": %s', names(expected), sapply(expected, vec)), collapse = ", "), tolerance, getRversion(), source)
out <- c()
data <- list(
  untied = list(c(-4.1, 0.3, 2.2, 5.7, -1.6, 0.9), c(0.1, 0.5, -0.4, 1.1, 0.8, -0.2, 0.7)),
  serum = list(c(111, 107, 100, 99, 102, 106, 109, 108, 104, 99), c(107, 108, 106, 98, 105, 103, 110, 105, 104, 101)),
  ties = list(c(1, 5, 3, 3, 1, 5, 4), c(3, 3, 2, 4, 3, 3)),
  middle = list(c(1, 3, 3, 5, 2, 3, 5, 1, 4), c(3, 3, 3, 2, 4)),
  odd = list(c(2, 2, 7, 9), c(4, 5, 5, 6, 4)),
  wide = list(c(14, 2, 9, 30, 21, 5, 17, 2, 28), c(11, 12, 9, 15, 12, 14, 10, 13)))
for (tag in names(data)) {
  x <- data[[tag]][[1]]; y <- data[[tag]][[2]]
  both <- c(first = arr(x), second = arr(y))
  for (side in c("less", "greater")) {
    h <- var.test(x, y, alternative = side, conf.level = 0.9)
    out <- c(out, entry("VarianceRatioTest", paste0("variance.", tag, ".", side), "F test of two variances",
      c(both, alternative = sprintf('"%s"', side), conf_level = "0.9"),
      list(F = h$statistic, p = h$p.value, ci = h$conf.int), "relative 1e-11", "stats::var.test"))
  }
  h <- var.test(x, y, ratio = 2.5)
  out <- c(out, entry("VarianceRatioTest", paste0("variance.", tag, ".ratio"), "F test of two variances",
    c(both, alternative = '"two.sided"', conf_level = "0.95", ratio = "2.5"),
    list(F = h$statistic, p = h$p.value, ci = h$conf.int), "relative 1e-11", "stats::var.test"))
  if (!anyDuplicated(c(x, y))) {
    p <- function(side) suppressWarnings(ansari.test(x, y, alternative = side, exact = TRUE)$p.value)
    out <- c(out, entry("AnsariBradleyTest", paste0("ansari.", tag, ".stats"), "Ansari-Bradley exact without ties", both,
      list(AB = ansari.test(x, y)$statistic, p_two_sided_doubled = p("two.sided"), p_greater = p("greater"), p_less = p("less")),
      "relative 1e-11", "stats::ansari.test(exact = TRUE)"))
  }
  d <- data.frame(v = c(x, y), g = factor(rep(c("a", "b"), c(length(x), length(y)))))
  one <- function(dist, side) ansari_test(v ~ g, data = d, distribution = dist, alternative = side)
  out <- c(out, entry("AnsariBradleyTest", paste0("ansari.", tag, ".coin"), "Ansari-Bradley of midranks", both,
    list(z = statistic(one("asymptotic", "two.sided")), p_asymptotic = pvalue(one("asymptotic", "two.sided")),
      p_exact_distance = pvalue(one(exact(algorithm = "split-up"), "two.sided"))),
    "relative 1e-9", sprintf("coin %s::ansari_test", packageVersion("coin"))))
  for (exact in c(TRUE, FALSE)) if (tag != "untied") {
    k <- function(side) suppressWarnings(ks.test(x, y, alternative = side, exact = exact))
    expected <- if (exact) list(D = k("two.sided")$statistic, p = k("two.sided")$p.value, D_greater = k("greater")$statistic,
      p_greater = k("greater")$p.value, D_less = k("less")$statistic, p_less = k("less")$p.value)
    else list(p = k("two.sided")$p.value, p_greater = k("greater")$p.value, p_less = k("less")$p.value)
    out <- c(out, entry("KolmogorovSmirnovTest", sprintf("ks.%s.%s", tag, if (exact) "exact" else "asymptotic"),
      if (exact) "Kolmogorov-Smirnov exact" else "Kolmogorov-Smirnov asymptotic", both, expected, "relative 1e-9",
      "stats::ks.test"))
  }
}
groups <- list(three = list(c(3, 4, 5, 4), c(4, 6, 7, 5, 6), c(8, 6, 7, 9)), four = list(c(1, 9, 5), c(4, 4, 6, 5, 2, 8), c(7, 7, 7, 6), c(1, 2, 20, 30, 4)))
for (tag in names(groups)) {
  g <- groups[[tag]]
  y <- unlist(g); f <- factor(rep(seq_along(g), lengths(g)))
  all <- c(groups = paste0("[", paste(sapply(g, arr), collapse = ", "), "]"))
  h <- fligner.test(y, f)
  out <- c(out, entry("FlignerKilleenTest", paste0("fligner.", tag), "Fligner-Killeen of integers", all,
    list(chi2 = h$statistic, p = h$p.value), "relative 1e-11", "stats::fligner.test"))
  h <- bartlett.test(y, f)
  out <- c(out, entry("BartlettTest", paste0("bartlett.", tag), "Bartlett of integers", all,
    list(K2 = h$statistic, p = h$p.value), "relative 1e-11", "stats::bartlett.test"))
  m <- median(y)
  for (rule in c("below", "above", "ignored")) {
    kept <- if (rule == "ignored") y != m else rep(TRUE, length(y))
    t <- table(f[kept], if (rule == "above") y[kept] < m else y[kept] <= m)
    out <- c(out, entry("MoodMedianTest", sprintf("mood_median.%s.%s", tag, rule), "median test of several groups",
      c(all, ties = sprintf('"%s"', rule)),
      list(grand_median = m, above = as.vector(t[, 1]), p_exact = fisher.test(t)$p.value,
        chi2 = suppressWarnings(chisq.test(t)$statistic), p_chi2 = suppressWarnings(chisq.test(t)$p.value)),
      "relative 1e-9", "stats::fisher.test, chisq.test of the counts"))
  }
}
writeLines(paste0("[\n", paste(out, collapse = ",\n"), "\n]"))
