"""Reference values of ordinal alpha and categorical omega.

    python Tests/Fixtures/scripts/ordinal_reliability.py

Writes the entries scipy.* of the fixtures OrdinalAlpha and CategoricalOmega. Bivariate normal probabilities are
Plackett's integral over the correlation by Gauss-Legendre quadrature; polychoric correlations are roots of the
derivative of the likelihood at the thresholds of the margins; loadings are roots of the gradient of the sum of
squared residuals. Needs numpy and scipy.
"""
import json, pathlib
import numpy as np
import scipy
from scipy.optimize import brentq, least_squares
from scipy.stats import norm

folder = pathlib.Path(__file__).parent.parent
nodes, weights = np.polynomial.legendre.leggauss(100)


def excess(h, k, rho):
    """P(X <= h, Y <= k) - P(X <= h) P(Y <= k): the density integrated from 0 to rho."""
    angle = np.arcsin(rho)
    t = 0.5 * angle * (nodes + 1)
    return 0.5 * angle * np.sum(weights * np.exp(-(h * h + k * k - 2 * h * k * np.sin(t)) / (2 * np.cos(t) ** 2))) / (2 * np.pi)


def density(h, k, rho):
    if not (np.isfinite(h) and np.isfinite(k)):
        return 0.0
    return np.exp(-(h * h + k * k - 2 * rho * h * k) / (2 * (1 - rho * rho))) / (2 * np.pi * np.sqrt(1 - rho * rho))


def polychoric(x, y, tx, ty):
    cx, cy = np.searchsorted(np.unique(x), x), np.searchsorted(np.unique(y), y)
    counts = np.zeros((len(tx) + 1, len(ty) + 1))
    np.add.at(counts, (cx, cy), 1)
    ex, ey = np.r_[-np.inf, tx, np.inf], np.r_[-np.inf, ty, np.inf]

    def below(h, k, rho):
        if h == -np.inf or k == -np.inf:
            return 0.0
        if h == np.inf or k == np.inf:
            return norm.cdf(min(h, k))
        return norm.cdf(h) * norm.cdf(k) + excess(h, k, rho)

    def score(rho):
        P = np.array([[below(h, k, rho) for k in ey] for h in ex])
        D = np.array([[density(h, k, rho) for k in ey] for h in ex])
        cells = lambda m: m[1:, 1:] - m[:-1, 1:] - m[1:, :-1] + m[:-1, :-1]
        p, d = cells(P), cells(D)
        return np.sum(np.where(counts > 0, counts * d / np.where(counts > 0, p, 1), 0))

    return brentq(score, -0.95, 0.95, xtol=1e-15, rtol=1e-14)


def minres(R):
    k = len(R)
    off = ~np.eye(k, dtype=bool)

    def gradient(l):
        E = np.where(off, R - np.outer(l, l), 0)
        return E @ l

    start = least_squares(lambda l: (R - np.outer(l, l))[np.triu_indices(k, 1)], np.full(k, 0.6), xtol=1e-15, ftol=1e-15, gtol=1e-15).x
    l = start
    for _ in range(5):
        J = np.where(off, R - 2 * np.outer(l, l), -(np.sum(l * l) - l * l)[:, None] * np.eye(k))
        l = l - np.linalg.solve(J, gradient(l))
    return l * np.sign(l.sum())


def columns(e):
    import csv
    o = e["options"]
    with open(folder / "data" / f"{e['dataset']}.csv") as f:
        rows = [[r[i] for i in o["items"]] for r in csv.DictReader(f)]
    X = np.array([[float(v) for v in r] for r in rows if "NA" not in r])
    ends = o["scale_min"] + o["scale_max"]
    return np.where(np.array(o["keys"]) < 0, ends - X, X)


given = [e for e in json.load(open(folder / "expected" / "OneFactorModel.json")) if e["id"].startswith("cfa1_cr.") and e["dataset"] != "attitude"]
alphas, omegas = [], []
for e in given:
    X = columns(e)
    n, k = X.shape
    thresholds = [norm.ppf(np.cumsum(np.unique(X[:, j], return_counts=True)[1])[:-1] / n) for j in range(k)]
    values = [np.unique(X[:, j]) for j in range(k)]
    R = np.eye(k)
    for i in range(k):
        for j in range(i):
            R[i, j] = R[j, i] = polychoric(X[:, i], X[:, j], thresholds[i], thresholds[j])
    l = minres(R)

    def cov(i, j, rho):
        total = 0.0
        for c, h in enumerate(thresholds[i]):
            for d, g in enumerate(thresholds[j]):
                v = min(norm.cdf(h), norm.cdf(g)) - norm.cdf(h) * norm.cdf(g) if rho == 1 else excess(h, g, rho)
                total += np.diff(values[i])[c] * np.diff(values[j])[d] * v
        return total

    common = sum(cov(i, j, l[i] * l[j]) for i in range(k) for j in range(k))
    own = sum(cov(i, i, 1) for i in range(k))
    off = lambda f: sum(cov(i, j, f(i, j)) for i in range(k) for j in range(k) if i != j)
    name, source = e["id"].split(".")[1], f"numpy {np.__version__}, scipy {scipy.__version__}: quadrature and root finding"
    def entry(method, expected):
        return dict(id=f"scipy.{name}", method=method, dataset=e["dataset"], options=e["options"], expected=expected, tolerance="relative 1e-9", source=source)
    alphas.append(entry("alpha of polychoric correlations", dict(alpha=k / (k - 1) * (1 - k / R.sum()), correlations=R[np.tril_indices(k, -1)].tolist())))
    omegas.append(entry("categorical omega", dict(
        loadings=l.tolist(), omega=common / (own + off(lambda i, j: l[i] * l[j])), omega_observed=common / (own + off(lambda i, j: R[i, j])))))
for stem, entries in [("OrdinalAlpha", alphas), ("CategoricalOmega", omegas)]:
    path = folder / "expected" / f"{stem}.json"
    kept = [e for e in json.load(open(path)) if not e["id"].startswith("scipy.")] if path.exists() else []
    path.write_text("[\n" + ",\n".join(json.dumps(e) for e in kept + entries) + "\n]\n")
