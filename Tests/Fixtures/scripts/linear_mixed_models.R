# Reference values of LinearMixedModel beyond the sleep study and the panel: crossed groups, nested groups, a
# design with slopes and crossed groups, and a singular fit.
# Run from the root of the package: Rscript Tests/Fixtures/scripts/linear_mixed_models.R new.json
# It writes the data sets and, to the file named, the entries that LinearMixedModel.json ends with.
suppressMessages({library(lme4); library(lmerTest); library(pbkrtest); library(jsonlite)})
folder <- "Tests/Fixtures/"
path <- commandArgs(trailingOnly = TRUE)[1]

data(Penicillin, package = "lme4")
penicillin <- data.frame(diameter = Penicillin$diameter, plate = as.character(Penicillin$plate),
                         sample = as.character(Penicillin$sample))
data(Pastes, package = "lme4")
pastes <- data.frame(strength = Pastes$strength, batch = as.character(Pastes$batch),
                     cask = as.character(Pastes$cask))
set.seed(20150707)
ratings <- expand.grid(person = sprintf("p%02d", 1:24), item = sprintf("i%d", 1:8))
ratings <- ratings[runif(nrow(ratings)) < 0.8, ]
ratings$dose <- round(runif(nrow(ratings), 0, 4), 2)
ratings$arm <- ifelse(as.integer(substr(ratings$person, 2, 3)) %% 2 == 0, "new", "old")
b0 <- rnorm(24, 0, 1.5); b1 <- rnorm(24, 0, 0.6) + 0.2 * b0; c0 <- rnorm(8, 0, 0.8)
p <- as.integer(substr(ratings$person, 2, 3)); i <- as.integer(substr(ratings$item, 2, 2))
ratings$score <- round(5 + 0.7 * ratings$dose + 0.4 * (ratings$arm == "new") + b0[p] + b1[p] * ratings$dose +
                       c0[i] + rnorm(nrow(ratings)), 3)
set.seed(5)
flat <- data.frame(group = rep(sprintf("g%d", 1:10), each = 5), x = round(rnorm(50), 3))
flat$y <- round(1 + 0.5 * flat$x + rnorm(50), 3)
flat$y <- round(flat$y - ave(flat$y, flat$group) * 0.9, 3)
flat$person <- sprintf("u%d", rep(1:25, 2))

sets <- list(mixed_penicillin = penicillin, mixed_pastes = pastes, mixed_ratings = ratings, mixed_flat = flat)
for (name in names(sets)) write.csv(sets[[name]], paste0(folder, "data/", name, ".csv"), row.names = FALSE, quote = FALSE)

runs <- list(
  list("penicillin.crossed", "mixed_penicillin", "diameter ~ 1", "(1|plate) + (1|sample)"),
  list("pastes.nested", "mixed_pastes", "strength ~ 1", "(1|batch/cask)"),
  list("ratings.crossed", "mixed_ratings", "score ~ dose * arm", "(1 + dose|person) + (1|item)"),
  list("ratings.crossed_uncorrelated", "mixed_ratings", "score ~ dose + arm", "(1 + dose||person) + (1|item)"),
  list("flat.singular", "mixed_flat", "y ~ x", "(1|group)"),
  list("flat.singular_crossed", "mixed_flat", "y ~ x", "(1|group) + (1|person)"))
entries <- list()
for (run in runs) for (reml in c(TRUE, FALSE)) {
  data <- sets[[run[[2]]]]
  for (column in names(data)) if (is.character(data[[column]])) data[[column]] <- factor(data[[column]])
  if (!is.null(data$arm)) data$arm <- relevel(data$arm, "new")
  model <- suppressMessages(lmerTest::lmer(as.formula(paste(run[[3]], "+", run[[4]])), data, REML = reml,
    control = lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-10, maxfun = 1e6), calc.derivs = FALSE)))
  table <- coef(summary(model))
  expected <- list(
    n = nobs(model), terms = rownames(table), coef = unname(table[, "Estimate"]),
    se = unname(table[, "Std. Error"]), df_satterthwaite = unname(table[, "df"]),
    t = unname(table[, "t value"]), p_satterthwaite = unname(table[, "Pr(>|t|)"]),
    varcomp = { v <- as.data.frame(VarCorr(model)); list(grp = v$grp, var1 = v$var1, var2 = v$var2, vcov = v$vcov, sdcor = v$sdcor) },
    logLik = as.numeric(logLik(model)), criterion_minus2ll = -2 * as.numeric(logLik(model)),
    aic = AIC(model), bic = BIC(model), singular = isSingular(model))
  if (reml) {
    kr <- coef(summary(model, ddf = "Kenward-Roger"))
    expected$kr_se <- unname(kr[, "Std. Error"]); expected$kr_df <- unname(kr[, "df"])
    expected$kr_t <- unname(kr[, "t value"]); expected$kr_p <- unname(kr[, "Pr(>|t|)"])
  }
  for (field in c("coef", "se", "df_satterthwaite", "t", "p_satterthwaite", "terms", "kr_se", "kr_df", "kr_t", "kr_p"))
    if (!is.null(expected[[field]])) expected[[field]] <- I(expected[[field]])
  entries[[length(entries) + 1]] <- list(
    id = paste0("lmer.", run[[1]], ".", if (reml) "REML" else "ML"), method = "linear mixed model",
    dataset = run[[2]], options = list(fixed = run[[3]], random = run[[4]], REML = reml, where = NA, factor_levels = NA),
    expected = expected,
    tolerance = "coef 1e-6, variance components 1e-4, logLik 1e-8 relative, Satterthwaite df 1e-3, KR df 1e-4",
    source = paste0("lmerTest ", packageVersion("lmerTest"), "/lme4 ", packageVersion("lme4"),
      "::lmer(bobyqa, rhoend=1e-10); KR: pbkrtest ", packageVersion("pbkrtest"), "; Tests/Fixtures/scripts/linear_mixed_models.R"))
}
writeLines(toJSON(entries, auto_unbox = TRUE, digits = NA, pretty = TRUE, null = "null", na = "null"), path)
for (e in entries) cat(e$id, e$expected$logLik, e$expected$singular, "\n")
