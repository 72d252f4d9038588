"""Reference values of the distributions that no other reference covers, at 50 digits.

    python3 Tests/Fixtures/scripts/further_distributions.py

Writes Tests/Fixtures/expected/<Distribution>.json; entries of other origin in those files are kept.
"""
import json
import pathlib
from mpmath import mp, mpf, log, log1p, exp, expm1, erfc, sqrt, atan, pi, betainc, beta, binomial, gammainc, gamma
from mpmath import loggamma, rf, factorial, quad, nstr

mp.dps = 50
OUT = pathlib.Path(__file__).resolve().parent.parent / "expected"
SOURCE = "mpmath at 50 digits, Tests/Fixtures/scripts/further_distributions.py"


def Q(z):
    return erfc(z / sqrt(mpf(2))) / 2


def write(stem, identifier, method, columns, tolerance="relative 1e-14"):
    path = OUT / f"{stem}.json"
    entries = json.loads(path.read_text()) if path.exists() else []
    entries = [e for e in entries if e["id"] != identifier]
    entries.append({"id": identifier, "method": method, "dataset": None, "options": {}, "expected": columns,
                    "tolerance": tolerance, "source": SOURCE})
    path.write_text(json.dumps(entries, indent=1) + "\n")


def table(stem, names, rows, tails, method):
    """tails(*row) gives lower, upper and log density or log mass (None where there is none)."""
    columns = {n: [] for n in names + ["cdf", "sf", "log_cdf", "log_sf", "log_pdf"]}
    for row in rows:
        lower, upper, density = tails(*[mpf(v) for v in row])
        for n, v in zip(names, row):
            columns[n].append(v)
        columns["cdf"].append(float(lower) if lower > mpf(10) ** -307 else 0.0)
        columns["sf"].append(float(upper) if upper > mpf(10) ** -307 else 0.0)
        columns["log_cdf"].append(float(log(lower) if lower < 0.5 else log1p(-upper)))
        columns["log_sf"].append(float(log(upper) if upper < 0.5 else log1p(-lower)))
        columns["log_pdf"].append(float(density))
    write(stem, f"further.{stem}", method, columns)


def lognormal(x, m, s):
    z = (log(x) - m) / s
    return Q(-z), Q(z), -z * z / 2 - log(2 * pi) / 2 - log(s) - log(x)


table("LogNormalDistribution", ["x", "logMean", "logDeviation"],
      [(x, m, s) for m, s in [(0.0, 1.0), (1.5, 0.25), (-3.0, 4.0)] for x in [1e-12, 0.01, 0.3, 1.0, 4.5, 30.0, 1e4, 1e15]
       if abs((float(log(x)) - m) / s) < 1e3], lognormal, "lognormal")
table("ExponentialDistribution", ["x", "rate"],
      [(x, r) for r in [0.01, 1.0, 7.3] for x in [1e-20, 0.001, 0.4, 1.0, 30.0, 650.0]],
      lambda x, r: (-expm1(-r * x), exp(-r * x), log(r) - r * x), "exponential")
table("WeibullDistribution", ["x", "shape", "scale"],
      [(x, k, s) for k, s in [(0.5, 1.0), (1.0, 2.0), (3.6, 0.7), (20.0, 5.0)] for x in [1e-5, 0.1, 0.69, 1.0, 2.5, 5.5]],
      lambda x, k, s: (-expm1(-(x / s) ** k), exp(-(x / s) ** k), log(k / s) + (k - 1) * log(x / s) - (x / s) ** k), "Weibull")
logistic = lambda z: (1 / (1 + exp(-z)), 1 / (1 + exp(z)))
table("LogisticDistribution", ["x", "location", "scale"],
      [(x, m, s) for m, s in [(0.0, 1.0), (2.5, 0.3)] for x in [-200.0, -7.25, -0.5, 0.0, 0.1, 2.4, 9.0, 150.0]],
      lambda x, m, s: logistic((x - m) / s) + (-(x - m) / s - log(s) - 2 * log1p(exp(-(x - m) / s)),), "logistic")
table("LogLogisticDistribution", ["x", "shape", "scale"],
      [(x, b, a) for b, a in [(0.5, 1.0), (2.0, 3.0), (15.0, 0.8)] for x in [1e-8, 0.05, 0.79, 1.0, 3.1, 400.0]],
      lambda x, b, a: logistic(b * log(x / a)) + (log(b / x) + b * log(x / a) - 2 * log1p((x / a) ** b),), "log-logistic")
table("CauchyDistribution", ["x", "location", "scale"],
      [(x, m, s) for m, s in [(0.0, 1.0), (-1.5, 0.2)] for x in [-1e200, -1e9, -30.0, -1.0, 0.0, 0.7, 44.0, 1e16]],
      lambda x, m, s: tuple((atan(s / abs(x - m)) / pi if (x - m) * sign < 0 else 1 - atan(s / abs(x - m)) / pi) if x != m
                            else mpf(1) / 2 for sign in (1, -1)) + (-log(pi * s * (1 + ((x - m) / s) ** 2)),), "Cauchy")


def sums(mass, k, low, high):
    lower = mp.fsum(mass(j) for j in range(low, int(k) + 1))
    upper = mp.fsum(mass(j) for j in range(int(k) + 1, high + 1))
    return lower, upper, log(mass(int(k)))


table("NegativeBinomialDistribution", ["k", "successes", "probability"],
      [(k, r, p) for r, p in [(0.3, 0.2), (2.5, 0.5), (7.0, 0.9), (120.0, 0.3)] for k in [0, 1, 5, 40, 300]],
      lambda k, r, p: (betainc(r, k + 1, 0, p, regularized=True), betainc(k + 1, r, 0, 1 - p, regularized=True),
                       log(rf(r, int(k)) / factorial(k)) + r * log(p) + k * log1p(-p)), "negative binomial, failures")
table("GeometricDistribution", ["k", "probability"],
      [(k, p) for p in [1e-9, 0.01, 0.5, 0.97] for k in [0, 1, 7, 100, 1000]],
      lambda k, p: (-expm1((k + 1) * log1p(-p)), exp((k + 1) * log1p(-p)), log(p) + k * log1p(-p)), "geometric, failures")
tables = [(3, 10, 4), (20, 60, 15), (300, 1000, 120), (18, 78, 40), (5000, 12000, 700)]
rows = [(k, m, n, d) for m, n, d in tables for k in sorted({max(0, d - (n - m)), 1, int(d * m / n), min(d, m) - 1, int(0.7 * min(d, m))})]


def hypergeometric(k, m, n, d, odds=mpf(1)):
    m, n, d = int(m), int(n), int(d)
    low, high = max(0, d - (n - m)), min(d, m)
    mass = [mpf(mp.mpf(1)) * binomial(m, low) * binomial(n - m, d - low)]
    for j in range(low, high):
        mass.append(mass[-1] * (m - j) * (d - j) / (mpf(j + 1) * (n - m - d + j + 1)) * odds)
    total = mp.fsum(mass)
    return sums(lambda j: mass[j - low] / total, k, low, high)


table("HypergeometricDistribution", ["k", "marked", "population", "draws"], rows, hypergeometric, "hypergeometric")
table("NoncentralHypergeometricDistribution", ["k", "marked", "population", "draws", "oddsRatio"],
      [row + (w,) for row in rows for w in [0.05, 1.0, 12.5]], hypergeometric, "Fisher's noncentral hypergeometric")


def mixture(noncentrality, lower, upper, density):
    """Poisson mixture by plain summation, far beyond what counts."""
    mean = mpf(noncentrality) / 2
    low = upp = den = mpf(0)
    weight = exp(-mean)
    last = int(mean * 3 + 40 * sqrt(mean) + 400)
    for j in range(last):
        low += weight * lower(j)
        upp += weight * upper(j)
        den += weight * density(j)
        weight *= mean / (j + 1)
    return low, upp, log(den)


def ncchi2(x, n, l):
    a, y = n / 2, x / 2
    return mixture(l, lambda j: gammainc(a + j, 0, y, regularized=True), lambda j: gammainc(a + j, y, regularized=True),
                   lambda j: y ** (a + j - 1) * exp(-y) / gamma(a + j) / 2)


def ncbeta(x, a, b, l):
    return mixture(l, lambda j: betainc(a + j, b, 0, x, regularized=True), lambda j: betainc(b, a + j, 0, 1 - x, regularized=True),
                   lambda j: x ** (a + j - 1) * (1 - x) ** (b - 1) / beta(a + j, b))


def ncf(x, n, d, l):
    s = n * x / (n * x + d)
    low, upp, den = ncbeta(s, n / 2, d / 2, l)
    return low, upp, den + log(s * (1 - s) / x)


def ncchi2_one(x, n, l):
    r, s = sqrt(x), sqrt(l)
    lower = Q(s - r) - Q(s + r)
    return lower, Q(r - s) + Q(r + s), log((exp(-(r - s) ** 2 / 2) + exp(-(r + s) ** 2 / 2)) / sqrt(2 * pi) / (2 * r))


rows = [(x, n, l) for n, l in [(0.4, 3.0), (3.0, 60.0), (12.5, 200.0)] for x in [1e-6, 0.5, 20.0, 90.0, 250.0, 900.0]]
table("NoncentralChiSquareDistribution", ["x", "df", "ncp"], rows, ncchi2, "noncentral chi-square, far tails")
mp.dps = 80
columns = ["x", "df", "ncp"]
rows = [(x, 1.0, l) for l, xs in [(1e4, [5e3, 9e3, 1e4, 1.2e4, 2.5e4]), (1e7, [9.9e6, 1e7, 1.01e7]), (1e10, [9.9999e9, 1e10, 1.00002e10])] for x in xs]
entry = OUT / "NoncentralChiSquareDistribution.json"
kept = entry.read_text()
table("NoncentralChiSquareDistribution", columns, rows, ncchi2_one, "noncentral chi-square with one degree of freedom")
large = [e for e in json.loads(entry.read_text()) if e["id"].startswith("further")]
large[0]["id"] = "further.large"
entry.write_text(json.dumps(json.loads(kept) + large, indent=1) + "\n")
mp.dps = 50
table("NoncentralFDistribution", ["x", "df1", "df2", "ncp"],
      [(x, n, d, l) for n, d, l in [(2.0, 9.5, 30.0), (6.0, 300.0, 80.0)] for x in [1e-4, 0.3, 3.0, 15.0, 200.0]], ncf, "noncentral F, far tails")
table("NoncentralBetaDistribution", ["x", "alpha", "beta", "ncp"],
      [(x, a, b, l) for a, b, l in [(0.5, 2.0, 4.0), (3.0, 20.0, 50.0), (10.0, 0.75, 1.0)] for x in [1e-5, 0.05, 0.4, 0.8, 0.99]], ncbeta, "noncentral beta")


def owen(h, a):
    # The scale is taken out, because quadrature stops at an absolute error.
    points = [p for p in [mpf(0)] + [mpf(2) ** j / 8 / max(h, 1) for j in range(10)] if p < a] + [a]
    return exp(-h * h / 2) * quad(lambda x: exp(-h * h * x * x / 2) / (1 + x * x), points) / (2 * pi)


rows = [(h, a) for h in [0.0, 0.01, 0.5, 1.0, 2.5, 6.0, 12.0, 25.0] for a in [0.01, 0.3, 0.99, 1.0, 1.01, 3.0, 40.0]]
write("OwenT", "further.OwenT", "Owen's T", {"h": [r[0] for r in rows], "a": [r[1] for r in rows],
                                             "value": [float(owen(mpf(h), mpf(a))) for h, a in rows]})


def quadrant(h, k, r, levels):
    s = sqrt(1 - r * r)
    height = lambda x: -x * x / 2 + log(Q(-(k - r * x) / s))
    lo, hi = min(h, mpf(0)) - 60, h
    for _ in range(200):
        one, other = lo + (hi - lo) * 0.382, lo + (hi - lo) * 0.618
        if height(one) < height(other):
            lo = one
        else:
            hi = other
    peak = (lo + hi) / 2
    top = height(peak)
    points = [peak + sign * mpf(2) ** j for j in range(-levels, 6) for sign in (1, -1)] + [peak]
    if r != 0:
        points += [k / r + s * t for t in (-6, -3, -1, 0, 1, 3, 6)]
    points = sorted(set([p for p in points if p < h] + [h]))
    points = [p for p in points if height(p) - top > -90]
    return exp(top) * mp.fsum(quad(lambda x: exp(height(x) - top), [a, b], maxdegree=5) for a, b in zip(points, points[1:])) / sqrt(2 * pi)


mp.dps = 26
rows = [(-2.22, -4.51, -0.928), (-6.03, -7.53, -0.312), (3.8, -4.51, 0.823), (-20.0, -20.0, 0.5), (-30.0, 2.0, -0.3), (-12.0, 12.5, -0.99),
        (-3.0, 4.0, -0.9), (1.0, 1.001, 0.9999), (5.0, 5.0, -0.5), (1e-5, -1e-5, 0.2), (0.0, 1.0, 0.5), (-1.0, 0.9, -0.99)]
values = []
for h, k, r in rows:
    one, other = quadrant(mpf(h), mpf(k), mpf(r), 10), quadrant(mpf(h), mpf(k), mpf(r), 13)
    assert abs(one / other - 1) < mpf(10) ** -15, (h, k, r, nstr(one, 20), nstr(other, 20))
    values.append(float(other))
write("BivariateNormalDistribution", "further.BivariateNormalDistribution", "standard bivariate normal, far tails",
      {"h": [r[0] for r in rows], "k": [r[1] for r in rows], "rho": [r[2] for r in rows], "cdf": values}, "relative 1e-13")
