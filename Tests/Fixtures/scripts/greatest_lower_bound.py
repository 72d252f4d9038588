"""Reference values of the greatest lower bound and of the minimum trace solution, with 40-digit certificates.

    python Tests/Fixtures/scripts/greatest_lower_bound.py

Adds the entries mpmath.* to the fixtures GreatestLowerBound and Unidimensionality. However the point is found, a
feasible point of the programme and one of its dual whose sums differ by less than 1e-18 prove the value: error
variances w with S - diag(w) positive definite, and a positive definite Y with a diagonal of at least one. Needs
mpmath; the data of the entries are read as in one_factor.py.
"""
import json, pathlib
import mpmath
from mpmath import mp, mpf, matrix, inverse, lu_solve, cholesky, eigsy, sqrt
from one_factor import columns, covariance, folder

mp.dps = 60


def solve(S):
    k = S.rows
    M = inverse(S)
    errors = [mpf(1) / 2 / sum(M[i, i] for i in range(k))] * k
    t = mpf(2 * k)
    while True:
        M = inverse(matrix(k, k) + S - mpmath.diag(errors))
        g = matrix([t - M[i, i] + 1 / errors[i] for i in range(k)])
        H = matrix(k, k)
        for i in range(k):
            for j in range(k):
                H[i, j] = M[i, j] ** 2
            H[i, i] += 1 / errors[i] ** 2
        step = lu_solve(H, g)
        decrement = (g.T * step)[0]
        if decrement < mpf(10) ** -20:
            Y = M / min(M[i, i] for i in range(k))
            dual, primal = sum(S[i, j] * Y[i, j] for i in range(k) for j in range(k)), sum(errors)
            if dual - primal < mpf(10) ** -18:
                cholesky(S - mpmath.diag(errors)), cholesky(Y)
                assert min(errors) > 0 and min(Y[i, i] for i in range(k)) >= 1 and dual >= primal
                return errors
            t *= 20
        length = mpf(1) if decrement < mpf(1) / 16 else 1 / (1 + sqrt(decrement))
        errors = [errors[i] + length * step[i] for i in range(k)]


def entry(e, name, method, expected):
    return dict(id=f"mpmath.{name}", method=method, dataset=e["dataset"], options=e["options"], expected=expected,
                tolerance="relative 1e-9", source=f"mpmath {mpmath.__version__}, proved by a dual feasible point to 1e-18")


if __name__ == "__main__":
    given = [e for e in json.load(open(folder / "expected" / "OneFactorModel.json")) if e["id"].startswith("cfa1_cr.")]
    bounds, indices = [], []
    for e in given:
        name = e["id"].split(".")[1]
        n, S = covariance(columns(e))
        S = S * n / (n - 1)
        k = S.rows
        R = matrix([[S[i, j] / sqrt(S[i, i] * S[j, j]) for j in range(k)] for i in range(k)])
        total = lambda m: sum(m[i, j] for i in range(k) for j in range(k))
        raw, standard = solve(S), solve(R)
        bounds.append(entry(e, name, "greatest lower bound", dict(
            glb=float(1 - sum(raw) / total(S)), glb_std=float(1 - sum(standard) / total(R)), errors=[float(v) for v in raw])))
        values = eigsy(R - mpmath.diag(standard), eigvals_only=True)
        indices.append(entry(e, name, "explained common variance of the minimum trace solution", dict(
            ecv=float(max(values) / sum(values)))))
    for stem, entries in [("GreatestLowerBound", bounds), ("Unidimensionality", indices)]:
        path = folder / "expected" / f"{stem}.json"
        kept = [e for e in json.load(open(path)) if not e["id"].startswith("mpmath.")]
        path.write_text("[\n" + ",\n".join(json.dumps(e, ensure_ascii=False) for e in kept + entries) + "\n]\n")
