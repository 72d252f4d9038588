# Conditional indirect effects and the index of moderated mediation from lm, standard errors by the delta method with
# vcov; the estimates again by lavaan. Writes ../expected/ModeratedMediation.json.
suppressMessages(library(lavaan))
d <- read.csv("../data/mtcars.csv")
d <- with(d, data.frame(x = hp, m = wt, y = mpg, w = qsec, c = drat))
num <- function(v) paste0("[", paste(sprintf("%.17g", v), collapse = ", "), "]")
one <- function(id, stages, direct) {
  isFirst <- stages != "second stage"; isSecond <- stages != "first stage"
  fm <- paste("m ~ x", if (isFirst) "+ w + x:w", "+ c")
  fy <- paste("y ~ x + m", if (isSecond || direct) "+ w", if (direct) "+ x:w", if (isSecond) "+ m:w", "+ c")
  m <- lm(as.formula(fm), d); y <- lm(as.formula(fy), d)
  get <- function(f, n) if (n %in% names(coef(f))) coef(f)[[n]] else if (n == "m:w" && "w:m" %in% names(coef(f))) coef(f)[["w:m"]] else 0
  v <- function(f, p, q) { g <- function(n) if (n %in% names(coef(f))) n else paste(rev(strsplit(n, ":")[[1]]), collapse = ":"); p <- g(p); q <- g(q); if (p %in% names(coef(f)) && q %in% names(coef(f))) vcov(f)[p, q] else 0 }
  xw <- if ("w:x" %in% names(coef(m))) "w:x" else "x:w"; mw <- if ("w:m" %in% names(coef(y))) "w:m" else "m:w"
  a <- c(get(m, "x"), get(m, xw)); b <- c(get(y, "m"), get(y, mw))
  va <- matrix(c(v(m, "x", "x"), v(m, "x", xw), v(m, "x", xw), v(m, xw, xw)), 2)
  vb <- matrix(c(v(y, "m", "m"), v(y, "m", mw), v(y, "m", mw), v(y, mw, mw)), 2)
  points <- mean(d$w) + c(-1, 0, 1) * sd(d$w)
  effect <- function(w) sum(a * c(1, w)) * sum(b * c(1, w))
  grad <- function(w) { A <- sum(a * c(1, w)); B <- sum(b * c(1, w)); c(B, B * w, A, A * w) }
  se <- function(g) sqrt(c(t(g[1:2]) %*% va %*% g[1:2] + t(g[3:4]) %*% vb %*% g[3:4]))
  pairs <- list(c(1, 2), c(1, 3), c(2, 3))
  contrast <- sapply(pairs, function(p) effect(points[p[1]]) - effect(points[p[2]]))
  cse <- sapply(pairs, function(p) se(grad(points[p[1]]) - grad(points[p[2]])))
  # The same estimates by lavaan, in which products are variables.
  e <- transform(d, xw = x * w, mw = m * w)
  lm1 <- paste("m ~ a1*x", if (isFirst) "+ a3*xw + w", "+ c\n")
  ly <- paste("y ~ x + b1*m", if (isSecond || direct) "+ w", if (direct) "+ xw", if (isSecond) "+ b3*mw", "+ c")
  fit <- function(f) suppressWarnings(sem(f, e, fixed.x = TRUE, meanstructure = TRUE))
  p <- c(coef(fit(lm1)), coef(fit(ly))); q <- function(n) if (n %in% names(p)) p[[n]] else 0
  own <- sapply(points, function(w) (q("a1") + q("a3") * w) * (q("b1") + q("b3") * w))
  stopifnot(max(abs(own / sapply(points, effect) - 1)) < 1e-4)
  index <- if (stages == "both stages") "null" else sprintf("%.17g", a[2] * b[1] + a[1] * b[2])
  ise <- if (stages == "both stages") "null" else sprintf("%.17g", se(c(b[2], b[1], a[2], a[1])))
  sprintf('{"id": "%s", "method": "moderated mediation", "dataset": "mtcars", "options": {"predictor": "hp", "mediator": "wt", "outcome": "mpg", "moderator": "qsec", "control": "drat", "stages": "%s", "direct": %s}, "expected": {"index": %s, "index_se": %s, "effects": %s, "effects_se": %s, "contrasts": %s, "contrasts_se": %s}, "tolerance": "relative 1e-9", "source": "R %s lm and vcov with the formulas; estimates checked with lavaan %s::sem"}',
    id, stages, if (direct) "true" else "false", index, ise, num(sapply(points, effect)), num(sapply(points, function(w) se(grad(w)))), num(contrast), num(cse), getRversion(), packageVersion("lavaan"))
}
entries <- c(one("mm.first", "first stage", FALSE), one("mm.first.direct", "first stage", TRUE), one("mm.second", "second stage", FALSE),
  one("mm.second.direct", "second stage", TRUE), one("mm.both", "both stages", FALSE), one("mm.both.direct", "both stages", TRUE))
writeLines(paste0("[\n", paste(entries, collapse = ",\n"), "\n]"), "../expected/ModeratedMediation.json")
