"""Profile intervals, likelihood ratios and robust errors of the NB2 regression of quine in 30 digits: adds their entry
to expected/NegativeBinomialRegression.json.

Newton's method on the free coefficients and log theta, with the derivatives of the log-likelihood by hand only for the
linear predictor; limits by the secant method. HC0 to HC3 take theta as it is found.
"""
import csv, json, os
import mpmath
from mpmath import mp, mpf, matrix, exp, log, psi, digamma, loggamma, sqrt

mp.dps = 30
root = os.path.join(os.path.dirname(__file__), "..")
path = os.path.join(root, "expected", "NegativeBinomialRegression.json")
entries = [entry for entry in json.load(open(path)) if entry["id"] != "negbin.quine.inference"]
source = [entry for entry in entries if entry["id"] == "negbin.quine.exact"][0]
with open(os.path.join(root, "data", "quine.csv")) as file:
    rows = list(csv.DictReader(file))
names, columns = ["intercept"], [[mpf(1)] * len(rows)]
for name, levels in source["options"]["factor_levels"].items():
    for level in levels[1:]:
        names.append(name + ": " + level)
        columns.append([mpf(row[name] == level) for row in rows])
y = [mpf(row["Days"]) for row in rows]
n = len(y)


def fit(columns, offset, start, theta=None):
    """The maximum over the columns' coefficients, and over log theta where it is not held: (logL, coefs, theta)"""
    k = len(columns)
    b, t = list(start), log(theta) if theta is not None else log(mpf(1.3))
    free = k + (theta is None)
    for _ in range(200):
        th = exp(t)
        score, info = matrix(free, 1), matrix(free, free)
        for i in range(n):
            mu = exp(offset[i] + sum(b[a] * columns[a][i] for a in range(k)))
            q = mu + th
            first, second = (y[i] - mu) * th / q, mu * th * (y[i] + th) / q**2
            for a in range(k):
                score[a] += first * columns[a][i]
                for c in range(k):
                    info[a, c] += second * columns[a][i] * columns[c][i]
            if theta is None:
                own = digamma(y[i] + th) - digamma(th) + log(th / q) + (mu - y[i]) / q
                curve = psi(1, y[i] + th) - psi(1, th) + 1 / th - 2 / q + (y[i] + th) / q**2
                score[k] += own * th
                info[k, k] -= curve * th**2 + own * th
                for a in range(k):
                    cross = (y[i] - mu) * mu / q**2 * columns[a][i] * th
                    info[a, k] -= cross
                    info[k, a] -= cross
        step = mpmath.lu_solve(info, score)
        for a in range(k):
            b[a] += step[a]
        if theta is None:
            t += step[k]
        if max(abs(step[a]) for a in range(free)) < mpf(10) ** -24:
            break
    else:
        raise RuntimeError("not converged")
    th, value = exp(t), mpf(0)
    for i in range(n):
        mu = exp(offset[i] + sum(b[a] * columns[a][i] for a in range(k)))
        value += loggamma(y[i] + th) - loggamma(th) - loggamma(y[i] + 1) + th * log(th / (th + mu))
        value += y[i] * log(mu / (th + mu)) if y[i] > 0 else 0
    return value, b, th


zero = [mpf(0)] * n
top, beta, theta = fit(columns, zero, [mpf(v) for v in source["expected"]["coef"]])
quantile = mpmath.findroot(lambda q: mpmath.erfc(sqrt(q / 2)) - mpf("0.05"), mpf("3.84"))
expected = {"profile": {}, "profile_held": {}, "lr": {}}
errors = [mpf(v) for v in source["expected"]["se"]]
for name in ("Sex: M", "Lrn: SL", "Age: F3"):
    j = names.index(name)
    rest = [c for a, c in enumerate(columns) if a != j]
    start = [v for a, v in enumerate(beta) if a != j]
    for key, held in (("profile", None), ("profile_held", theta)):
        def lost(value):
            offset = [value * v for v in columns[j]]
            return 2 * (top - fit(rest, offset, start, held)[0]) - quantile
        expected[key][name] = [
            float(mpmath.findroot(lost, (beta[j] + s * 1.9 * errors[j], beta[j] + s * 2.1 * errors[j]), solver="secant",
                                  tol=mpf(10) ** -18)) for s in (-1, 1)]
for term in ("Eth", "Sex", "Age", "Lrn"):
    kept = [a for a, name in enumerate(names) if not name.startswith(term + ":")]
    value = fit([columns[a] for a in kept], zero, [beta[a] for a in kept])[0]
    expected["lr"][term] = float(2 * (top - value))
k = len(columns)
info = matrix(k, k)
weight, score = [], []
for i in range(n):
    mu = exp(sum(beta[a] * columns[a][i] for a in range(k)))
    weight.append(mu * theta / (mu + theta))
    score.append((y[i] - mu) * theta / (mu + theta))
    for a in range(k):
        for c in range(k):
            info[a, c] += weight[i] * columns[a][i] * columns[c][i]
inverse = info**-1
leverage = [weight[i] * sum(columns[a][i] * inverse[a, c] * columns[c][i] for a in range(k) for c in range(k)) for i in range(n)]
for estimator, factor in (("HC0", lambda h: 1), ("HC1", lambda h: mpf(n) / (n - k)), ("HC2", lambda h: 1 / (1 - h)), ("HC3", lambda h: 1 / (1 - h) ** 2)):
    meat = matrix(k, k)
    for i in range(n):
        for a in range(k):
            for c in range(k):
                meat[a, c] += factor(leverage[i]) * score[i] ** 2 * columns[a][i] * columns[c][i]
    v = inverse * meat * inverse
    expected[estimator] = [float(sqrt(v[a, a])) for a in range(k)]
entries.append({
    "id": "negbin.quine.inference", "method": "negative binomial (NB2) regression: profiles, ratios and robust errors",
    "dataset": "quine", "options": source["options"], "expected": expected, "tolerance": "relative 1e-10",
    "source": "mpmath %s, Tests/Fixtures/scripts/negative_binomial_inference.py" % mpmath.__version__})
json.dump(entries, open(path, "w"), indent=1)
open(path, "a").write("\n")
