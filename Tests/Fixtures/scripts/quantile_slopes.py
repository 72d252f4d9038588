"""The slope that another program takes where several median slopes are equally good: scipy's linprog (HiGHS, dual
simplex) on the residuals of expected/QuantileMedianSlope.json, places counted on from the three exact fits.

Run in Tests/Fixtures after quantile_slopes.R: python scripts/quantile_slopes.py
"""
import json

import numpy as np
import scipy
from scipy.optimize import linprog

path = "expected/QuantileMedianSlope.json"
entries = json.load(open(path))
for entry in entries:
    y = np.array(entry["expected"]["residuals"])
    m = len(y)
    x = (np.arange(1, m + 1) + 3) / (len(entry["options"]["y"]) - 3)
    equations = np.column_stack([np.ones(m), x, np.eye(m), -np.eye(m)])
    costs = np.r_[0, 0, np.ones(2 * m)]
    bounds = [(None, None)] * 2 + [(0, None)] * 2 * m
    found = linprog(costs, A_eq=equations, b_eq=y, bounds=bounds, method="highs-ds")
    entry["expected"]["sparsity_highs"] = found.x[1]
    entry["source"] += f"; sparsity_highs: scipy {scipy.__version__} linprog(method='highs-ds')"
with open(path, "w") as file:
    file.write("[\n" + ",\n".join("  " + json.dumps(entry) for entry in entries) + "\n]\n")
