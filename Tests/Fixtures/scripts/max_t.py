"""Step-down maxT over all divisions, by enumeration with numpy, as reference values.

Run from Tests/Fixtures: python scripts/max_t.py
"""
import itertools
import json

import numpy as np


def welch(a, b):
    return (a.mean(0) - b.mean(0)) / np.sqrt(a.var(0, ddof=1) / len(a) + b.var(0, ddof=1) / len(b))


def max_t(first, second, side):
    pooled = np.vstack([first, second])
    n, k = len(pooled), len(first)
    sided = {"two-sided": np.abs, "greater": lambda t: t, "less": lambda t: -t}[side]
    t = welch(first, second)
    observed = sided(t)
    order = np.argsort(-observed, kind="stable")
    single, stepped, count = np.zeros(len(t)), np.zeros(len(t)), 0
    for chosen in itertools.combinations(range(n), k):
        mask = np.zeros(n, bool)
        mask[list(chosen)] = True
        value = sided(welch(pooled[mask], pooled[~mask]))
        single += value >= observed - 1e-10
        largest = np.maximum.accumulate(value[order][::-1])[::-1]
        stepped[order] += largest >= observed[order] - 1e-10
        count += 1
    adjusted = np.empty(len(t))
    adjusted[order] = np.maximum.accumulate(stepped[order] / count)
    return t, single / count, adjusted


rng = np.random.default_rng(20261126)
entries = []
for name, n1, n2, outcomes, side in [
        ("two_sided", 5, 6, 4, "two-sided"), ("greater", 4, 6, 3, "greater"), ("less", 6, 4, 5, "less")]:
    common = rng.normal(size=(n1 + n2, 1))
    data = np.round(common + rng.normal(size=(n1 + n2, outcomes)), 2)
    data[:n1] += np.linspace(0, 1.6, outcomes) * (-1 if side == "less" else 1)
    data = np.round(data, 2)
    t, p, adjusted = max_t(data[:n1], data[n1:], side)
    entries.append({
        "id": f"max_t.{name}", "method": "step-down maxT over all divisions", "dataset": None,
        "options": {"group": data[:n1].T.tolist(), "baseline": data[n1:].T.tolist(), "alternative": side},
        "expected": {"t": t.tolist(), "p": p.tolist(), "adjusted": adjusted.tolist()},
        "tolerance": "relative 1e-12",
        "source": f"numpy {np.__version__}, enumeration in scripts/max_t.py"})
with open("expected/MaxTAdjustment.json", "w") as file:
    json.dump(entries, file, indent=1)
    file.write("\n")
