"""Writes Tests/Fixtures/expected/RatingVarianceComponents.json: REML by dense matrices in 40 digits.

    python Tests/Fixtures/scripts/rating_components.py

The covariance matrix of all ratings is built and factored as it stands, the criterion is minimized by
Newton's method on the logarithms of the ratios with numerical derivatives. lme4's estimates of the same
data, see rating_components.R, are added by that script.
"""
import csv, json, os, random
import mpmath as mp

mp.mp.dps = 40
HERE = os.path.dirname(os.path.abspath(__file__))


def read(name):
    with open(os.path.join(HERE, "..", "data", name + ".csv")) as handle:
        return list(csv.DictReader(handle))


def cells(rows, columns):
    return [(i, j, mp.mpf(row[c])) for i, row in enumerate(rows) for j, c in enumerate(columns) if row[c] != "NA"]


def solve(data, theta):
    """-2 REML criterion, profiled over mean and error variance, and its parts."""
    a, b = theta
    n = len(data)
    v = mp.matrix(n, n)
    for r, (i, j, _) in enumerate(data):
        for c, (k, l, _) in enumerate(data):
            v[r, c] = (1 if r == c else 0) + (a if i == k else 0) + (b if j == l else 0)
    low = mp.cholesky(v)
    logdet = 2 * sum(mp.log(low[r, r]) for r in range(n))

    def forward(x):
        out = []
        for r in range(n):
            out.append((x[r] - mp.fsum(low[r, c] * out[c] for c in range(r))) / low[r, r])
        return out

    one, y = forward([mp.mpf(1)] * n), forward([d[2] for d in data])
    dot = lambda p, q: mp.fsum(s * t for s, t in zip(p, q))
    q11, q1y, qyy = dot(one, one), dot(one, y), dot(y, y)
    rss = qyy - q1y ** 2 / q11
    return logdet + mp.log(q11) + (n - 1) * mp.log(rss), q1y / q11, rss / (n - 1)


def fit(data, start, free):
    x = [mp.log(s) if s > 0 else None for s in start]
    h = mp.mpf(10) ** -9

    def f(x):
        return solve(data, [mp.e ** t if t is not None else mp.mpf(0) for t in x])[0]

    def shift(x, moves):
        return [t if t is None else t + moves.get(k, 0) for k, t in enumerate(x)]

    for _ in range(40):
        f0 = f(x)
        up = {k: f(shift(x, {k: h})) for k in free}
        down = {k: f(shift(x, {k: -h})) for k in free}
        g = [(up[k] - down[k]) / (2 * h) for k in free]
        H = mp.matrix(len(free), len(free))
        for p, k in enumerate(free):
            H[p, p] = (up[k] - 2 * f0 + down[k]) / h ** 2
            for q, l in enumerate(free):
                if q < p:
                    H[p, q] = H[q, p] = (
                        f(shift(x, {k: h, l: h})) - f(shift(x, {k: h, l: -h}))
                        - f(shift(x, {k: -h, l: h})) + f(shift(x, {k: -h, l: -h}))) / (4 * h ** 2)
        step = mp.lu_solve(H, -mp.matrix(g))
        for p, k in enumerate(free):
            x[k] += max(-1, min(1, step[p]))
        if max(abs(s) for s in step) < mp.mpf(10) ** -14:
            break
    theta = [mp.e ** t if t is not None else mp.mpf(0) for t in x]
    cov = 2 * H ** -1
    full = {(k, l): cov[p, q] for p, k in enumerate(free) for q, l in enumerate(free)}
    return theta, full


def entry(name, dataset, rows, columns, start):
    data = cells(rows, columns)
    n = len(data)
    free = [k for k, s in enumerate(start) if s > 0]
    theta, cov = fit(data, start, free)
    a, b = theta
    f, mean, s2 = solve(data, theta)
    slopes = []
    for k in range(2):
        if k not in free:
            probe = [t for t in theta]
            probe[k] = mp.mpf(10) ** -12
            slopes.append(float((solve(data, probe)[0] - f) * mp.mpf(10) ** 12))
    assert all(s > 0 for s in slopes), slopes
    one, cov1 = fit(data, [start[0], 0], [0])
    share = b / (1 + b)
    var_c = cov[(0, 0)]
    var_a = var_c + (share ** 2 * cov[(1, 1)] - 2 * share * cov[(0, 1)] if 1 in free else 0)
    z = mp.sqrt(2) * mp.erfinv(mp.mpf("0.95"))

    def ci(odds, var):
        return [float(1 / (1 + 1 / (odds * mp.e ** (s * z * mp.sqrt(var))))) for s in (-1, 1)]

    return {
        "id": name, "method": "REML variance components of ratings", "dataset": dataset,
        "options": {"columns": columns, "conf_level": 0.95, "table": None if dataset else [
            [None if row[c] == "NA" else float(row[c]) for row in rows] for c in columns]},
        "expected": {
            "n_ratings": n, "subject_variance": float(a * s2), "rater_variance": float(b * s2),
            "error_variance": float(s2), "mean": float(mean),
            "reml_loglik": float(-(f + (n - 1) * (1 + mp.log(2 * mp.pi) - mp.log(n - 1))) / 2),
            "icc_a1": float(a / (1 + a + b)), "icc_c1": float(a / (1 + a)), "icc_1": float(one[0] / (1 + one[0])),
            "icc_a1_ci": ci(a / (1 + b), var_a), "icc_c1_ci": ci(a, var_c), "icc_1_ci": ci(one[0], cov1[(0, 0)]),
        },
        "tolerance": "relative 1e-10",
        "source": "mpmath 1.3.0, dense REML in 40 digits (Tests/Fixtures/scripts/rating_components.py)",
    }


def synthetic(subjects, raters, keep, seed, rater_sd=1.0):
    rng = random.Random(seed)
    level = [rng.gauss(0, rater_sd) for _ in range(raters)]
    rows = []
    for _ in range(subjects):
        true = rng.gauss(5, 1.5)
        row = {}
        for j in range(raters):
            value = round(true + level[j] + rng.gauss(0, 0.8), 2)
            row[f"r{j + 1}"] = repr(value) if rng.random() < keep else "NA"
        rows.append(row)
    return rows, [f"r{j + 1}" for j in range(raters)]


if __name__ == "__main__":
    five = [f"rater{k}" for k in range(1, 6)]
    rows, columns = synthetic(16, 6, 0.5, 20261126)
    wide, names = synthetic(5, 9, 0.7, 7, 2.0)
    entries = [
        entry("components.raters5_missing", "synth_raters5_missing", read("synth_raters5_missing"), five, [1, 0]),
        entry("components.shroutfleiss", "shroutfleiss", read("shroutfleiss"), ["J1", "J2", "J3", "J4"], [2, 5]),
        entry("components.half_missing", None, rows, columns, [2, 1]),
        entry("components.more_raters_than_subjects", None, wide, names, [2, 3]),
    ]
    with open(os.path.join(HERE, "..", "expected", "RatingVarianceComponents.json"), "w") as handle:
        json.dump(entries, handle, indent=1)
        handle.write("\n")
