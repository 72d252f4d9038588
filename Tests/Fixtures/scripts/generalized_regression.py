"""Generalized linear models in 40 digits: adds the entries with the method "... in 40 digits" to
expected/GeneralizedRegression.json.

Newton's method on the log-likelihood with mpmath, expected information at the maximum. R's glm stops when the
deviance no longer changes, and takes its covariance matrix at the weights before its last step: where it
converges slowly, or weights are extreme, its last digits are not those of the maximum.
"""
import csv, json, os
from mpmath import mp, mpf, matrix, exp, log, ncdf, npdf, lu_solve, erfc, sqrt

mp.dps = 40
root = os.path.join(os.path.dirname(__file__), "..")


def read(name):
    with open(os.path.join(root, "data", name + ".csv")) as file:
        return list(csv.DictReader(file))


def design(entry):
    rows = read(entry["dataset"])
    outcome, right = [part.strip() for part in entry["options"]["formula"].split("~")]
    names = [part.strip() for part in right.split("+")]
    rows = [row for row in rows if all(row[name] not in ("", "NA") for name in names + [outcome])]
    levels = entry["options"].get("factor_levels") or {}
    columns = [[mpf(1)] * len(rows)]
    for name in names:
        if name in levels:
            columns += [[mpf(row[name] == level) for row in rows] for level in levels[name][1:]]
        else:
            columns.append([mpf(row[name]) for row in rows])
    offset = entry["options"].get("offset_log_of")
    shift = [log(mpf(row[offset])) if offset else mpf(0) for row in rows]
    return columns, [mpf(row[outcome]) for row in rows], shift


def point(family, y, eta):
    """score and expected information by the linear predictor"""
    if family == "poisson":
        return y - exp(eta), exp(eta)
    if family == "logit":
        mean = 1 / (1 + exp(-eta))
        return y - mean, mean * (1 - mean)
    mean, slope = ncdf(eta), npdf(eta)
    return (y - mean) * slope / (mean * (1 - mean)), slope**2 / (mean * (1 - mean))


def fit(entry):
    columns, y, shift = design(entry)
    k, n = len(columns), len(y)
    beta = matrix([mpf(v) for v in entry["expected"]["coef"]])
    for _ in range(40):
        information, score = matrix(k, k), matrix(k, 1)
        for i in range(n):
            eta = shift[i] + sum(beta[a] * columns[a][i] for a in range(k))
            s, w = point(entry["options"]["family"], y[i], eta)
            for a in range(k):
                score[a] += s * columns[a][i]
                for b in range(k):
                    information[a, b] += w * columns[a][i] * columns[b][i]
        step = lu_solve(information, score)
        beta += step
        if max(abs(step[a]) for a in range(k)) < mpf(10) ** -33 * 1:
            break
    covariance = information**-1
    z = [beta[a] / sqrt(covariance[a, a]) for a in range(k)]
    return {
        "coef": [float(b) for b in beta],
        "se": [float(sqrt(covariance[a, a])) for a in range(k)],
        "p": [float(erfc(abs(v) / sqrt(mpf(2)))) for v in z],
        "vcov": [[float(covariance[a, b]) for b in range(k)] for a in range(k)],
    }


path = os.path.join(root, "expected", "GeneralizedRegression.json")
entries = [entry for entry in json.load(open(path)) if "40 digits" not in entry["method"]]
for entry in [entry for entry in entries if "aic" in entry["expected"]]:
    entries.append({
        "id": entry["id"] + ".exact", "method": entry["method"] + " in 40 digits", "dataset": entry["dataset"],
        "options": entry["options"], "expected": fit(entry), "tolerance": "relative 1e-15",
        "source": "mpmath 1.3.0, Tests/Fixtures/scripts/generalized_regression.py",
    })
with open(path, "w") as file:
    json.dump(entries, file, indent=1, ensure_ascii=False)
    file.write("\n")
