"""Reference values of the one-factor model in 40-digit arithmetic.

    python Tests/Fixtures/scripts/one_factor.py

Adds the entries mpmath.* to the fixtures OneFactorModel, OmegaTotal, CompositeReliability,
AverageVarianceExtracted and MaximalReliability. The maximum of the likelihood is the root of its gradient;
the information matrix is built from the derivative of the covariance matrix by each parameter; functions of
the parameters are differentiated by central differences. Needs mpmath, numpy and scipy.
"""
import csv, json, pathlib
import mpmath
import numpy as np
import scipy.optimize
from mpmath import mp, mpf, matrix, lu_solve, inverse, det, log, sqrt

mp.dps = 40
folder = pathlib.Path(__file__).parent.parent


def columns(entry):
    o = entry["options"]
    with open(folder / "data" / f"{entry['dataset']}.csv") as f:
        rows = [[r[i] for i in o["items"]] for r in csv.DictReader(f)]
    rows = [[mpf(v) for v in r] for r in rows if "NA" not in r]
    ends = o["scale_min"] + o["scale_max"]
    return [[ends - r[j] if key < 0 else r[j] for r in rows] for j, key in enumerate(o["keys"])]


def covariance(items):
    n, k = len(items[0]), len(items)
    c = [[v - sum(x) / n for v in x] for x in items]
    return n, matrix([[sum(a * b for a, b in zip(c[i], c[j])) / n for j in range(k)] for i in range(k)])


def spread(p, k, form):
    if form == "congeneric":
        return list(p[:k]), list(p[k:])
    if form == "tau-equivalent":
        return [p[0]] * k, list(p[1:])
    return [p[0]] * k, [p[1]] * k


def sigma(p, k, form):
    l, t = spread(p, k, form)
    return matrix([[l[i] * l[j] + (t[i] if i == j else 0) for j in range(k)] for i in range(k)])


def derivatives(p, k, form):
    """The derivative of the covariance matrix by each free parameter."""
    l, t = spread(p, k, form)
    loading = [matrix([[(l[b] if a == i else 0) + (l[a] if b == i else 0) for b in range(k)] for a in range(k)]) for i in range(k)]
    error = [matrix([[1 if a == b == i else 0 for b in range(k)] for a in range(k)]) for i in range(k)]
    total = lambda ms: sum(ms[1:], ms[0])
    if form == "congeneric":
        return loading + error
    return [total(loading)] + (error if form == "tau-equivalent" else [total(error)])


trace = lambda m: sum(m[i, i] for i in range(m.rows))


def gradient(p, S, form):
    k = S.rows
    M = sigma(p, k, form)
    W = inverse(M)
    G = W * (M - S) * W
    return [trace(G * D) for D in derivatives(p, k, form)]


def fit(S, form):
    k = S.rows
    A = np.array(S.tolist(), dtype=float)
    d = np.sqrt(np.diag(A))
    start = {"congeneric": np.r_[0.6 * d, 0.6 * d**2], "tau-equivalent": np.r_[0.6 * d.mean(), 0.6 * d**2],
             "parallel": np.array([0.6 * d.mean(), 0.6 * (d**2).mean()])}[form]

    def F(p):
        l, t = spread(p, k, form)
        M = np.outer(l, l) + np.diag(t)
        s, ld = np.linalg.slogdet(M)
        return ld + np.trace(np.linalg.solve(M, A)) if s > 0 and np.all(np.array(t) > 0) else 1e10

    p = scipy.optimize.minimize(F, start, method="BFGS", options=dict(gtol=1e-9, maxiter=5000)).x
    p = [mpf(v) for v in (p if p[0] > 0 else np.r_[-p[: (k if form == "congeneric" else 1)], p[(k if form == "congeneric" else 1):]])]
    for _ in range(60):
        g = gradient(p, S, form)
        m = len(p)
        H = matrix(m, m)
        for j in range(m):
            h = mpf(10) ** -15
            q = list(p)
            q[j] += h
            up = gradient(q, S, form)
            for i in range(m):
                H[i, j] = (up[i] - g[i]) / h
        step = lu_solve(H, matrix(g))
        p = [p[i] - step[i] for i in range(m)]
        if max(abs(s) for s in step) < mpf(10) ** -25:
            return p
    raise SystemExit("no convergence")


def functions(k, form, S):
    def std(p):
        l, t = spread(p, k, form)
        return [a / sqrt(a * a + b) for a, b in zip(l, t)]
    def omega(p):
        l, t = spread(p, k, form)
        return sum(l) ** 2 / (sum(l) ** 2 + sum(t))
    def cr(p):
        s = std(p)
        return sum(s) ** 2 / (sum(s) ** 2 + sum(1 - v * v for v in s))
    def ave(p):
        return sum(v * v for v in std(p)) / k
    def h(p):
        l, t = spread(p, k, form)
        q = sum(a * a / b for a, b in zip(l, t))
        return q / (1 + q)
    return dict(omega=omega, cr=cr, ave=ave, h=h, std=std)


def delta(f, p, C):
    m = len(p)
    e = mpf(10) ** -14
    g = []
    for j in range(m):
        up, down = list(p), list(p)
        up[j] += e
        down[j] -= e
        g.append((f(up) - f(down)) / (2 * e))
    return sqrt(sum(g[i] * C[i, j] * g[j] for i in range(m) for j in range(m)))


def main():
    given = {e["id"]: e for e in json.load(open(folder / "expected" / "OneFactorModel.json")) if e["id"].startswith("cfa1_cr.")}
    new = {}
    for id, e in given.items():
        name = id.split(".")[1]
        n, S = covariance(columns(e))
        k = S.rows
        T = sum(S[i, j] for i in range(k) for j in range(k))
        for form in ["congeneric", "tau-equivalent", "parallel"]:
            p = fit(S, form)
            m = len(p)
            M = sigma(p, k, form)
            W = inverse(M)
            D = derivatives(p, k, form)
            E = matrix([[trace(W * D[i] * W * D[j]) for j in range(m)] for i in range(m)])
            C = inverse(E) * 2 / n
            F = log(det(M)) + trace(S * W) - log(det(S)) - k
            l, t = spread(p, k, form)
            f = functions(k, form, S)
            where = lambda i: {"congeneric": i, "tau-equivalent": 0 if i < k else i - k + 1, "parallel": 0 if i < k else 1}[form]
            se = [sqrt(C[where(i), where(i)]) for i in range(2 * k)]
            std = f["std"](p)
            srmr = sqrt(sum((S[i, j] - M[i, j]) ** 2 / S[i, i] / S[j, j] for i in range(k) for j in range(i + 1)) / (k * (k + 1) / 2))
            num = lambda v: float(v)
            options = dict(e["options"], form=form)
            source = f"mpmath {mpmath.__version__}, 40 digits"
            def put(stem, method, expected, tolerance="relative 1e-12"):
                new.setdefault(stem, []).append(dict(id=f"mpmath.{form}.{name}", method=method, dataset=e["dataset"], options=options,
                                                     expected=expected, tolerance=tolerance, source=source))
            put("OneFactorModel", "one-factor model", dict(
                n=n, loadings=[num(v) for v in l], loadings_se=[num(v) for v in se[:k]], error_variances=[num(v) for v in t],
                error_variances_se=[num(v) for v in se[k:]], std_loadings=[num(v) for v in std],
                std_loadings_se=[num(delta(lambda q: f["std"](q)[i], p, C)) for i in range(k)],
                chisq=num(n * F) if k > 3 or form != "congeneric" else 0.0, srmr=num(srmr) if k > 3 or form != "congeneric" else 0.0))
            put("OmegaTotal", "omega total", dict(omega=num(f["omega"](p)), se=num(delta(f["omega"], p, C)), omega_observed=num(sum(l) ** 2 / T)))
            put("CompositeReliability", "composite reliability", dict(estimate=num(f["cr"](p)), se=num(delta(f["cr"], p, C))))
            put("AverageVarianceExtracted", "average variance extracted", dict(estimate=num(f["ave"](p)), se=num(delta(f["ave"], p, C))))
            put("MaximalReliability", "maximal reliability H", dict(estimate=num(f["h"](p)), se=num(delta(f["h"], p, C))))
    for stem, entries in new.items():
        path = folder / "expected" / f"{stem}.json"
        ids = {e["id"] for e in entries}
        kept = [e for e in json.load(open(path)) if e["id"] not in ids] if path.exists() else []
        path.write_text("[\n" + ",\n".join(json.dumps(e, ensure_ascii=False) for e in kept + entries) + "\n]\n")


if __name__ == "__main__":
    main()
