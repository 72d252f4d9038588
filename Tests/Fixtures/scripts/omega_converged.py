"""Omega hierarchical by searches that run to the end, independent of the library.

Run in Tests/Fixtures with Python, numpy, pandas and scipy:
    python scripts/omega_converged.py
Writes expected/OmegaHierarchicalConverged.json for the two data sets of OmegaHierarchical.json.

psych ends minres early, and where the factors themselves have a Heywood case its loadings on the general
factor are no minimum. Here the residuals are made smallest over all loadings and uniquenesses at once, with
a bound of .005 on uniquenesses, from several starts and with tolerances at rounding; the rotation minimizes
quartimin over angles of its own.
"""
import json

import numpy as np
import pandas as pd
import scipy
from scipy.optimize import minimize

BOUND = 0.005
random = np.random.default_rng(20261126)


def concentrated(matrix, factors, psi):
    values, vectors = np.linalg.eigh(matrix - np.diag(psi))
    rest = values[:-factors]
    value = 0.5 * np.sum(rest**2)
    gradient = -(vectors[:, :-factors] ** 2) @ rest
    loadings = vectors[:, -factors:] * np.sqrt(np.maximum(values[-factors:], 0))
    return value, gradient, loadings[:, ::-1]


def minres(matrix, factors):
    p = len(matrix)
    ends = []
    for _ in range(30):
        start = random.uniform(0.1, 0.9, p)
        end = minimize(lambda x: concentrated(matrix, factors, x)[:2], start, jac=True, method="L-BFGS-B",
                       bounds=[(BOUND, 1)] * p, options=dict(ftol=0, gtol=1e-13, maxiter=10000, maxfun=100000))
        # The last digits by projected steps along the inverse of a differenced Hessian.
        x = end.x
        for _ in range(20):
            gradient = concentrated(matrix, factors, x)[1]
            free = [i for i in range(p) if not (x[i] <= BOUND + 1e-12 and gradient[i] > 0)]
            if np.max(np.abs(gradient[free])) < 1e-14:
                break
            h = 1e-6
            hessian = np.array([(concentrated(matrix, factors, x + h * np.eye(p)[i])[1]
                                 - concentrated(matrix, factors, x - h * np.eye(p)[i])[1]) / (2 * h) for i in free])
            x = x.copy()
            x[free] -= np.linalg.solve(hessian[:, free], gradient[free])
            x = np.clip(x, BOUND, 1)
        ends.append((concentrated(matrix, factors, x)[0], tuple(x)))
    best = min(ends)
    return concentrated(matrix, factors, np.array(best[1]))[2], np.array(best[1])


def quartimin(loadings):
    k = loadings.shape[1]

    def rotated(t):
        t = t.reshape(k, k)
        t = t / np.sqrt((t**2).sum(axis=0))
        return loadings @ np.linalg.inv(t).T, t.T @ t

    def value(t):
        squares = rotated(t)[0] ** 2
        return sum(squares[:, i] @ squares[:, j] for i in range(k) for j in range(i)) / 2

    start = np.eye(k).ravel()
    for _ in range(6):
        start = minimize(value, start, method="BFGS", options=dict(gtol=1e-12, maxiter=10000)).x
    # Finite differences end at about 1e-9: finish with Newton steps on central differences.
    for _ in range(4):
        n, h = k * k, 2e-4
        eye = np.eye(n)
        gradient = np.array([(8 * (value(start + h * e) - value(start - h * e))
                              - (value(start + 2 * h * e) - value(start - 2 * h * e))) / (12 * h) for e in eye])
        hessian = np.array([[(value(start + h * (a + b)) - value(start + h * (a - b)) - value(start - h * (a - b))
                              + value(start - h * (a + b))) / (4 * h * h) for b in eye] for a in eye])
        start = start - np.linalg.pinv(hessian, rcond=1e-6) @ gradient
    return rotated(start)


def entry(case):
    options = case["options"]
    data = pd.read_csv(f"data/{case['dataset']}.csv")[options["items"]].dropna().to_numpy(float)
    keys = np.array(options["keys"])
    correlations = np.corrcoef(data * keys, rowvar=False)
    loadings, psi = minres(correlations, 3)
    pattern, phi = quartimin(loadings)
    second, rest = minres(phi, 1)
    general = pattern @ second[:, 0]
    general = general * np.sign(general.sum())
    h2 = (loadings**2).sum(axis=1)
    variance = correlations.sum()
    expected = dict(
        omega_hierarchical=general.sum() ** 2 / variance, omega_total=1 - (1 - h2).sum() / variance,
        omega_lim=general.sum() ** 2 / (variance - (1 - h2).sum()), schmid_g=list(general), schmid_h2=list(h2),
        criterion=concentrated(correlations, 3, psi)[0], factor_criterion=concentrated(phi, 1, rest)[0])
    return dict(id="converged." + case["id"], method="omega hierarchical by converged searches",
                dataset=case["dataset"], options=options, expected=expected,
                tolerance="coefficients 1e-7, criteria 1e-10",
                source=f"scripts/omega_converged.py, numpy {np.__version__}, scipy {scipy.__version__}")


cases = json.load(open("expected/OmegaHierarchical.json"))
json.dump([entry(case) for case in cases], open("expected/OmegaHierarchicalConverged.json", "w"), indent=1)
