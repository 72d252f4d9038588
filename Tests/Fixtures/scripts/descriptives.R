# Reference values of descriptions: ranks, weighted least squares of a mean, weighted quantiles, summaries by group,
# robust scales.
#
#   Rscript Tests/Fixtures/scripts/descriptives.R
#
# Writes Ranking, WeightedMeans, WeightedSurveys, WeightedQuantiles, GroupSummary, RousseeuwCrouxSn,
# RousseeuwCrouxQn and HodgesLehmannEstimate to Tests/Fixtures/expected. Needs jsonlite, psych, survey, Hmisc and
# robustbase.
suppressMessages({library(jsonlite); library(psych); library(robustbase)})
script <- sub("--file=", "", grep("--file=", commandArgs(), value = TRUE))
here <- file.path(dirname(normalizePath(script)), "..")
data <- function(name) read.csv(file.path(here, "data", paste0(name, ".csv")))
version <- paste0("R ", getRversion())
with_version <- function(package) paste0(package, " ", packageVersion(package), " ")
entry <- function(id, method, dataset, options, expected, source, tolerance = "1e-11 relative")
  list(id = id, method = method, dataset = dataset, options = options, expected = expected, tolerance = tolerance,
       source = paste(version, source))
save <- function(stem, entries)
  write(toJSON(entries, auto_unbox = TRUE, digits = I(17), pretty = 1, na = "null", null = "null"),
        file.path(here, "expected", paste0(stem, ".json")))

# Ranks.
ranks <- function(x) list(
  average = I(rank(x)), minimum = I(rank(x, ties.method = "min")), maximum = I(rank(x, ties.method = "max")),
  dense = I(match(x, sort(unique(x)))), ordinal = I(rank(x, ties.method = "first")))
made <- list(short = c(3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5), one = 4, signs = c(0, -2, 0, 2, -2, 0.5))
save("Ranking", c(
  lapply(names(made), function(n) entry(
    paste0("rank.", n), "ranks", NULL, list(values = I(made[[n]])), ranks(made[[n]]),
    "rank(x, ties.method = average | min | max | first); dense: match(x, sort(unique(x)))")),
  lapply(c("mpg", "cyl", "hp"), function(n) entry(
    paste0("rank.mtcars.", n), "ranks", "mtcars", list(column = n), ranks(data("mtcars")[[n]]),
    "rank(x, ties.method = average | min | max | first); dense: match(x, sort(unique(x)))"))))

# The weighted mean as weighted least squares.
wls <- function(dataset, column, weights) {
  d <- data(dataset); x <- d[[column]]
  w <- if (is.numeric(weights)) rep_len(weights, length(x)) else d[[weights]]
  fit <- lm(x ~ 1, weights = w); s <- summary(fit)
  entry(paste("wls", dataset, column, sep = "."), "weighted least squares", dataset,
    list(column = column, weights = if (is.numeric(weights)) I(weights) else weights),
    list(mean = unname(coef(fit)), se = s$coefficients[2], sigma = s$sigma, df = s$df[2],
      ci95 = I(as.numeric(confint(fit)))),
    "lm(x ~ 1, weights = w): coef, summary, confint")
}
save("WeightedMeans", list(
  wls("mtcars", "mpg", "wt"), wls("lalonde", "re78", "educ"), wls("plantgrowth", "weight", c(1, 3, 2, 2))))

# Sampling weights by the package survey.
surveyed <- function(dataset, column, weights) {
  d <- data(dataset); d <- data.frame(x = d[[column]], w = d[[weights]])
  design <- survey::svydesign(ids = ~1, weights = ~w, data = d)
  mean <- survey::svymean(~x, design)
  quantiles <- function(rule) I(vapply(probs, function(p)
    unname(coef(survey::svyquantile(~x, design, p, qrule = rule))), 0))
  probs <- c(.1, .25, .5, .75, .9)
  entry(paste("survey", dataset, column, sep = "."), "sampling weights", dataset,
    list(column = column, weights = weights),
    list(mean = unname(coef(mean)), se = as.numeric(survey::SE(mean)),
      ci95 = I(as.numeric(confint(mean, df = survey::degf(design)))),
      variance = as.numeric(coef(survey::svyvar(~x, design))), probs = I(probs), hf1 = quantiles("hf1"),
      hf2 = quantiles("hf2")),
    paste0(with_version("survey"), "svymean, confint(df = degf), svyvar, svyquantile(qrule = hf1 | hf2)"))
}
save("WeightedSurveys", list(
  surveyed("mtcars", "mpg", "wt"), surveyed("lalonde", "re78", "educ"), surveyed("lalonde", "age", "educ")))

# Weighted quantiles: those of the values written down so often, and Hmisc's for fractions.
probs <- c(0, .01, .05, .1, .25, 1 / 3, .5, .75, .9, .99, 1)
replicated <- function(dataset, column, weights) {
  d <- data(dataset); x <- d[[column]]; w <- d[[weights]]
  entry(paste("wquant", dataset, column, weights, sep = "."), "quantiles of frequencies", dataset,
    list(column = column, weights = weights),
    c(list(probs = I(probs)), setNames(lapply(1:9, function(t) I(unname(quantile(rep(x, w), probs, type = t)))),
      paste0("type", 1:9))), "quantile(rep(x, w), probs, type = 1..9)")
}
fractions <- function(dataset, column, weights) {
  d <- data(dataset)
  entry(paste("wquant", dataset, column, weights, "fractions", sep = "."), "quantiles of fractional frequencies",
    dataset, list(column = column, weights = weights),
    list(probs = I(probs), type7 = I(unname(Hmisc::wtd.quantile(d[[column]], d[[weights]], probs)))),
    paste0(with_version("Hmisc"), "wtd.quantile(x, w, probs)"))
}
save("WeightedQuantiles", list(
  replicated("mtcars", "mpg", "carb"), replicated("lalonde", "age", "educ"), fractions("mtcars", "hp", "wt"),
  fractions("mtcars", "mpg", "qsec")))

# Summaries by group.
summary_entry <- function(id, dataset, columns, by) {
  d <- data(dataset)
  one <- function(x) {
    s <- describe(x, type = 2)
    q <- quantile(x, c(.25, .75), na.rm = TRUE)
    list(n = s$n, missing = sum(is.na(x)), mean = s$mean, SD = s$sd, SE = s$se, median = s$median,
      min = s$min, max = s$max, skew = s$skew, kurtosis = s$kurtosis, Q1 = q[[1]], Q3 = q[[2]])
  }
  groups <- sort(unique(as.character(d[[by]])))
  entry(id, "summary by group", dataset, list(columns = I(columns), by = by, groups = I(groups)),
    setNames(lapply(columns, function(column) c(
      setNames(lapply(groups, function(g) one(d[[column]][which(d[[by]] == g)])), groups),
      list(all = one(d[[column]][!is.na(d[[by]])])))), columns),
    paste0(with_version("psych"), "describe(x, type = 2) by group; quantile(x, type = 7)"))
}
save("GroupSummary", list(
  summary_entry("summary.mtcars.cyl", "mtcars", c("mpg", "hp", "wt"), "cyl"),
  summary_entry("summary.bfi240.gender", "bfi240", c("A1", "C3", "age"), "gender"),
  summary_entry("summary.nhanes.age", "nhanes", c("bmi", "chl"), "age")))

# Robust scales. The factors for small samples of Sn are those of the paper; of Qn robustbase has others, so that
# the order statistic itself is compared.
scale_values <- function(name) { d <- data(name[1]); as.numeric(na.omit(d[[name[2]]])) }
columns <- list(c("mtcars", "mpg"), c("mtcars", "hp"), c("lalonde", "age"), c("bfi240", "age"), c("nhanes", "chl"),
  c("attitude", "rating"))
heads <- c(2:12, 25)
scales <- function(method, f, source) c(
  lapply(columns, function(n) entry(paste(method, n[1], n[2], sep = "."), method, n[1], list(column = n[2]),
    f(scale_values(n)), paste0(with_version("robustbase"), source))),
  lapply(heads, function(k) entry(paste0(method, ".mtcars.hp.first", k), method, "mtcars",
    list(column = "hp", first = k), f(scale_values(c("mtcars", "hp"))[1:k]),
    paste0(with_version("robustbase"), source))))
save("RousseeuwCrouxSn", scales("Sn", function(x) list(
  corrected = Sn(x), raw = Sn(x, constant = 1, finite.corr = FALSE)),
  "Sn(x); Sn(x, constant = 1, finite.corr = FALSE)"))
save("RousseeuwCrouxQn", scales("Qn", function(x) list(raw = Qn(x, constant = 1, finite.corr = FALSE)),
  "Qn(x, constant = 1, finite.corr = FALSE)"))

# The pseudomedian by all Walsh averages, with limits by the exact distribution of the signed-rank sum.
pseudomedian <- function(dataset, column, first, level) {
  x <- scale_values(c(dataset, column))[seq_len(first)]
  n <- length(x)
  averages <- sort(outer(x, x, "+")[lower.tri(diag(n), diag = TRUE)] / 2)
  rank <- qsignrank((1 - level) / 2, n)
  # qsignrank gives the smallest sum that reaches the tail; its predecessors are below it.
  if (psignrank(rank, n) <= (1 - level) / 2) rank <- rank + 1
  entry(paste("hl", dataset, column, first, level, sep = "."), "pseudomedian", dataset,
    list(column = column, first = first, level = level),
    list(estimate = median(averages), lower = if (rank > 0) averages[rank] else NULL,
      upper = if (rank > 0) averages[length(averages) + 1 - rank] else NULL),
    "median and order statistics of all averages; qsignrank")
}
save("HodgesLehmannEstimate", list(
  pseudomedian("mtcars", "mpg", 32, .95), pseudomedian("mtcars", "hp", 9, .9), pseudomedian("mtcars", "wt", 32, .99),
  pseudomedian("attitude", "rating", 30, .95), pseudomedian("lalonde", "age", 100, .95)))
