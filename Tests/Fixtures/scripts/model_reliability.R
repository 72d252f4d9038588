# Reference values of the one-factor model and of the reliability coefficients that come from it.
#
#   Rscript Tests/Fixtures/scripts/model_reliability.R
#
# Adds entries (ids lavaan.*, glb.*) to the fixtures OneFactorModel, OmegaTotal,
# CompositeReliability, AverageVarianceExtracted, MaximalReliability, TauEquivalenceTest, Unidimensionality
# and GreatestLowerBound in Tests/Fixtures/expected; other entries stay as they are. Needs lavaan, psych,
# Rcsdp and jsonlite. The functions of the parameters are lavaan's `:=` with standard errors by the delta
# method from the expected information. All entries are written with 15 digits: run one_factor.py afterwards.
suppressMessages({library(lavaan); library(jsonlite); library(psych)})
options(digits = 17)
script <- sub("--file=", "", grep("--file=", commandArgs(), value = TRUE))
folder <- file.path(dirname(normalizePath(script)), "..")
version <- function(p) as.character(packageVersion(p))

scales <- list(
  bfi_agree = list("bfi240", paste0("A", 1:5), c(-1, 1, 1, 1, 1), 1, 6),
  bfi_consc = list("bfi240", paste0("C", 1:5), c(1, 1, 1, -1, -1), 1, 6),
  bfi_neuro = list("bfi240", paste0("N", 1:5), rep(1, 5), 1, 6),
  attitude7 = list("attitude", c("rating", "complaints", "privileges", "learning", "raises", "critical", "advance"), rep(1, 7), 0, 100),
  survey_mot = list("synth_survey", NULL, NULL, 1, 5),
  survey_pc = list("synth_survey", paste0("pc", 1:5), c(1, 1, -1, 1, 1), 1, 5),
  survey_gtr = list("synth_survey", paste0("gtr", 1:3), rep(1, 3), 1, 5),
  bfi15 = list("bfi240", c(paste0("A", 1:5), paste0("C", 1:5)), c(-1, 1, 1, 1, 1, 1, 1, 1, -1, -1), 1, 6))
given <- fromJSON(file.path(folder, "expected", "OneFactorModel.json"), simplifyVector = FALSE)
for (e in given) if (e$id == "cfa1_cr.survey_mot") {
  scales$survey_mot[[2]] <- unlist(e$options$items); scales$survey_mot[[3]] <- unlist(e$options$keys)
}

data_of <- function(s) {
  d <- read.csv(file.path(folder, "data", paste0(s[[1]], ".csv")))[, s[[2]]]
  d <- d[complete.cases(d), ]
  for (i in seq_along(s[[3]])) if (s[[3]][i] < 0) d[[i]] <- s[[4]] + s[[5]] - d[[i]]
  setNames(d, paste0("x", seq_along(d)))
}
options_of <- function(s, ...) c(list(items = s[[2]], keys = s[[3]], scale_min = s[[4]], scale_max = s[[5]], missing = "listwise"), list(...))

syntax <- function(k, form) {
  l <- if (form == "congeneric") paste0("l", 1:k) else rep("l", k)
  t <- if (form == "parallel") rep("t", k) else paste0("t", 1:k)
  sl <- paste(l, collapse = "+"); st <- paste(t, collapse = "+")
  h <- sprintf("(%s*%s/(%s*%s+%s))", l, l, l, l, t)
  paste(c(
    paste0("f =~ ", paste0(l, "*x", 1:k, collapse = " + ")), paste0("x", 1:k, " ~~ ", t, "*x", 1:k),
    sprintf("omega := (%s)^2/((%s)^2+%s)", sl, sl, st),
    sprintf("cr := (%s)^2/((%s)^2+%s)", paste0("sqrt", h, collapse = "+"), paste0("sqrt", h, collapse = "+"), paste0("(1-", h, ")", collapse = "+")),
    sprintf("ave := (%s)/%d", paste(h, collapse = "+"), k),
    sprintf("r := %s", paste0(l, "*", l, "/", t, collapse = "+")), "h := r/(1+r)"), collapse = "\n")
}
# The tightest tolerance with which the optimizer still says that it converged.
fitted_model <- function(d, form) for (tolerance in 10^-(15:9)) {
  m <- suppressWarnings(cfa(syntax(ncol(d), form), data = d, std.lv = TRUE,
                            control = list(iter.max = 10000, eval.max = 20000, rel.tol = tolerance)))
  if (lavInspect(m, "converged")) return(m)
}
entry <- function(id, name, s, options, expected, source, tolerance = "relative 1e-5 (iterative fit)")
  list(id = id, method = name, dataset = s[[1]], options = options, expected = expected, tolerance = tolerance, source = source)
lav <- paste("lavaan", version("lavaan"))

# The semidefinite programme: the errors of largest sum that leave the rest positive semidefinite.
# csdp: min tr(S Y), diag(Y) - z = 1, Y positive semidefinite, z not negative; its dual variables are -errors.
programme <- function(S) {
  k <- ncol(S)
  A <- lapply(1:k, function(i) { M <- matrix(0, k, k); M[i, i] <- 1; v <- rep(0, k); v[i] <- -1; list(M, v) })
  Rcsdp::csdp(list(-S, rep(0, k)), A, rep(1, k), list(type = c("s", "l"), size = c(k, k)),
               Rcsdp::csdp.control(printlevel = 0, axtol = 1e-12, atytol = 1e-12, objtol = 1e-12))
}
glb <- function(S) 1 + programme(S)$pobj / sum(S)
ecv <- function(R) { e <- eigen(R - diag(-programme(R)$y))$values; e[1] / sum(e) }

new <- list()
put <- function(stem, e) new[[stem]] <<- c(new[[stem]], list(e))
for (name in names(scales)) {
  s <- scales[[name]]; d <- data_of(s)
  models <- list()
  for (form in c("congeneric", "tau-equivalent", "parallel")) {
    m <- fitted_model(d, form); models[[form]] <- m
    p <- parameterEstimates(m); z <- standardizedSolution(m)
    L <- p[p$op == "=~", ]; T <- p[p$op == "~~" & p$lhs != "f", ]; D <- p[p$op == ":=", ]; Z <- z[z$op == "=~", ]
    f <- fitMeasures(m)
    row <- function(n) list(estimate = D$est[D$lhs == n], se = D$se[D$lhs == n])
    o <- options_of(s, form = form); src <- paste0(lav, "::cfa(std.lv=TRUE), ML, expected information, control rel.tol=1e-15 to 1e-9")
    put("OneFactorModel", entry(paste0("lavaan.", form, ".", name), "one-factor model", s, o, list(
      n = nobs(m), loadings = L$est, loadings_se = L$se, error_variances = T$est, error_variances_se = T$se,
      std_loadings = Z$est.std, std_loadings_se = Z$se, chisq = f[["chisq"]], df = f[["df"]],
      p = if (f[["df"]] > 0) f[["pvalue"]] else NULL, cfi = f[["cfi"]], tli = f[["tli"]], rmsea = f[["rmsea"]],
      rmsea_ci90 = c(f[["rmsea.ci.lower"]], f[["rmsea.ci.upper"]]), rmsea_pclose = if (f[["df"]] > 0) f[["rmsea.pvalue"]] else NULL,
      srmr = f[["srmr_bentler"]], baseline_chisq = f[["baseline.chisq"]], baseline_df = f[["baseline.df"]],
      aic = f[["aic"]], fmin = 2 * f[["fmin"]]), src))
    put("OmegaTotal", entry(paste0("lavaan.", form, ".", name), "omega total by :=", s, o, row("omega"), src))
    if (form == "congeneric") {
      put("CompositeReliability", entry(paste0("lavaan.", name), "composite reliability by :=", s, o, row("cr"), src))
      put("AverageVarianceExtracted", entry(paste0("lavaan.", name), "average variance extracted by :=", s, o, row("ave"), src))
      put("MaximalReliability", entry(paste0("lavaan.", name), "maximal reliability H by :=", s, o, row("h"), src))
    }
  }
  steps <- function(a, b) { x <- lavTestLRT(models[[a]], models[[b]]); list(chisq = x[["Chisq diff"]][2], df = x[["Df diff"]][2], p = x[["Pr(>Chisq)"]][2]) }
  put("TauEquivalenceTest", entry(paste0("lavaan.", name), "likelihood ratio tests of nested one-factor models", s, options_of(s), list(
    tau = steps("congeneric", "tau-equivalent"), parallel = steps("tau-equivalent", "parallel")), paste0(lav, "::lavTestLRT")))
  m <- models[["congeneric"]]; e <- eigen(cor(d), only.values = TRUE)$values
  r <- cov2cor(lavInspect(m, "sampstat")$cov) - cov2cor(fitted(m)$cov)
  put("Unidimensionality", entry(paste0("lavaan.", name), "eigenvalues, one-factor fit and residual correlations", s, options_of(s), list(
    eigenvalues = e, ecv = ecv(cor(d)), ratio = e[1] / e[2], share = e[1] / sum(e), residuals = unname(unclass(r)[lower.tri(r)]),
    cfi = fitMeasures(m)[["cfi"]], rmsea = fitMeasures(m)[["rmsea"]], srmr = fitMeasures(m)[["srmr_bentler"]]), paste0(lav, ", R eigen, Rcsdp ", version("Rcsdp"), "::csdp")))
  put("GreatestLowerBound", entry(paste0("glb.", name), "greatest lower bound", s, options_of(s),
    list(glb = glb(cov(d)), glb_std = glb(cor(d)), psych_glb_std = psych::glb.algebraic(cor(d))$glb),
    paste0("Rcsdp ", version("Rcsdp"), "::csdp on the dual programme; psych ", version("psych"), "::glb.algebraic"), "relative 1e-6 (iterative fit)"))
}
for (stem in names(new)) {
  path <- file.path(folder, "expected", paste0(stem, ".json"))
  old <- if (file.exists(path)) fromJSON(path, simplifyVector = FALSE) else list()
  ids <- sapply(new[[stem]], `[[`, "id")
  kept <- Filter(function(e) !(e$id %in% ids), old)
  lines <- sapply(c(kept, new[[stem]]), function(e) as.character(toJSON(e, auto_unbox = TRUE, digits = NA, null = "null", na = "null")))
  writeLines(c("[", paste0(lines, c(rep(",", length(lines) - 1), "")), "]"), path)
}
