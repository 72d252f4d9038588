# Scores of scales by base R, one respondent at a time: weights, percent of maximum possible, standard
# scores by norms, bands, a score of scale scores; and scores, alpha and Welch's difference under several
# rules for missing answers.
# Usage, from this folder: Rscript scale_rules.R
# Writes ../expected/ScaleRules.json and ../expected/MissingRuleSensitivity.json. Needs jsonlite.
suppressMessages(library(jsonlite))
source <- paste("base R", getRversion())
d <- read.csv("../data/synth_survey.csv")
keyed <- function(items, keys, low, high) {
  x <- as.matrix(d[, items])
  for (j in which(keys < 0)) x[, j] <- low + high - x[, j]
  x
}
answered <- function(x) rowSums(!is.na(x))
weighted <- function(x, w, needed) sapply(seq_len(nrow(x)), function(i)
  if (sum(!is.na(x[i, ])) < needed) NA else weighted.mean(x[i, ], w, na.rm = TRUE))
write <- function(entries, stem) writeLines(
  toJSON(entries, auto_unbox = TRUE, digits = NA, na = "null", null = "null", pretty = TRUE),
  paste0("../expected/", stem, ".json"))

items <- c("pc1", "pc2", "pc3", "pc4", "pc5"); keys <- c(1, 1, -1, 1, 1); w <- c(1, 2, 0.5, 1.5, 3)
x <- keyed(items, keys, 1, 5)
mean3 <- weighted(x, w, 3)
strict <- ifelse(answered(x) == 5, rowSums(x), NA)
m <- keyed(c("mot1", "mot2", "mot3", "mot4"), c(1, 1, 1, -1), 1, 5)
motivation <- weighted(m, rep(1, 4), 3)
norm <- list(participant = c(3.2, 0.9), nonparticipant = c(2.8, 1.1))
t <- 50 + 10 * (mean3 - sapply(d$group, function(g) norm[[g]][1])) / sapply(d$group, function(g) norm[[g]][2])
pair <- cbind(mean3, motivation)
entries <- list(list(
  id = "scale_rules.survey_pc", method = "scores by base R", dataset = "synth_survey",
  options = list(items = items, keys = keys, weights = w, min = 1, max = 5, needed = 3, motivation = c("mot1", "mot2", "mot3", "mot4"),
    motivation_keys = c(1, 1, 1, -1), motivation_needed = 3, norms = norm, band_limits = c(5, 11, 16, 25), second_order_weights = c(2, 1)),
  expected = list(weighted_mean = mean3, weighted_prorated_sum = mean3 * sum(w),
    percent_of_maximum = 100 * (weighted(x, rep(1, 5), 3) - 1) / 4, t_by_group = t, sum = strict,
    band_counts = as.vector(table(cut(strict, c(5, 11, 16, 26), right = FALSE))),
    second_order = weighted(pair, c(2, 1), 1), second_order_strict = weighted(pair, c(2, 1), 2)),
  tolerance = "absolute 1e-12", source = paste(source, "weighted.mean(na.rm = TRUE), rowSums, cut")))
write(entries, "ScaleRules")

sensitivity <- function(id, items, keys, score, w = rep(1, length(items))) {
  x <- keyed(items, keys, 1, 5); k <- ncol(x)
  lines <- lapply(k:1, function(needed) {
    s <- weighted(x, w, needed) * (if (score == "mean") 1 else sum(w))
    scored <- !is.na(s)
    C <- cov(sweep(x[scored, ], 2, w, "*"), use = "pairwise.complete.obs")
    test <- t.test(s[d$group == "participant"], s[d$group == "nonparticipant"])
    list(needed = needed, scored = sum(scored), mean = mean(s[scored]), sd = sd(s[scored]),
      alpha = k / (k - 1) * (1 - sum(diag(C)) / sum(C)), difference = unname(test$estimate[1] - test$estimate[2]),
      ci = as.vector(test$conf.int))
  })
  list(id = id, method = "scores under several rules", dataset = "synth_survey",
    options = list(items = items, keys = keys, weights = w, min = 1, max = 5, score = score,
      group = "group", group1 = "participant", group2 = "nonparticipant"),
    expected = list(lines = lines), tolerance = "relative 1e-11",
    source = paste(source, "weighted.mean, sd, cov(use = \"pairwise.complete.obs\"), t.test"))
}
write(list(
  sensitivity("missing_rules.survey_mot", c("mot1", "mot2", "mot3", "mot4"), c(1, 1, 1, -1), "mean"),
  sensitivity("missing_rules.survey_pc", items, keys, "mean"),
  sensitivity("missing_rules.survey_pc_weighted", items, keys, "mean", w),
  sensitivity("missing_rules.survey_mtr_sum", c("mtr1", "mtr2", "mtr3", "mtr4"), c(1, 1, 1, 1), "prorated sum")),
  "MissingRuleSensitivity")
