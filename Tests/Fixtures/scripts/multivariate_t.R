# Probabilities that all of several t statistics are within a limit, by mvtnorm with many points. Prints entries of
# ../expected/MultivariateTTail.json; multivariate_t.py writes that file and adds those of other ways.
suppressMessages(library(mvtnorm))
num <- function(v) paste0("[", paste(sprintf("%.17g", v), collapse = ", "), "]")
entry <- function(id, r, df, limit) {
  set.seed(1); k <- nrow(r); rule <- GenzBretz(maxpts = 3e6, abseps = 1e-8)
  p <- if (is.infinite(df)) pmvnorm(rep(-limit, k), rep(limit, k), corr = r, algorithm = rule) else
    pmvt(rep(-limit, k), rep(limit, k), df = df, corr = r, algorithm = rule)
  cat(sprintf('{"id": "mvtnorm.%s.df%s", "method": "mvtnorm", "options": {"correlations": %s, "count": %d, "df": %s, "limit": %.17g}, "expected": {"outside": %.17g}, "tolerance": "absolute %.2g", "source": "R %s mvtnorm %s::%s, maxpts 3e6, abseps 1e-8"}\n',
    id, df, num(as.vector(r)), k, if (is.infinite(df)) "null" else sprintf("%d", df), limit, 1 - p, max(attr(p, "error"), 1e-12), getRversion(), packageVersion("mvtnorm"), if (is.infinite(df)) "pmvnorm" else "pmvt"))
}
of <- function(m) cov2cor(m)
pairs_of <- function(n) { k <- length(n); cs <- t(combn(k, 2, function(i) { v <- rep(0, k); v[i] <- c(1, -1); v })); of(cs %*% diag(1 / n) %*% t(cs)) }
deviations <- function(n) { k <- length(n); cs <- diag(k) - 1 / k; of(cs %*% diag(1 / n) %*% t(cs)) }
directions <- function(k, r, seed) { set.seed(seed); l <- matrix(rnorm(k * r), k); m <- of(l %*% t(l)); (m + t(m)) / 2 }
equal <- function(k, r) { m <- matrix(r, k, k); diag(m) <- 1; m }
near <- matrix(c(1, .99999, .3, .2, .99999, 1, .3, .2, .3, .3, 1, -.5, .2, .2, -.5, 1), 4)
cases <- list(
  pairs4 = pairs_of(c(4, 9, 20, 7)), pairs5 = pairs_of(c(3, 8, 5, 12, 20)), pairs6 = pairs_of(c(3, 8, 5, 12, 20, 9)),
  deviations5 = deviations(c(3, 8, 5, 12, 20)), deviations8 = deviations(c(3, 8, 5, 12, 20, 9, 4, 6)),
  directions6of2 = directions(6, 2, 1), directions12of3 = directions(12, 3, 2), directions9of5 = directions(9, 5, 3),
  directions6of6 = directions(6, 6, 4), directions12of12 = directions(12, 12, 6), negative4 = equal(4, -.3), negative4singular = equal(4, -1 / 3), near4 = near)
for (name in names(cases)) for (df in c(1, 3, 10, Inf)) entry(name, cases[[name]], df, if (df == 1) 9 else if (df == 3) 4 else 2.4)
