"""Point-biserial, biserial and polyserial correlations to 20 digits by mpmath, beside R's values.

Limits of the noncentral t distribution: its probability as an integral over the chi distribution. Polyserial
correlations: the likelihood of normal scores and ordered answers, maximized over all parameters by Newton's
method on the score in (mean, log standard deviation, correlation, thresholds) with numerical derivatives at 40
digits, and standard errors from the inverse of the observed information of all of them; two steps: the root of
the derivative in the correlation, with the standard error by weighting each case a little more and less.
Usage: Rscript serial_correlations.R > r.json; python3 serial_correlations.py r.json
writes ../expected/{PointBiserial,Biserial,Polyserial}Correlation.json
"""
import csv, json, pathlib, sys
from mpmath import mp, mpf, quad, ncdf, npdf, sqrt, log, exp, findroot, inf, erfinv, matrix, lu_solve, inverse, gamma, nstr, diff, atanh, tanh

mp.dps = 40
here = pathlib.Path(__file__).parent.parent
R = json.load(open(sys.argv[1]))
qnorm = lambda p: sqrt(2) * erfinv(2 * p - 1)

def column(data, name):
    return [r[name] for r in csv.DictReader(open(here / "data" / f"{data}.csv"))]

def number(x): return float(nstr(x, 20))

def nct(t, df, ncp):
    """P(T <= t): the mean of Phi(t s - ncp) over s = chi/sqrt(df)."""
    f = lambda s: ncdf(t * s - ncp) * s**(df - 1) * exp(-df * s * s / 2)
    c = 2 * (mpf(df) / 2) ** (mpf(df) / 2) / gamma(mpf(df) / 2)
    return c * quad(f, [0, 0.5, 0.8, 1, 1.2, 1.6, 2.5, 5])

def ncp(t, df, p):
    return findroot(lambda l: nct(t, df, l) - p, (t - qnorm(p), t - qnorm(p) + mpf(1) / 10), tol=1e-24)

def standard(x):
    n = mpf(len(x)); m = sum(x) / n
    s = sqrt(sum((v - m) ** 2 for v in x) / n)
    return [(v - m) / s for v in x], m, s

def cuts(codes, weights=None):
    weights = weights or [mpf(1)] * len(codes)
    n = sum(weights)
    return [qnorm(sum(w for c, w in zip(codes, weights) if c <= j) / n) for j in range(max(codes))]

def band(l, u):
    return ncdf(u) - ncdf(l) if l + u <= 0 else ncdf(-l) - ncdf(-u)

def conditional(z, codes, r, tau, weights=None):
    e = [-inf] + list(tau) + [inf]; q = sqrt(1 - r * r)
    weights = weights or [mpf(1)] * len(z)
    return sum(w * log(band((e[c] - r * v) / q, (e[c + 1] - r * v) / q)) for v, c, w in zip(z, codes, weights))

def slope(z, codes, r, tau, weights=None):
    e = [-inf] + list(tau) + [inf]; q = sqrt(1 - r * r)
    weights = weights or [mpf(1)] * len(z)
    s = mpf(0)
    for v, c, w in zip(z, codes, weights):
        l, u = (e[c] - r * v) / q, (e[c + 1] - r * v) / q
        d = lambda t, a: npdf(a) * (t * r - v) / q**3 if abs(t) != inf else mpf(0)
        s += w * (d(e[c + 1], u) - d(e[c], l)) / band(l, u)
    return s

def two_step(x, codes, start, weights=None):
    weights = weights or [mpf(1)] * len(x)
    n = sum(weights); m = sum(w * v for w, v in zip(weights, x)) / n
    s = sqrt(sum(w * (v - m) ** 2 for w, v in zip(weights, x)) / n)
    z = [(v - m) / s for v in x]; tau = cuts(codes, weights)
    return root(z, codes, tau, start, weights)

def root(z, codes, tau, start, weights=None):
    """The zero of the slope: halving around the start, then secants."""
    f = lambda r: slope(z, codes, r, tau, weights)
    low, high = (-mpf("0.9999"), mpf("0.9999")) if start is None else (start - mpf("0.001"), start + mpf("0.001"))
    for _ in range(16 if start is None else 2):
        middle = (low + high) / 2
        low, high = (middle, high) if f(middle) > 0 else (low, middle)
    return findroot(f, (low, high), tol=1e-50)

def full(x, codes):
    """All parameters by Newton's method; the scores standardized first, which only changes the unit."""
    z, m, s = standard(x); k = max(codes); n = len(z)
    def terms(p):
        mu, ls, r, tau = p[0], p[1], p[2], p[3:]
        w = [(v - mu) / exp(ls) for v in z]
        return sum(-v * v / 2 - ls - log(2 * mp.pi) / 2 for v in w) + conditional(w, codes, r, tau)
    def gradient(p):
        h = mpf(10) ** -13
        g = []
        for i in range(len(p)):
            a, b = list(p), list(p); a[i] += h; b[i] -= h
            g.append((terms(a) - terms(b)) / (2 * h))
        return g
    def hessian(p):
        h = mpf(10) ** -9
        c = []
        for i in range(len(p)):
            a, b = list(p), list(p); a[i] += h; b[i] -= h
            ga, gb = gradient(a), gradient(b)
            c.append([(u - v) / (2 * h) for u, v in zip(ga, gb)])
        return matrix(c)
    p = [mpf(0), mpf(0), two_step(x, codes, None)] + cuts(codes)
    H = hessian(p)
    for _ in range(60):
        g = gradient(p)
        if max(abs(v) for v in g) < mpf(10) ** -15: break
        step = lu_solve(H, matrix(g))
        t = mpf(1)
        while abs(p[2] - t * step[2]) >= 1: t /= 2
        p = [v - t * u for v, u in zip(p, step)]
        H = hessian(p)
    cov = inverse(-H)
    return p[2], sqrt(cov[2, 2]), p[3:], terms(p) - n * log(s)

def moments(x, codes, weights=None):
    weights = weights or [mpf(1)] * len(x)
    n = sum(weights); m = sum(w * v for w, v in zip(weights, x)) / n
    s = sqrt(sum(w * (v - m) ** 2 for w, v in zip(weights, x)) / n)
    c = sum(w * k for w, k in zip(weights, codes)) / n
    return sum(w * (v - m) * (k - c) for w, v, k in zip(weights, x, codes)) / n / s / sum(npdf(t) for t in cuts(codes, weights))

def jackknife(f, n):
    h = mpf(10) ** -8
    total = mpf(0)
    for i in range(n):
        up, down = [mpf(1)] * n, [mpf(1)] * n
        up[i] += h; down[i] -= h
        total += ((f(up) - f(down)) / (2 * h)) ** 2
    return sqrt(total)

def point(id, x, labels, options, r):
    a = [v for v, l in zip(x, labels) if l]; b = [v for v, l in zip(x, labels) if not l]
    n1, n2 = mpf(len(a)), mpf(len(b)); n = n1 + n2
    m1, m2 = sum(a) / n1, sum(b) / n2
    w = sum((v - m1) ** 2 for v in a) + sum((v - m2) ** 2 for v in b)
    t = (m1 - m2) * sqrt(n1 * n2 / n) / sqrt(w / (n - 2))
    out = {}
    for side, level in (("two.sided", mpf("0.975")), ("one.sided", mpf("0.95"))):
        lo, hi = ncp(t, n - 2, level), ncp(t, n - 2, 1 - level)
        out[side] = [number(l / sqrt(l * l + n)) for l in (lo, hi)]
    return {"id": id, "method": "point-biserial correlation", "dataset": options.pop("data"), "options": options,
            "expected": {"r": number(t / sqrt(t * t + n - 2)), "t": number(t), "noncentral": out,
                         "r_cor_test": {k: r[k] for k in ("two.sided", "greater", "less")}},
            "tolerance": "relative 1e-12; cor.test relative 1e-11",
            "source": f"mpmath, serial_correlations.py; cor.test of {R['versions'].strip()}"}

def biserial(id, x, labels, options, theirs):
    codes = [1 if l else 0 for l in labels]
    n = mpf(len(x)); p = sum(codes) / n; z = qnorm(1 - p); f = npdf(z)
    r = moments(x, codes)
    v = (r**4 + r * r * (p * (1 - p) * z * z / f**2 + (2 * p - 1) * z / f - mpf(5) / 2) + p * (1 - p) / f**2) / n
    ml, se, tau, ll = full(x, codes)
    se0 = sqrt(v); zz = qnorm(mpf("0.975"))
    ends = [number(tanh(atanh(r) + s * zz * se0 / (1 - r * r))) for s in (-1, 1)]
    return {"id": id, "method": "biserial correlation", "dataset": options.pop("data"), "options": options,
            "expected": {"moments": number(r), "soper_se": number(se0), "moments_limits": ends, "ml": number(ml),
                         "ml_se": number(se), "ml_threshold": number(tau[0]), "psych": theirs},
            "tolerance": "relative 1e-12; standard error of ml relative 1e-10; psych, which divides by the standard deviation with n - 1, relative 1e-11",
            "source": f"mpmath, serial_correlations.py; psych::biserial of {R['versions'].strip()}"}

def polyserial(id, x, y, options, theirs):
    values = sorted(set(y)); codes = [values.index(v) for v in y]
    z, m, s = standard(x)
    two = two_step(x, codes, None)
    ml, se, tau, ll = full(x, codes)
    spread = [v * sqrt((mpf(len(x)) - 1) / len(x)) for v in z]
    sample = root(spread, codes, cuts(codes), None)
    n = len(x)
    return {"id": id, "method": "polyserial correlation", "dataset": options.pop("data"), "options": options,
            "expected": {"moments": number(moments(x, codes)),
                         "moments_se": number(jackknife(lambda w: moments(x, codes, w), n)),
                         "two_step": number(two), "two_step_se": number(jackknife(lambda w: two_step(x, codes, two, w), n)),
                         "two_step_log_likelihood": number(conditional(z, codes, two, cuts(codes)) - n * (log(s) + log(2 * mp.pi) / 2 + mpf(1) / 2)),
                         "thresholds": [number(t) for t in cuts(codes)],
                         "ml": number(ml), "ml_se": number(se), "ml_thresholds": [number(t) for t in tau],
                         "ml_log_likelihood": number(ll), "two_step_of_unbiased_variance": number(sample),
                         "polycor_two_step": theirs["two_step"], "polycor_ml": theirs["ml"], "psych": theirs["psych"]},
            "tolerance": "relative 1e-12; standard errors relative 1e-9; polycor's two steps relative 1e-4, psych relative 1e-10",
            "source": f"mpmath, serial_correlations.py; {R['versions'].strip()}"}

def numbers(data, name): return [mpf(v) for v in column(data, name)]

def write(stem, entries):
    (here / "expected" / f"{stem}.json").write_text(json.dumps(entries, indent=1) + "\n")

two = [("mtcars", "mpg", "am", "1"), ("toothgrowth", "len", "supp", "OJ"), ("quine", "Days", "Lrn", "AL")]
points, biserials = [], []
for data, y, g, level in two:
    x, labels = numbers(data, y), [v == level for v in column(data, g)]
    options = {"data": data, "y": y, "group": g, "level": level}
    theirs = {k: R[f"{data}.{k}"] for k in ("two.sided", "greater", "less")}
    points.append(point(f"point.{data}", x, labels, dict(options), theirs))
    mp.dps = 40
    biserials.append(biserial(f"biserial.{data}", x, labels, dict(options), R[f"{data}.psych"]))
write("PointBiserialCorrelation", points)
write("BiserialCorrelation", biserials)
polys = []
for id, data, y, g in [("mtcars.cyl", "mtcars", "mpg", "cyl"), ("mtcars.gear", "mtcars", "mpg", "gear"),
                       ("toothgrowth.dose", "toothgrowth", "len", "dose"), ("mtcars.am", "mtcars", "wt", "am")]:
    polys.append(polyserial(f"polyserial.{id}", numbers(data, y), numbers(data, g), {"data": data, "x": y, "y": g}, R[id]))
write("PolyserialCorrelation", polys)
