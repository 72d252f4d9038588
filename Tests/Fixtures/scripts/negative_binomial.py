"""The NB2 regression of quine in 40 digits: adds its entry to expected/NegativeBinomialRegression.json.

Newton's method on all parameters with mpmath; the standard errors of the coefficients from the expected
information for theta as it is, that of theta from the observed one. R's glm.nb takes the latter at the theta before
its last step.
"""
import csv, json, os
from mpmath import mp, mpf, matrix, exp, log, digamma, psi, lu_solve, sqrt, loggamma

mp.dps = 40
root = os.path.join(os.path.dirname(__file__), "..")
path = os.path.join(root, "expected", "NegativeBinomialRegression.json")
entries = [entry for entry in json.load(open(path)) if "40 digits" not in entry["method"]]
entry = [entry for entry in entries if entry["id"] == "negbin.quine"][0]
with open(os.path.join(root, "data", "quine.csv")) as file:
    rows = list(csv.DictReader(file))
columns = [[mpf(1)] * len(rows)]
for name, levels in entry["options"]["factor_levels"].items():
    columns += [[mpf(row[name] == level) for row in rows] for level in levels[1:]]
y = [mpf(row["Days"]) for row in rows]
n, k = len(y), len(columns)
beta = matrix([mpf(v) for v in entry["expected"]["coef"]])
theta = mpf(entry["expected"]["theta"])
for _ in range(60):
    hessian, score = matrix(k + 1, k + 1), matrix(k + 1, 1)
    for i in range(n):
        x = [columns[a][i] for a in range(k)]
        mu = exp(sum(beta[a] * x[a] for a in range(k)))
        t = mu + theta
        first, second = (y[i] - mu) * theta / t, mu * theta * (y[i] + theta) / t**2
        cross = (y[i] - mu) * mu / t**2
        score[k] += digamma(y[i] + theta) - digamma(theta) + log(theta / t) + (mu - y[i]) / t
        own = psi(1, theta) - psi(1, y[i] + theta) - 1 / theta + 2 / t - (y[i] + theta) / t**2
        hessian[k, k] += own
        for a in range(k):
            score[a] += first * x[a]
            hessian[a, k] -= cross * x[a]
            hessian[k, a] -= cross * x[a]
            for b in range(k):
                hessian[a, b] += second * x[a] * x[b]
    step = lu_solve(hessian, score)
    for a in range(k):
        beta[a] += step[a]
    theta += step[k]
    if max(abs(step[a]) for a in range(k + 1)) < mpf(10) ** -34:
        break
information, likelihood = matrix(k, k), mpf(0)
for i in range(n):
    x = [columns[a][i] for a in range(k)]
    mu = exp(sum(beta[a] * x[a] for a in range(k)))
    likelihood += (loggamma(y[i] + theta) - loggamma(theta) - loggamma(y[i] + 1) + theta * log(theta / (theta + mu))
                   + (y[i] * log(mu / (theta + mu)) if y[i] > 0 else 0))
    for a in range(k):
        for b in range(k):
            information[a, b] += mu * theta / (mu + theta) * x[a] * x[b]
covariance = information**-1
entries.append({
    "id": "negbin.quine.exact", "method": entry["method"] + " in 40 digits", "dataset": "quine",
    "options": entry["options"],
    "expected": {
        "coef": [float(b) for b in beta], "se": [float(sqrt(covariance[a, a])) for a in range(k)],
        "theta": float(theta), "se_theta": float(1 / sqrt(hessian[k, k])), "twologlik": float(2 * likelihood),
    },
    "tolerance": "relative 1e-15", "source": "mpmath 1.3.0, Tests/Fixtures/scripts/negative_binomial.py",
})
with open(path, "w") as file:
    json.dump(entries, file, indent=1, ensure_ascii=False)
    file.write("\n")
print(entries[-1]["expected"])
