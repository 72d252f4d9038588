"""Estimating equations by their dense formulas, checked against statsmodels where it defines the same.

python3 Tests/Fixtures/scripts/estimating_equations.py   (numpy, scipy, pandas, statsmodels)

Prints the entries of Tests/Fixtures/expected/EstimatingEquations.json that are not R's. Every matrix is formed
as in the papers: V = A^1/2 C A^1/2 for each cluster, H = D (D'V^-1 D)^-1 D'V^-1, and a principal matrix root.
"""
import json
import os

import numpy as np
import pandas as pd
import statsmodels.api as sm
from scipy.linalg import sqrtm
from scipy.optimize import minimize_scalar

here = os.path.dirname(os.path.abspath(__file__))


def solve(name, formula, cluster, family, correlation, occasion=None):
    data = pd.read_csv(os.path.join(here, "..", "data", name + ".csv"))
    left, right = [part.strip() for part in formula.split("~")]
    terms = [part.strip() for part in right.split("+")]
    y = data[left].to_numpy(float)
    x = np.column_stack([np.ones(len(y))] + [data[t].to_numpy(float) for t in terms])
    label = data[cluster].to_numpy()
    groups = [np.where(label == k)[0] for k in dict.fromkeys(label)]
    when = np.zeros(len(y), int)
    for rows in groups:
        when[rows] = data[occasion].to_numpy()[rows] if occasion else np.arange(len(rows))
    link = {"gaussian": lambda e: (e, np.ones_like(e)),
            "binomial": lambda e: (1 / (1 + np.exp(-e)), np.exp(-e) / (1 + np.exp(-e)) ** 2),
            "Poisson": lambda e: (np.exp(e), np.exp(e))}[family]
    kind = {"gaussian": sm.families.Gaussian, "binomial": sm.families.Binomial, "Poisson": sm.families.Poisson}
    beta = np.asarray(sm.GLM(y, x, family=kind[family]()).fit(tol=1e-14).params)
    for _ in range(200):
        mean, v = link(x @ beta)
        e = (y - mean) / np.sqrt(v)
        phi = np.mean(e ** 2)
        z = e / np.sqrt(phi)
        pairs = [(i, j) for rows in groups for p, i in enumerate(rows) for j in rows[:p]]
        product = np.array([z[i] * z[j] for i, j in pairs])
        lag = np.array([abs(when[i] - when[j]) for i, j in pairs])
        alpha, table = None, None
        if correlation == "exchangeable":
            alpha = product.mean()
        if correlation == "AR(1)":
            alpha = minimize_scalar(lambda a: np.sum((product - a ** lag) ** 2), bounds=(-0.999, 0.999),
                                    method="bounded", options={"xatol": 1e-13}).x
        if correlation == "unstructured":
            levels = sorted(set(when))
            table = np.eye(len(levels))
            for a in range(len(levels)):
                for b in range(a):
                    own = [q for (i, j), q in zip(pairs, product) if {when[i], when[j]} == {levels[a], levels[b]}]
                    table[a, b] = table[b, a] = np.mean(own)
        def working(rows):
            m, t = len(rows), when[rows]
            if correlation == "independence":
                return np.eye(m)
            if correlation == "exchangeable":
                return np.full((m, m), alpha) + (1 - alpha) * np.eye(m)
            if correlation == "AR(1)":
                return alpha ** np.abs(np.subtract.outer(t, t)).astype(float)
            place = [levels.index(k) for k in t]
            return table[np.ix_(place, place)]
        parts = []
        for rows in groups:
            root = np.diag(np.sqrt(v[rows]))
            d = v[rows][:, None] * x[rows]
            inverse = np.linalg.inv(root @ working(rows) @ root)
            parts.append((d, inverse, y[rows] - mean[rows]))
        bread = np.linalg.inv(sum(d.T @ w @ d for d, w, _ in parts))
        step = bread @ sum(d.T @ w @ r for d, w, r in parts)
        beta = beta + step
        if np.max(np.abs(step)) < 1e-14 * np.max(np.abs(beta)):
            break
    def error(power):
        middle = 0
        for d, w, r in parts:
            own = np.eye(len(r)) - d @ bread @ d.T @ w
            own = {0: lambda: np.eye(len(r)), 1: lambda: np.linalg.inv(own),
                   0.5: lambda: np.linalg.inv(np.real(sqrtm(own)))}[power]()
            s = d.T @ w @ own @ r
            middle = middle + np.outer(s, s)
        return np.sqrt(np.diag(bread @ middle @ bread)).tolist()
    expected = {"n": len(y), "n_clusters": len(groups), "coef": beta.tolist(), "robust_se": error(0),
                "kc_se": error(0.5), "md_se": error(1), "naive_se": np.sqrt(phi * np.diag(bread)).tolist(),
                "scale": float(phi), "alpha": [] if alpha is None else [float(alpha)],
                "correlations": [] if table is None else table.tolist()}
    if correlation == "independence":
        fit = sm.GEE(y, x, groups=label, family=kind[family](), cov_struct=sm.cov_struct.Independence())
        fit = fit.fit(cov_type="bias_reduced", ctol=1e-13)
        assert np.allclose(fit.params, beta, rtol=1e-9, atol=0)
        assert np.allclose(fit.standard_errors("robust"), expected["robust_se"], rtol=1e-8, atol=0)
        assert np.allclose(fit.standard_errors("bias_reduced"), expected["md_se"], rtol=1e-8, atol=0)
    return {"id": f"gee.dense.{name}.{family}.{correlation}.{cluster}", "method": "GEE by dense formulas",
            "dataset": name,
            "options": {"formula": formula, "id": cluster, "family": family, "corstr": correlation,
                        "occasion": occasion, "factor_levels": None},
            "expected": expected, "tolerance": "relative 1e-7",
            "source": "Tests/Fixtures/scripts/estimating_equations.py: numpy and scipy, independence also by "
                      "statsmodels 0.15.0 GEE(cov_type='bias_reduced')"}


print(json.dumps([
    solve("sleepstudy", "Reaction ~ Days", "Subject", "gaussian", "independence"),
    solve("sleepstudy", "Reaction ~ Days", "Subject", "gaussian", "AR(1)", "Days"),
    solve("infert", "case ~ spontaneous + induced", "stratum", "binomial", "independence"),
    solve("synth_panel", "stay ~ sp_t0 + female", "age", "binomial", "exchangeable"),
    solve("infert", "spontaneous ~ age + induced", "stratum", "Poisson", "independence"),
    solve("infert", "spontaneous ~ age + induced", "stratum", "Poisson", "exchangeable"),
    solve("infert", "spontaneous ~ age + induced", "stratum", "Poisson", "unstructured"),
], indent=1))
