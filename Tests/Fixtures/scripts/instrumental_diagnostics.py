"""Tests of instruments by the formulas with inverse cross-products (numpy), the robust score of
overidentification and Hansen's J of two-step GMM by linearmodels. Writes ../expected/InstrumentalDiagnostics.json."""
import json
import linearmodels
import numpy as np
import pandas as pd
from linearmodels.iv import IV2SLS, IVGMM
from scipy import stats

d = pd.read_csv("../data/mtcars.csv")


def project(z, v):
    return z @ np.linalg.solve(z.T @ z, z.T @ v)


def one(name, y, x, e, w):
    y, X, n = d[y].to_numpy(float), d[x].to_numpy(float), len(d)
    E = np.column_stack([np.ones(n)] + [d[c].to_numpy(float) for c in e])
    W = d[w].to_numpy(float)
    Z = np.column_stack([E, W])
    L2, k, df = W.shape[1], X.shape[1], n - Z.shape[1]
    part = lambda v: v - project(E, v)
    left = lambda v: v - project(Z, v)
    V, Xt = left(X), part(X)
    explained = Xt.T @ Xt - V.T @ V
    s = np.linalg.inv(np.linalg.cholesky(V.T @ V / df))
    out = {"first_F": [float(explained[j, j] / L2 / (V[:, j] @ V[:, j] / df)) for j in range(k)],
           "partial_R2": [float(explained[j, j] / (Xt[:, j] @ Xt[:, j])) for j in range(k)],
           "cragg_donald": float(np.linalg.eigvalsh(s @ explained @ s.T).min() / L2)}
    h = np.einsum("ij,jk,ik->i", Z, np.linalg.inv(Z.T @ Z), Z)
    robust = []
    for j in range(k):
        pi = np.linalg.solve(Z.T @ Z, Z.T @ X[:, j])
        b = np.linalg.inv(Z.T @ Z)
        c = b @ (Z.T * (V[:, j] / (1 - h)) ** 2) @ Z @ b
        q = pi[E.shape[1]:]
        robust.append(float(q @ np.linalg.solve(c[E.shape[1]:, E.shape[1]:], q) / L2))
    out["first_F_HC3"] = robust
    if k > 1:
        out["conditional_F"] = []
        for j in range(k):
            o = [i for i in range(k) if i != j]
            b = np.linalg.lstsq(project(Z, np.column_stack([E, X[:, o]])), X[:, j], rcond=None)[0]
            r = X[:, j] - np.column_stack([E, X[:, o]]) @ b
            a, c = part(r), left(r)
            out["conditional_F"].append(float((a @ a - c @ c) / (L2 - k + 1) / (c @ c / df)))
    if k == 1:
        Q = np.linalg.qr(part(W))[0]
        v = V[:, 0]
        out["effective_F_HC3"] = float(explained[0, 0] / np.trace((Q.T * (v / (1 - h)) ** 2) @ Q))
        a, c = part(y), left(y)
        out["anderson_rubin_F"] = float((a @ a - c @ c) / L2 / (c @ c / df))
        crit = stats.f.isf(0.05, L2, df)
        f = lambda b: ((part(y - b * X[:, 0]) ** 2).sum() / (left(y - b * X[:, 0]) ** 2).sum() - 1) * df / L2 - crit
        # The limits where the statistic equals its quantile: a quadratic in b.
        t = L2 / df * crit
        q = [explained[0, 0] - t * v @ v, -2 * (Xt[:, 0] @ a - v @ c - t * v @ c), a @ a - c @ c - t * c @ c]
        roots = sorted(np.roots(q).real) if q[1] ** 2 - 4 * q[0] * q[2] >= 0 else []
        assert all(abs(f(b)) < 1e-8 for b in roots)
        out["anderson_rubin_roots"] = [float(b) for b in roots]
        out["anderson_rubin_leads_with"] = float(q[0])
    if L2 > k:
        columns = (y, pd.DataFrame(E), pd.DataFrame(X, columns=["x%d" % i for i in range(k)]), pd.DataFrame(W, columns=["z%d" % i for i in range(L2)]))
        fit = IV2SLS(*columns).fit()
        out["robust_score"] = float(fit.wooldridge_overid.stat)
        out["sargan"] = float(fit.sargan.stat)
        # The weights are those of the residuals of two-stage least squares; clusters are those of carb.
        out["hansen_J"] = float(IVGMM(*columns, weight_type="robust").fit(iter_limit=2).j_stat.stat)
        out["hansen_J_clustered"] = float(IVGMM(*columns, weight_type="clustered", clusters=d["carb"]).fit(iter_limit=2).j_stat.stat)
    return {"id": name, "method": "instrument diagnostics", "dataset": "mtcars",
            "options": {"formula": "mpg ~ %s | %s" % (" + ".join(x + e), " + ".join(w + e)), "cluster": "carb"}, "expected": out,
            "tolerance": "relative 1e-9",
            "source": "numpy %s with the formulas; linearmodels %s IV2SLS.wooldridge_overid, sargan, IVGMM.j_stat" % (np.__version__, linearmodels.__version__)}


entries = [one("iv.diag.just", "mpg", ["wt"], ["qsec"], ["disp"]),
           one("iv.diag.over", "mpg", ["wt"], ["am"], ["disp", "cyl", "drat"]),
           one("iv.diag.two", "mpg", ["wt", "hp"], ["am"], ["disp", "cyl", "drat", "carb"]),
           one("iv.diag.weak", "mpg", ["qsec"], ["wt"], ["drat"]),
           one("iv.diag.weaker", "mpg", ["qsec"], ["cyl"], ["drat", "wt"])]
json.dump(entries, open("../expected/InstrumentalDiagnostics.json", "w"), indent=0)
