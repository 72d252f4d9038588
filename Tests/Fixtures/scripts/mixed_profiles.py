"""Limits of a profile likelihood with the dense covariance matrix of every subject, for MixedProfileIntervalsTests.

Run from the root of the package: python3 Tests/Fixtures/scripts/mixed_profiles.py (numpy, scipy)
"""
import csv
import numpy as np
from scipy.optimize import brentq, minimize

rows = list(csv.DictReader(open("Tests/Fixtures/data/sleepstudy.csv")))
subjects = sorted({row["Subject"] for row in rows})
groups = []
for subject in subjects:
    own = [row for row in rows if row["Subject"] == subject]
    days = np.array([float(row["Days"]) for row in own])
    groups.append((np.column_stack([np.ones(len(own)), days]), np.array([float(row["Reaction"]) for row in own])))


def deviance(sd1, sd2, rho, sigma):
    g = np.array([[sd1 * sd1, rho * sd1 * sd2], [rho * sd1 * sd2, sd2 * sd2]])
    a, b, c, total, n = np.zeros((2, 2)), np.zeros(2), 0.0, 0.0, 0
    for x, y in groups:
        v = x @ g @ x.T + sigma * sigma * np.eye(len(y))
        solved = np.linalg.solve(v, np.column_stack([x, y]))
        a += x.T @ solved[:, :2]
        b += x.T @ solved[:, 2]
        c += y @ solved[:, 2]
        total += np.linalg.slogdet(v)[1]
        n += len(y)
    return total + c - b @ np.linalg.solve(a, b) + n * np.log(2 * np.pi)


def smallest(held, value, start):
    names = [name for name in ("sd1", "sd2", "rho", "sigma") if name != held]

    def function(point):
        values = {name: np.tanh(p) if name == "rho" else np.exp(p) for name, p in zip(names, point)}
        if held:
            values[held] = value
        return deviance(**values)

    best = minimize(function, start, method="Nelder-Mead", options=dict(xatol=1e-10, fatol=1e-12, maxiter=20000, maxfev=20000))
    best = minimize(function, best.x, method="Nelder-Mead", options=dict(xatol=1e-10, fatol=1e-12, maxiter=20000, maxfev=20000))
    return best.fun, best.x


free = {"sd1": np.log(23.8), "sd2": np.log(5.7), "rho": np.arctanh(0.08), "sigma": np.log(25.6)}
least, _ = smallest(None, None, list(free.values()))
print("deviance", repr(least))
for held, ranges in {"rho": [(-0.7, -0.2), (0.4, 0.9)], "sd1": [(8, 20), (30, 45)], "sd2": [(3, 5), (7, 10)], "sigma": [(21, 24), (27, 31)]}.items():
    start = [free[name] for name in free if name != held]
    for low, high in ranges:
        limit = brentq(lambda value: smallest(held, value, start)[0] - least - 3.841458820694124, low, high, xtol=1e-9, rtol=1e-10)
        print(held, repr(limit))
