# Reference values of the survey tables and of items, by R's table, xtabs, prop.table, cor and psych::alpha.
#
#   Rscript Tests/Fixtures/scripts/survey_tables.R
#
# Writes FrequencyTable, CrossTable, MultipleResponseTable, ItemStatistics and InterItemCorrelations to
# Tests/Fixtures/expected. Needs jsonlite and psych.
suppressMessages({library(jsonlite); library(psych)})
script <- sub("--file=", "", grep("--file=", commandArgs(), value = TRUE))
here <- file.path(dirname(normalizePath(script)), "..")
data <- function(name) read.csv(file.path(here, "data", paste0(name, ".csv")))
version <- paste0("R ", getRversion())
entry <- function(id, method, dataset, options, expected, source, tolerance = "1e-11 relative")
  list(id = id, method = method, dataset = dataset, options = options, expected = expected, tolerance = tolerance,
       source = paste(version, source))
save <- function(stem, entries)
  write(toJSON(entries, auto_unbox = TRUE, digits = I(16), pretty = 1, na = "null", null = "null"),
        file.path(here, "expected", paste0(stem, ".json")))
kish <- function(w) sum(w)^2 / sum(w^2)
rows <- function(m) unname(lapply(seq_len(nrow(m)), function(i) I(unname(m[i, ]))))
bfi <- data("bfi240"); survey <- data("synth_survey"); attitude <- data("attitude")

frequencies <- function(id, d, name, column, levels, weights = NULL, by = NULL) {
  one <- function(d) {
    w <- if (is.null(weights)) rep(1, nrow(d)) else d[[weights]]
    x <- factor(d[[column]], levels = levels)
    counts <- as.vector(table(x))
    sums <- as.vector(xtabs(w ~ x))
    given <- !is.na(x)
    list(count = I(counts), weight = I(sums), of_all = I(sums / sum(w)), of_valid = I(sums / sum(sums)),
         cumulative = I(cumsum(sums) / sum(sums)), n = nrow(d), n_valid = sum(given), missing = sum(!given),
         missing_weight = sum(w[!given]), weight_valid = sum(w[given]), effective_valid = kish(w[given]),
         effective = kish(w))
  }
  expected <- one(d)
  if (!is.null(by)) expected$groups <- lapply(split(d, d[[by]]), one)
  entry(id, "frequencies", name, list(column = column, levels = I(levels), weights = weights, by = by), expected,
        "table, xtabs, cumsum; effective base (sum w)^2 / sum w^2")
}
save("FrequencyTable", list(
  frequencies("frequency.bfi_A1", bfi, "bfi240", "A1", 1:6),
  frequencies("frequency.bfi_C4_weighted", bfi, "bfi240", "C4", 1:6, weights = "age"),
  frequencies("frequency.bfi_A4_by_gender", bfi, "bfi240", "A4", 1:6, by = "gender"),
  frequencies("frequency.bfi_education_by_gender_weighted", bfi, "bfi240", "education", 1:5, "age", "gender"),
  frequencies("frequency.survey_gtr3_by_group", survey, "synth_survey", "gtr3", 1:5, by = "group")))

crossing <- function(id, d, name, row, column, row_levels, column_levels, weights = NULL) {
  w <- if (is.null(weights)) rep(1, nrow(d)) else d[[weights]]
  r <- factor(d[[row]], levels = row_levels); k <- factor(d[[column]], levels = column_levels)
  counts <- table(r, k); sums <- xtabs(w ~ r + k); both <- !is.na(r) & !is.na(k)
  base <- function(f) lapply(levels(f), function(l) { v <- w[both & f == l]; if (length(v)) kish(v) else 0 })
  entry(id, "cross table", name,
        list(row = row, column = column, row_levels = I(row_levels), column_levels = I(column_levels), weights = weights),
        list(counts = rows(counts), weights = rows(sums), row_shares = rows(prop.table(sums, 1)),
             column_shares = rows(prop.table(sums, 2)), total_shares = rows(prop.table(sums)),
             expected = rows(outer(rowSums(sums), colSums(sums)) / sum(sums)), n = sum(both),
             effective = kish(w[both]), row_effective = base(r), column_effective = base(k),
             lacking_row = sum(is.na(r)), lacking_column = sum(!is.na(r) & is.na(k))),
        "table, xtabs, prop.table, outer")
}
save("CrossTable", list(
  crossing("cross.bfi_education_by_gender", bfi, "bfi240", "education", "gender", 1:5, 1:2),
  crossing("cross.bfi_education_by_gender_weighted", bfi, "bfi240", "education", "gender", 1:5, 1:2, "age"),
  crossing("cross.bfi_A1_by_education_unused_levels", bfi, "bfi240", "A1", "education", 0:7, 1:6),
  crossing("cross.survey_educ_by_group_weighted", survey, "synth_survey", "educ", "group",
           sort(unique(survey$educ)), unique(survey$group), "age")))

ticks <- function(id, d, name, columns, cut, weights = NULL, by = NULL) {
  one <- function(d) {
    w <- if (is.null(weights)) rep(1, nrow(d)) else d[[weights]]
    x <- as.matrix(d[columns]) >= cut
    given <- complete.cases(x); x <- x[given, , drop = FALSE]; v <- w[given]
    any <- rowSums(x) > 0
    sums <- colSums(x * v)
    list(count = I(unname(colSums(x))), weight = I(unname(sums)), of_responses = I(unname(sums / sum(sums))),
         of_cases = I(unname(sums / sum(v))), of_ticking = I(unname(sums / sum(v[any]))), n = sum(given),
         none = sum(!any), none_weight = sum(v[!any]), ticking = sum(any), missing = sum(!given),
         responses = sum(x), effective = kish(v))
  }
  expected <- one(d)
  if (!is.null(by)) expected$groups <- lapply(split(d, d[[by]]), one)
  entry(id, "multiple responses", name, list(columns = I(columns), cut = cut, weights = weights, by = by), expected,
        "colSums of 0/1 columns, ticked where the answer is at least `cut`; cases with a gap left out")
}
save("MultipleResponseTable", list(
  ticks("ticks.bfi_openness", bfi, "bfi240", paste0("O", 1:5), 6),
  ticks("ticks.bfi_openness_weighted", bfi, "bfi240", paste0("O", 1:5), 6, weights = "age"),
  ticks("ticks.bfi_neuroticism_by_gender", bfi, "bfi240", paste0("N", 1:5), 6, weights = "age", by = "gender"),
  ticks("ticks.survey_meaning_by_group", survey, "synth_survey", paste0("mtr", 1:4), 5, by = "group")))

skew2 <- function(x) {
  x <- x[!is.na(x)]; n <- length(x); m <- mean(x)
  sqrt(n * (n - 1)) / (n - 2) * mean((x - m)^3) / mean((x - m)^2)^1.5
}
extreme <- function(x, total, g) { # the mean of x among the g cases with the smallest totals, ties in equal parts
  counts <- table(total); values <- as.numeric(names(counts)); left <- g; w <- numeric(length(total))
  for (i in seq_along(values)) {
    each <- min(1, max(left, 0) / counts[i]); w[abs(total - values[i]) < 1e-9] <- each; left <- left - counts[i]
  }
  sum(w * x) / sum(w)
}
items <- function(id, d, name, columns, keys, low, high, options = NULL, extremes = 0.27) {
  x <- d[columns]
  for (i in seq_along(columns)) if (keys[i] < 0) x[[i]] <- low + high - x[[i]]
  whole <- x[complete.cases(x), ]; total <- rowSums(whole); g <- extremes * nrow(whole)
  a <- suppressWarnings(suppressMessages(psych::alpha(whole, warnings = FALSE)))
  each <- function(f) I(unname(sapply(x, f)))
  expected <- list(
    n = each(function(v) sum(!is.na(v))), missing = each(function(v) sum(is.na(v))),
    mean = each(function(v) mean(v, na.rm = TRUE)), sd = each(function(v) sd(v, na.rm = TRUE)),
    median = each(function(v) median(v, na.rm = TRUE)), skewness = each(skew2),
    difficulty = each(function(v) (mean(v, na.rm = TRUE) - low) / (high - low)),
    floor = each(function(v) mean(v == low, na.rm = TRUE)), ceiling = each(function(v) mean(v == high, na.rm = TRUE)),
    rest = I(unname(a$item.stats$r.drop)),
    D = I(unname(sapply(whole, function(v) (extreme(v, -total, g) - extreme(v, total, g)) / (high - low)))),
    complete = nrow(whole), total_floor = mean(total == low * length(columns)),
    total_ceiling = mean(total == high * length(columns)),
    options = if (is.null(options)) NULL else
      unname(lapply(x, function(v) I(as.vector(table(factor(v, levels = options)))))))
  entry(id, "item statistics", name,
        list(items = I(columns), keys = I(keys), scale_min = low, scale_max = high,
             levels = if (is.null(options)) NULL else I(options), extremes = extremes), expected,
        paste0("mean, sd, median, table; psych ", packageVersion("psych"),
               " alpha()$item.stats$r.drop on complete cases; D from groups of exactly extremes * n cases, ties in equal parts"))
}
save("ItemStatistics", list(
  items("items.bfi_agree", bfi, "bfi240", paste0("A", 1:5), c(-1, 1, 1, 1, 1), 1, 6, 1:6),
  items("items.bfi_conscientious", bfi, "bfi240", paste0("C", 1:5), c(1, 1, 1, -1, -1), 1, 6, 1:6),
  items("items.bfi_neurotic_thirds", bfi, "bfi240", paste0("N", 1:5), rep(1, 5), 1, 6, 1:6, extremes = 1 / 3),
  items("items.survey_trust_wide_range", survey, "synth_survey", paste0("gtr", 1:3), rep(1, 3), 0, 6, 0:6),
  items("items.attitude", attitude, "attitude", names(attitude), rep(1, 7), 0, 100)))

correlations <- function(id, d, name, columns, use) {
  x <- d[columns]; r <- cor(x, use = use); low <- r[lower.tri(r)]
  answered <- 1 * !is.na(as.matrix(x))
  n <- if (use == "complete.obs") matrix(sum(complete.cases(x)), length(columns), length(columns)) else crossprod(answered)
  entry(id, "inter-item correlations", name, list(items = I(columns), use = use),
        list(matrix = rows(r), counts = rows(n), mean = mean(low), minimum = min(low), maximum = max(low),
             item_means = I(unname((rowSums(r) - 1) / (length(columns) - 1))), negatives = sum(low < 0)),
        paste0("cor(use = \"", use, "\")"))
}
save("InterItemCorrelations", list(
  correlations("correlations.bfi_agree_listwise", bfi, "bfi240", paste0("A", 1:5), "complete.obs"),
  correlations("correlations.bfi_agree_pairwise", bfi, "bfi240", paste0("A", 1:5), "pairwise.complete.obs"),
  correlations("correlations.survey_pairwise", survey, "synth_survey", c("gtr1", "gtr2", "gtr3", "itr3"), "pairwise.complete.obs"),
  correlations("correlations.attitude", attitude, "attitude", names(attitude), "complete.obs")))
