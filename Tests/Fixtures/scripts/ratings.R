# Adds R's values to Tests/Fixtures/expected: quadratic weighted kappa, which is Lin's concordance with n in
# the denominator, and psych's intraclass correlations of more data.
#
#   Rscript Tests/Fixtures/scripts/ratings.R
#
# Run after ratings.py. Needs vcd, psych and jsonlite.
suppressMessages({library(vcd); library(jsonlite); library(psych)})
script <- sub("--file=", "", grep("--file=", commandArgs(), value = TRUE))
root <- file.path(dirname(normalizePath(script)), "..")
read <- function(name, columns) na.omit(read.csv(file.path(root, "data", paste0(name, ".csv")))[, columns])
extend <- function(stem, prefix, more) {
  path <- file.path(root, "expected", paste0(stem, ".json"))
  entries <- if (file.exists(path)) fromJSON(path, simplifyVector = FALSE) else list()
  entries <- c(Filter(function(e) !startsWith(e$id, prefix), entries), more)
  writeLines(toJSON(entries, auto_unbox = TRUE, digits = I(17), null = "null", pretty = 1), path)
}

kappa <- function(id, dataset, columns) {
  x <- read(dataset, columns)
  levels <- seq(min(x), max(x))
  k <- Kappa(table(factor(x[[1]], levels), factor(x[[2]], levels)), weights = "Fleiss-Cohen")
  list(id = id, method = "concordance correlation", dataset = dataset,
       options = list(columns = columns, conf_level = 0.95),
       expected = list(n = nrow(x), ccc = unname(k$Weighted["value"])), tolerance = "relative 1e-11",
       source = paste0("vcd ", packageVersion("vcd"), "::Kappa(weights = 'Fleiss-Cohen')"))
}
extend("LinsConcordance", "vcd.", list(
  kappa("vcd.raters2", "synth_raters2", c("r1", "r2")),
  kappa("vcd.bfi", "bfi240", c("C1", "C2"))))

icc <- function(id, dataset, columns, level) {
  x <- read(dataset, columns)
  f <- suppressWarnings(ICC(x, lmer = FALSE, alpha = 1 - level))
  r <- f$results
  ms <- summary(aov(y ~ s + j, data.frame(y = unlist(x), s = factor(rep(seq_len(nrow(x)), ncol(x))),
                                          j = factor(rep(seq_along(columns), each = nrow(x))))))[[1]][, "Mean Sq"]
  list(id = id, method = "intraclass correlations (Shrout & Fleiss)", dataset = dataset,
       options = list(columns = columns, conf_level = level, missing = "listwise"),
       expected = list(n = nrow(x), k = ncol(x), MSB = ms[1], MSJ = ms[2], MSE = ms[3], icc = r$ICC, F = r$F,
                       df1 = r$df1, df2 = r$df2, p = r$p, ci_low = r[["lower bound"]], ci_high = r[["upper bound"]]),
       tolerance = "relative 1e-9",
       source = paste0("psych ", packageVersion("psych"), "::ICC(lmer = FALSE)"))
}
extend("IntraclassCorrelation", "psych.", list(
  icc("psych.attitude", "attitude", c("complaints", "learning", "raises", "critical"), 0.95),
  icc("psych.bfi_negative", "bfi240", c("A1", "A2", "A3"), 0.9),
  icc("psych.sat", "satact200", c("SATV", "SATQ"), 0.99)))
