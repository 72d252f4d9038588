# Probabilities that one of several t statistics exceeds a limit in size, for MultivariateTTail.json:
#   Rscript multivariate_t.R | python3 multivariate_t.py > ../expected/MultivariateTTail.json
# Three families have integrals that are right relative to themselves, by numpy alone: chains of correlations
# r^|i - j| (one step after the other), equal correlations (given what they share) and all pairs of equally large
# groups (the studentized range). All are averaged over the standard deviation, by the trapezoidal rule in its
# logarithm. scipy's multivariate_t adds degrees of freedom that are not whole.
import json
import platform
import sys

import numpy as np
import scipy
from scipy import special, stats

upper = stats.norm.sf
nodes, weights = np.polynomial.legendre.leggauss(12)


def panels(low, high, width):
    edges = np.linspace(low, high, max(2, int(np.ceil((high - low) / width)) + 1))
    half = np.diff(edges)[:, None] / 2
    return (edges[:-1, None] + half * (1 + nodes)).ravel(), (half * weights).ravel()


def chain(c, count, r):
    """P(max |z_i| > c): the first to exceed is the second, the third and so on."""
    s = np.sqrt(1 - r * r)
    x, w = panels(-c, c, 0.4 * s)
    density, total = stats.norm.pdf(x), 2 * upper(c)
    leaves = upper((c - r * x) / s) + upper((c + r * x) / s)
    step = stats.norm.pdf((x[:, None] - r * x) / s) / s
    for _ in range(count - 1):
        total += np.sum(w * density * leaves)
        density = step @ (w * density)
    return total


def equal(c, count, r):
    z, w = panels(-12, 12, min(0.2, np.sqrt(1 - r)))
    out = upper((c - np.sqrt(r) * z) / np.sqrt(1 - r)) + upper((c + np.sqrt(r) * z) / np.sqrt(1 - r))
    with np.errstate(divide="ignore"):
        return np.sum(w * stats.norm.pdf(z) * -np.expm1(count * np.log1p(-np.minimum(out, 1))))


def pairs(c, groups, _):
    q = c * np.sqrt(2)
    z, w = panels(-12, 12 + q, 0.2)
    below, between = stats.norm.cdf(z), stats.norm.cdf(z) - stats.norm.cdf(z - q)
    ratio = np.where(below > 0, upper(q - z) / np.maximum(below, 1e-300), 0)
    share = -np.expm1((groups - 1) * np.log1p(-np.minimum(ratio, 1 - 1e-16)))
    return np.sum(groups * w * stats.norm.pdf(z) * below ** (groups - 1) * share)


def mixed(tail, c, df):
    if np.isinf(df):
        return tail(c)
    u = np.arange(-44 / df - 2, 3.5, min(0.05, 0.35 / np.sqrt(df)))
    log = df * (u - np.expm1(2 * u) / 2)
    mass = np.exp(log - log.max())
    use = mass > 0
    values = np.zeros_like(u)
    for i in np.flatnonzero(use):
        own = c * np.exp(u[i])
        values[i] = tail(own) if own < 14 else 0
    return np.sum(mass * values) / np.sum(mass)


def entry(name, method, r, df, limit, p, tolerance, source):
    return json.dumps({
        "id": f"{name}.df{df:g}", "method": method,
        "options": {"correlations": [float(x) for x in np.ravel(r)], "count": len(r), "df": None if np.isinf(df) else df, "limit": limit},
        "expected": {"outside": float(p)}, "tolerance": tolerance, "source": source})


def chain_matrix(k, r):
    return r ** np.abs(np.subtract.outer(np.arange(k), np.arange(k)))


def equal_matrix(k, r):
    return np.where(np.eye(k) > 0, 1.0, r)


def pairs_matrix(m):
    rows = [(i, j) for i in range(m) for j in range(i + 1, m)]
    c = np.zeros((len(rows), m))
    for row, (i, j) in enumerate(rows):
        c[row, i], c[row, j] = 1, -1
    v = c @ c.T
    d = np.sqrt(np.diag(v))
    r = v / np.outer(d, d)
    np.fill_diagonal(r, 1)
    return r


lines = [line.strip() for line in sys.stdin if line.strip()]
own = f"Python {platform.python_version()} numpy {np.__version__} scipy {scipy.__version__} quadrature"
families = [
    ("chain3", chain, chain_matrix, 3, -0.5), ("chain4", chain, chain_matrix, 4, 0.7), ("chain6", chain, chain_matrix, 6, -0.8), ("chain15", chain, chain_matrix, 15, 0.9),
    ("equal2", equal, equal_matrix, 2, 0.9), ("equal4", equal, equal_matrix, 4, 0.3), ("equal7", equal, equal_matrix, 7, 0.5), ("equal3close", equal, equal_matrix, 3, 0.9999),
    ("pairs3", pairs, lambda k, _: pairs_matrix(k), 3, 0), ("pairs4", pairs, lambda k, _: pairs_matrix(k), 4, 0), ("pairs5", pairs, lambda k, _: pairs_matrix(k), 5, 0), ("pairs6", pairs, lambda k, _: pairs_matrix(k), 6, 0)]
for name, tail, matrix, count, r in families:
    for df in (1.0, 3.0, 10.0, 57.5, np.inf):
        for limit in {1.0: (2.0, 1e4), 3.0: (2.5, 500.0), 10.0: (2.4, 20.0), 57.5: (0.7, 2.4, 8.0), np.inf: (2.4, 6.5)}[df]:
            if count == 15 and limit not in (2.4, 6.5, 8.0):
                continue
            p = mixed(lambda c: tail(c, count, r), limit, df)
            lines.append(entry(f"{name}.c{limit:g}", "integral", matrix(count, r), df, limit, p, "relative 1e-10", own))
# Three pairs of unequal groups (pairs.unequal of MultivariateTRange.json): two dimensions, the third statistic a sum.
c = np.array([[1, -1, 0], [1, 0, -1], [0, 1, -1]])
v = c @ np.diag(1 / np.array([4.0, 9, 20])) @ c.T
unequal = v / np.sqrt(np.outer(np.diag(v), np.diag(v)))


def plane(limit):
    """P(max |z_i| > c) for z of two dimensions, by its complement given the first."""
    own = unequal[0, 1:]
    rest = np.sqrt(1 - own**2)
    sign = np.sign(unequal[1, 2] - own[0] * own[1])
    # The place where the limits of the second and the third cross splits the integral.

    def ends(x):
        low = np.maximum((-limit - own[0] * x) / rest[0], np.where(sign > 0, (-limit - own[1] * x) / rest[1], (-limit + own[1] * x) / rest[1]))
        high = np.minimum((limit - own[0] * x) / rest[0], np.where(sign > 0, (limit - own[1] * x) / rest[1], (limit + own[1] * x) / rest[1]))
        return low, high

    kinks = [limit * (a / rest[0] - b / rest[1]) / (own[0] / rest[0] - sign * own[1] / rest[1]) for a in (-1, 1) for b in (-1, 1)]
    kinks += [limit * (a * rest[1] - b * rest[0]) / (own[0] * rest[1] - sign * own[1] * rest[0]) for a in (-1, 1) for b in (-1, 1)]
    edges = np.unique(np.clip([-limit, *kinks, limit], -limit, limit))
    total = 0.0
    for low, high in zip(edges, edges[1:]):
        if high - low < 1e-13:
            continue
        x, w = panels(low, high, 0.2)
        a, b = ends(x)
        total += np.sum(w * stats.norm.pdf(x) * np.maximum(stats.norm.cdf(b) - stats.norm.cdf(a), 0))
    return 1 - total


lines.append(entry("unequal3.c2.4", "integral", unequal, 30.0, 2.4, mixed(plane, 2.4, 30.0), "relative 1e-10", own))
general = np.array([[1, .3, -.4, .2], [.3, 1, .5, -.1], [-.4, .5, 1, .25], [.2, -.1, .25, 1]])
for name, r, df in (("general4", general, 57.5), ("chain5", chain_matrix(5, .6), 7.5)):
    k = len(r)
    found = [stats.multivariate_t.cdf(np.full(k, 2.4), shape=r, df=df, lower_limit=np.full(k, -2.4), maxpts=2_000_000, random_state=seed) for seed in range(10)]
    spread = np.std(found, ddof=1) / np.sqrt(10)
    lines.append(entry(f"scipy.{name}", "scipy", r, df, 2.4, 1 - np.mean(found), f"absolute {6 * spread:.2g}", f"{own.replace(' quadrature', '')}::stats.multivariate_t.cdf, ten seeds"))
print("[\n" + ",\n".join(lines) + "\n]")
