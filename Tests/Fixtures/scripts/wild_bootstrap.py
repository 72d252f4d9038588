"""The wild cluster bootstrap by brute force: every sample is made, fitted and given its standard error from the
definitions, with matrices of the size of the clusters. Writes ../expected/WildClusterBootstrap.json."""
import itertools, json
import numpy as np, pandas as pd

def root(m, power):
    values, vectors = np.linalg.eigh(m)
    factors = np.where(values > 1e-10, np.abs(values) ** power, 0)
    return (vectors * factors) @ vectors.T

class Problem:
    def __init__(self, data, outcome, columns, cluster, estimator):
        d = pd.read_csv(f"../data/{data}.csv")
        self.y = d[outcome].to_numpy(float)
        self.x = np.column_stack([np.ones(len(d))] + [d[c].to_numpy(float) for c in columns])
        labels = np.arange(len(d)) if cluster is None else pd.factorize(d[cluster])[0]
        self.groups = [np.flatnonzero(labels == g) for g in range(labels.max() + 1)]
        self.bread = np.linalg.inv(self.x.T @ self.x)
        hat = self.x @ self.bread @ self.x.T
        n, k, g = len(d), self.x.shape[1], len(self.groups)
        power = {"CR2": -0.5, "CR3": -1.0}.get(estimator, 0)
        self.adjust = [root(np.eye(len(i)) - hat[np.ix_(i, i)], power) if power else np.eye(len(i)) for i in self.groups]
        self.factor = {"CR1S": g / (g - 1) * (n - 1) / (n - k), "CR1": g / (g - 1)}.get(estimator, 1)

    def fit(self, y, c):
        b = self.bread @ (self.x.T @ y)
        e = y - self.x @ b
        v = self.factor * sum((c @ self.bread @ self.x[i].T @ a @ e[i]) ** 2 for i, a in zip(self.groups, self.adjust))
        return b, c @ b, np.sqrt(v)

    def statistics(self, c, r, imposed, values):
        b, estimate, error = self.fit(self.y, c)
        base = b - self.bread @ c * (estimate - r) / (c @ self.bread @ c) if imposed else b
        mean, e = self.x @ base, self.y - self.x @ base
        found = []
        for v in itertools.product(values, repeat=len(self.groups)):
            w = np.empty(len(self.y))
            for i, m in zip(self.groups, v): w[i] = m
            _, s, se = self.fit(mean + w * e, c)
            found.append((s - (r if imposed else estimate)) / se)
        return (estimate - r) / error, np.array(found), estimate, error

def probabilities(t, all_t):
    room = 1e-9 * abs(t)
    lower, upper = np.mean(all_t <= t + room), np.mean(all_t >= t - room)
    return {"lower": lower, "upper": upper, "symmetric": np.mean(np.abs(all_t) >= abs(t) - room), "equal_tailed": min(1, 2 * min(lower, upper))}

def limit(problem, c, imposed, values, level, sign):
    _, _, estimate, error = problem.statistics(c, 0, imposed, values)
    def above(step):
        t, all_t, *_ = problem.statistics(c, estimate + sign * step * error, imposed, values)
        return probabilities(t, all_t)["symmetric"] > level
    inner, outer = 0.0, 0.5
    while above(outer):
        inner, outer = outer, outer + 0.5
        if outer > 60: return None
    for _ in range(44):
        middle = (inner + outer) / 2
        inner, outer = (middle, outer) if above(middle) else (inner, middle)
    return estimate + sign * outer * error

webb = [1.5**.5, 1, .5**.5, -(1.5**.5), -1, -(.5**.5)]
entries = []
def add(id, data, outcome, columns, cluster, estimator, weights, value, imposed, multipliers, level=0.05, limits=False):
    problem = Problem(data, outcome, columns, cluster, estimator)
    c = np.array(weights, float)
    values = webb if multipliers == "Webb" else [1, -1]
    t, all_t, estimate, error = problem.statistics(c, value, imposed, values)
    expected = {"estimate": estimate, "SE": error, "t": t, "draws": len(all_t), **probabilities(t, all_t)}
    if limits:
        expected["level"] = 1 - level
        expected["low"], expected["high"] = (limit(problem, c, imposed, values, level, s) for s in (-1, 1))
    entries.append({"id": id, "method": "wild bootstrap of all vectors", "dataset": data,
        "options": {"formula": outcome + " ~ " + " + ".join(columns), "cluster": cluster, "estimator": estimator, "weights": weights, "value": value, "null": "imposed" if imposed else "not imposed", "multipliers": multipliers},
        "expected": expected, "tolerance": "relative 1e-9", "source": f"brute force, numpy {np.__version__} (scripts/wild_bootstrap.py)"})
    print(id, expected)

for imposed in (True, False):
    name = "WCR" if imposed else "WCU"
    for estimator in ("CR0", "CR1S", "CR2", "CR3"):
        add(f"mtcars.carb.{name}.{estimator}", "mtcars", "mpg", ["wt", "hp"], "carb", estimator, [0, 0, 1], -0.01, imposed, "Rademacher", 0.1, estimator in ("CR1S", "CR3"))
    add(f"mtcars.gear.{name}.webb", "mtcars", "mpg", ["wt"], "gear", "CR1S", [0, 1], -4, imposed, "Webb", 0.2, True)
    add(f"mtcars.carb.{name}.sum", "mtcars", "mpg", ["wt", "qsec"], "carb", "CR1S", [1, 3, 18], 21, imposed, "Rademacher", 0.1, True)
# The same two probabilities as wildboottest 0.3.2 (0.0625 and 0).
for imposed in (True, False):
    add("mtcars.carb.zero.WCR" if imposed else "mtcars.carb.zero.WCU", "mtcars", "mpg", ["wt", "hp"], "carb", "CR1S", [0, 0, 1], 0, imposed, "Rademacher")
text = json.dumps(entries).replace("}}, {", "}},\n{").replace('"}, {"id"', '"},\n{"id"')
open("../expected/WildClusterBootstrap.json", "w").write(text + "\n")
