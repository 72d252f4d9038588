"""Polychoric correlations to 20 digits: two steps and maximum likelihood, by mpmath.

A cell's probability is the integral of the first variable's density times the conditional probability
of the second; the likelihood equations are solved by Newton's method on numerical derivatives of the
score at 30 digits. Standard errors: the inverse of the observed information at its maximum.
Usage: python3 polychoric.py > ../expected/PolychoricCorrelation.json
"""
import csv, json, pathlib
from mpmath import mp, mpf, quad, ncdf, npdf, sqrt, log, findroot, inf, diff, erfinv, matrix, lu_solve

mp.dps = 30
here = pathlib.Path(__file__).parent.parent

def qnorm(p):
    return sqrt(2) * erfinv(2 * p - 1)

def orthant(h, k, r):
    """P(X <= h, Y <= k) by Plackett's integral over the correlation."""
    if h == -inf or k == -inf: return mpf(0)
    if h == inf: return ncdf(k)
    if k == inf: return ncdf(h)
    f = lambda t: mp.exp(-(h*h + k*k - 2*h*k*mp.sin(t)) / (2*mp.cos(t)**2)) / (2*mp.pi)
    return ncdf(h)*ncdf(k) + quad(f, [0, mp.asin(r)/2, mp.asin(r)])

def cells(a, b, r):
    A, B = [-inf] + a + [inf], [-inf] + b + [inf]
    F = [[orthant(h, k, r) for k in B] for h in A]
    return [[F[i+1][j+1] - F[i][j+1] - F[i+1][j] + F[i][j] for j in range(len(b)+1)] for i in range(len(a)+1)]

def loglik(table, a, b, r):
    P = cells(a, b, r)
    return sum(n * log(P[i][j]) for i, row in enumerate(table) for j, n in enumerate(row) if n)

def margins(table):
    n = mpf(sum(map(sum, table)))
    rows = [sum(r) for r in table]; cols = [sum(c) for c in zip(*table)]
    cut = lambda s: [qnorm(sum(s[:i+1]) / n) for i in range(len(s) - 1)]
    return cut(rows), cut(cols)

def density(h, k, r):
    if abs(h) == inf or abs(k) == inf: return mpf(0)
    return mp.exp(-(h*h - 2*r*h*k + k*k)/(2*(1-r*r)))/(2*mp.pi*sqrt(1-r*r))

def slope(table, a, b, r):
    P = cells(a, b, r); A, B = [-inf] + a + [inf], [-inf] + b + [inf]
    D = [[density(h, k, r) for k in B] for h in A]
    return sum(n * (D[i+1][j+1] - D[i][j+1] - D[i+1][j] + D[i][j]) / P[i][j]
               for i, row in enumerate(table) for j, n in enumerate(row) if n)

def gradient(table, p, na):
    a, b, r = list(p[1:1+na]), list(p[1+na:]), p[0]
    P = cells(a, b, r); A, B = [-inf] + a + [inf], [-inf] + b + [inf]; s = sqrt(1 - r*r)
    W = [[(n / P[i][j] if n else mpf(0)) for j, n in enumerate(row)] for i, row in enumerate(table)]
    cond = lambda own, edge: mpf(0) if edge == -inf else npdf(own) if edge == inf else npdf(own)*ncdf((edge - r*own)/s)
    g = [slope(table, a, b, r)]
    for m, h in enumerate(a):
        d = [cond(h, B[j+1]) - cond(h, B[j]) for j in range(len(b)+1)]
        g.append(sum((W[m][j] - W[m+1][j]) * d[j] for j in range(len(b)+1)))
    for l, k in enumerate(b):
        d = [cond(k, A[i+1]) - cond(k, A[i]) for i in range(len(a)+1)]
        g.append(sum((W[i][l] - W[i][l+1]) * d[i] for i in range(len(a)+1)))
    return g

def jacobian(table, p, na):
    e = mpf(10)**-10; k = len(p); J = matrix(k, k)
    for c in range(k):
        up, down = list(p), list(p); up[c] += e; down[c] -= e
        gu, gd = gradient(table, up, na), gradient(table, down, na)
        for q in range(k): J[q, c] = (gu[q] - gd[q]) / (2*e)
    return J

def entry(id, table, bracket, dataset=None, options=None):
    a, b = margins(table)
    r = findroot(lambda r: slope(table, a, b, r), [mpf(x) for x in bracket], solver='illinois')
    p = [r] + a + b; na = len(a)
    for _ in range(8):
        J = jacobian(table, p, na); step = lu_solve(J, matrix(gradient(table, p, na)))
        p = [x - step[i] for i, x in enumerate(p)]
        if max(abs(x) for x in step) < mpf(10)**-18: break
    J = jacobian(table, p, na)
    unit = matrix(len(p), 1); unit[0] = 1
    variance = -lu_solve(J, unit)[0]
    f = lambda x: float(x)
    return {"id": id, "method": "polychoric correlation", "dataset": dataset, "options": {"table": table, **(options or {})},
      "expected": {"two_step": f(r), "log_likelihood_two_step": f(loglik(table, a, b, r)),
        "row_thresholds": [f(x) for x in a], "column_thresholds": [f(x) for x in b],
        "ml": f(p[0]), "ml_row_thresholds": [f(x) for x in p[1:1+na]], "ml_column_thresholds": [f(x) for x in p[1+na:]],
        "ml_log_likelihood": f(loglik(table, p[1:1+na], p[1+na:], p[0])), "ml_se": f(sqrt(variance))},
      "tolerance": "relative 1e-11", "source": "mpmath 1.3.0, 30 digits (scripts/polychoric.py)"}

def bfi(x, y):
    rows = [(r[x], r[y]) for r in csv.DictReader(open(here / "data/bfi240.csv")) if r[x] != "NA" and r[y] != "NA"]
    levels = lambda k: sorted({int(r[k]) for r in rows})
    A, B = levels(0), levels(1)
    return [[sum(1 for r in rows if int(r[0]) == i and int(r[1]) == j) for j in B] for i in A]

tables = [
  entry("exact.tetra1", [[40, 10], [20, 30]], ('.3', '.8')), entry("exact.tetra_weak", [[18, 22], [20, 18]], ('-.4', '.2')),
  entry("exact.poly3x3", [[20, 8, 2], [9, 15, 10], [1, 7, 25]], ('.4', '.9')),
  entry("exact.poly4x3neg", [[2, 5, 20], [6, 14, 11], [12, 9, 4], [22, 7, 1]], ('-.9', '-.4')),
  entry("exact.strong", [[60, 4, 0], [5, 70, 3], [0, 4, 54]], ('.9', '.995')),
  entry("exact.rare", [[990, 5], [4, 1]], ('.1', '.9')),
  entry("exact.outlier", [[50, 10, 1], [12, 60, 9], [0, 8, 50]], ('.5', '.95')),
  entry("exact.bfi_A2A3", bfi("A2", "A3"), ('.3', '.8'), "bfi240", {"items": ["A2", "A3"]}),
  entry("exact.bfi_E1E4", bfi("E1", "E4"), ('-.8', '-.1'), "bfi240", {"items": ["E1", "E4"]}),
]
print(json.dumps(tables, indent=1))
