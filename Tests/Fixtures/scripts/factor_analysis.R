# Reference values of factor analysis beyond those of the common fixtures.
#
# Run in Tests/Fixtures with R, psych, GPArotation and jsonlite:
#   Rscript scripts/factor_analysis.R
# It writes expected/FactorAnalysisFurther.json, SchmidLeiman.json, OmegaHierarchicalFurther.json and
# MinimumAveragePartial.json.
suppressMessages({ library(psych); library(GPArotation); library(jsonlite) })

read_items <- function(name, columns) {
  data <- read.csv(paste0("data/", name, ".csv"))[, columns]
  as.matrix(data[complete.cases(data), ])
}
version <- function(package) paste(package, packageVersion(package))
matrix_rows <- function(x) { x <- unclass(x); attributes(x) <- list(dim = dim(x)); x }

save <- function(stem, entries)
  write(toJSON(entries, digits = I(17), auto_unbox = TRUE, null = "null", na = "null", pretty = 1),
        paste0("expected/", stem, ".json"))
entry <- function(id, method, dataset, options, expected, tolerance, source)
  list(id = id, method = method, dataset = dataset, options = options, expected = expected,
       tolerance = tolerance, source = source)

# Columns by explained variance, turned to a positive sum, as the common fixtures have them.
arrange <- function(loadings, phi) {
  explained <- colSums((loadings %*% phi) * loadings)
  order <- order(-explained)
  loadings <- loadings[, order]; phi <- phi[order, order]
  signs <- ifelse(colSums(loadings) < 0, -1, 1)
  list(loadings = matrix_rows(sweep(loadings, 2, signs, "*")), phi = matrix_rows(phi * outer(signs, signs)))
}

big_five <- c(outer(1:5, c("A", "C", "E", "N", "O"), function(i, s) paste0(s, i)))
X <- read_items("bfi240", big_five); R <- cor(X); n <- nrow(X); k <- 5; p <- 25
ml <- factanal(covmat = R, n.obs = n, factors = k, rotation = "none",
               control = list(opt = list(factr = 1e1, maxit = 10000), nstart = 3))
L <- unclass(loadings(ml)); attributes(L) <- list(dim = c(p, k))
F <- ml$criteria[["objective"]]; df <- ml$dof; T <- (n - 1) * F
limit <- function(area) if (pchisq(T, df) < area) 0 else
  uniroot(function(ncp) pchisq(T, df, ncp) - area, c(0, 5 * T), tol = 1e-11)$root
m <- n - 1 - (2 * p + 5) / 6 - 2 * k / 3
F0 <- -c(determinant(R)$modulus); df0 <- p * (p - 1) / 2
fit <- list(
  n = n, uniquenesses = unname(ml$uniquenesses), chi2 = unname(ml$STATISTIC), df = df, p = unname(ml$PVAL),
  objective = F, uncorrected = T, rmsea = sqrt(max(T - df, 0) / (df * (n - 1))),
  rmsea_ci90 = sqrt(c(limit(.95), limit(.05)) / (df * (n - 1))), bic = T - df * log(n),
  tucker_lewis = (F0 / df0 - F / df) / (F0 / df0 - 1 / m))
options <- list(columns = big_five, missing = "listwise", nfactors = k, method = "ml")
entries <- list(entry(
  "further.bfi25.ml", "fit of maximum likelihood", "bfi240", options, fit,
  "uniquenesses 1e-5, chi-square relative 1e-8, RMSEA limits 1e-7",
  paste0("R ", getRversion(), " factanal; indices by their formulas")))

# GPArotation does not reach eps 1e-8 in every case: its steps end where values differ by rounding.
rotations <- suppressWarnings(list(
  varimax = GPForth(L, method = "varimax", normalize = TRUE, eps = 1e-8, maxit = 5000),
  quartimax = GPForth(L, method = "quartimax", eps = 1e-8, maxit = 5000),
  oblimin = GPFoblq(L, method = "oblimin", methodArgs = list(gam = 0), eps = 1e-8, maxit = 5000),
  oblimin_kaiser = GPFoblq(L, method = "oblimin", methodArgs = list(gam = 0), normalize = TRUE, eps = 1e-8, maxit = 5000),
  oblimin_negative = GPFoblq(L, method = "oblimin", methodArgs = list(gam = -0.5), eps = 1e-8, maxit = 5000),
  geomin = GPFoblq(L, method = "geomin", methodArgs = list(delta = 0.01), eps = 1e-8, maxit = 5000)))
for (name in names(rotations)) {
  rotated <- rotations[[name]]
  A <- arrange(rotated$loadings, if (is.null(rotated$Phi)) diag(k) else rotated$Phi)
  A$criterion <- min(rotated$Table[, 2])
  entries[[length(entries) + 1]] <- entry(
    paste0("further.bfi25.", name), "rotation", "bfi240", c(options, list(rotation = name)), A, "absolute 1e-5",
    paste0("R ", getRversion(), " factanal; ", version("GPArotation"), " GPForth, GPFoblq (eps 1e-8)"))
}
save("FactorAnalysisFurther", entries)

map <- function(tag, dataset, columns) {
  X <- read_items(dataset, columns); R <- cor(X); p <- ncol(R); e <- eigen(R, symmetric = TRUE)
  both <- sapply(0:(p - 2), function(m) {
    rest <- if (m == 0) R else { A <- e$vectors[, 1:m, drop = FALSE] %*% diag(sqrt(e$values[1:m]), m); R - A %*% t(A) }
    partial <- cov2cor(rest); q <- partial[upper.tri(partial)]; c(mean(q^2), mean(q^4)) })
  peer <- suppressWarnings(VSS(R, n = p - 2, n.obs = nrow(X), plot = FALSE, rotate = "none", fm = "pc"))$map
  stopifnot(max(abs(peer - both[1, 2:(p - 1)])) < 1e-8)
  entry(paste0("further.map.", tag), "minimum average partial", dataset, list(columns = columns, missing = "listwise"),
        list(n = nrow(X), squares = both[1, ], fourths = both[2, ],
             retained_squares = which.min(both[1, ]) - 1, retained_fourths = which.min(both[2, ]) - 1),
        "relative 1e-9", paste0("R ", getRversion(), " eigen by the formulas; squares checked with ", version("psych"), "::VSS"))
}
save("MinimumAveragePartial", list(
  map("holz", "holzinger", paste0("x", 1:9)), map("bfi25", "bfi240", big_five),
  map("attitude", "attitude", c("rating", "complaints", "privileges", "learning", "raises", "critical", "advance"))))

schmid_leiman <- function(tag, dataset, columns, k, option = "equal") {
  X <- read_items(dataset, columns); R <- cor(X)
  s <- suppressWarnings(suppressMessages(schmid(R, nfactors = k, fm = "minres", rotate = "oblimin", n.obs = nrow(X), option = option)))
  sl <- unclass(s$sl)
  entry(paste0("further.schmid.", tag), "Schmid-Leiman", dataset, list(columns = columns, missing = "listwise", nfactors = k),
        list(n = nrow(X), general = unname(sl[, "g"]), groups = matrix_rows(sl[, 2:(k + 1)]), h2 = unname(sl[, "h2"]),
             factor_loadings = c(unclass(s$gloading))),
        "absolute 2e-4 (minres of psych ends early)", paste0(version("psych"), "::schmid(fm minres, rotate oblimin)"))
}
save("SchmidLeiman", list(
  schmid_leiman("bfiAC2", "bfi240", big_five[1:10], 2), schmid_leiman("holz3", "holzinger", paste0("x", 1:9), 3),
  schmid_leiman("bfiACEN4", "bfi240", big_five[1:20], 4), schmid_leiman("bfi25", "bfi240", big_five, 5)))

omega_entry <- function(tag, dataset, columns, k) {
  X <- read_items(dataset, columns); R <- cor(X)
  o <- suppressWarnings(suppressMessages(omega(R, nfactors = k, n.obs = nrow(X), plot = FALSE, flip = FALSE)))
  entry(paste0("further.omega.", tag), "psych::omega", dataset,
        list(items = columns, keys = rep(1, length(columns)), scale_min = 0, scale_max = 0, missing = "listwise", nfactors = k),
        list(omega_hierarchical = o$omega_h, omega_total = o$omega.tot, omega_lim = o$omega.lim, ecv = o$ECV),
        "relative 1e-4", paste0(version("psych"), "::omega(flip = FALSE)"))
}
save("OmegaHierarchicalFurther", list(
  omega_entry("holz3", "holzinger", paste0("x", 1:9), 3), omega_entry("holz2", "holzinger", paste0("x", 1:9), 2)))
