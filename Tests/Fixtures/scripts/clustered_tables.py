"""Chi-square tests of clustered cases by their formulas with matrices written out. Writes
../expected/ClusteredChiSquareTest.json.

Rao & Scott: the generalized design effects are the eigenvalues of (C' D^-1 C)^-1 (C' D^-1 V D^-1 C) n, where D holds
the products of the margins, V the covariance of the cell proportions from totals of clusters, and the columns of C
are contrasts of rows times contrasts of columns. Donner: the published formula, cluster by cluster.
"""
import json
import numpy as np
import scipy
from scipy import stats


def rao_scott(g, y, cl):
    n, G, C, K = len(g), g.max() + 1, y.max() + 1, cl.max() + 1
    pr, pc = np.bincount(g) / n, np.bincount(y) / n
    counts = np.zeros((G, C))
    np.add.at(counts, (g, y), 1)
    expected = n * np.outer(pr, pc)
    chi = ((counts - expected) ** 2 / expected).sum()
    cells = np.eye(G * C)[g * C + y]
    totals = np.zeros((K, G * C))
    np.add.at(totals, cl, cells - cells.mean(0))
    V = totals.T @ totals * K / (K - 1) / n**2
    D = np.diag(np.outer(pr, pc).ravel())

    # Contrasts whose products with the margins vanish: columns of D (a x b) with a, b orthogonal to the margins.
    def contrasts(p):
        k = len(p)
        return np.array([[(1 if i == j else 0) - (p[j] / p[k - 1] if i == k - 1 else 0) for i in range(k)]
                         for j in range(k - 1)]).T

    A = np.kron(contrasts(pr), contrasts(pc))  # orthogonal to margins in the metric D
    cov0 = A.T @ D @ A / n
    cov = A.T @ V @ A
    eig = np.linalg.eigvals(np.linalg.solve(cov0, cov)).real
    nu = (G - 1) * (C - 1)
    d1 = eig.sum() ** 2 / (eig**2).sum()
    d2 = d1 * (K - 1)
    F = chi / eig.sum()
    return {"chi": chi, "F": F, "df1": d1, "df2": d2, "p": float(stats.f.sf(F, d1, d2)),
            "designEffect": eig.sum() / nu, "v": float(np.sqrt(chi / n / (min(G, C) - 1)))}


def donner(g, y, cl):
    # y: 0 for the first category.
    e = (y == 0).astype(float)
    n, G, K = len(g), g.max() + 1, cl.max() + 1
    sizes = np.bincount(cl)
    share = np.bincount(cl, e) / sizes
    own = np.zeros(K, int)
    own[cl] = g
    M = np.bincount(g)
    p = np.bincount(g, e) / M
    P = e.mean()
    msc = (sizes * (share - p[own]) ** 2).sum() / (K - G)
    mse = (sizes * share * (1 - share)).sum() / (n - K)
    mA = np.array([(sizes[own == i] ** 2).sum() / M[i] for i in range(G)])
    m0 = (n - mA.sum()) / (K - G)
    rho = (msc - mse) / (msc + (m0 - 1) * mse)
    C = 1 + (mA - 1) * rho
    chi = (M * (p - P) ** 2 / (C * P * (1 - P))).sum()
    return {"chi": chi, "df": int(G - 1), "p": float(stats.chi2.sf(chi, G - 1)), "icc": rho, "factors": list(C)}


def entry(tag, method, found, g, y, cl):
    return {"id": f"{method}.{tag}", "method": method, "dataset": None,
            "options": {"groups": [f"g{v}" for v in g], "answers": [f"a{v}" for v in y], "clusters": [f"c{v}" for v in cl]},
            "expected": found, "tolerance": "relative 1e-10",
            "source": f"numpy {np.__version__}, scipy {scipy.__version__}: the formulas with matrices written out"}


def draw(rng, sizes, groups, cuts, rho, crossing=False):
    cl = np.repeat(np.arange(len(sizes)), sizes)
    g = rng.integers(0, max(groups) + 1, len(cl)) if crossing else np.repeat(groups, sizes)
    u = rng.normal(0, rho**0.5, len(sizes))[cl] + rng.normal(0, (1 - rho) ** 0.5, len(cl)) + 0.3 * g
    return g, np.digitize(u, cuts), cl


rng = np.random.default_rng(12)
two = draw(rng, [4, 6, 3, 5, 2, 5, 7, 4], [0, 0, 0, 0, 1, 1, 1, 1], [0.2], 0.3)
three = draw(rng, [4, 6, 3, 5, 2, 5, 1, 4, 6, 3], [0, 0, 0, 1, 1, 1, 1, 2, 2, 2], [0.2], 0.2)
many = draw(rng, [6, 7, 4, 8, 5, 9, 6, 7, 5], [0, 0, 0, 1, 1, 1, 2, 2, 2], [-0.4, 0.7], 0.2)
crossing = draw(rng, [6, 7, 4, 8, 5, 9], [0, 1], [-0.4, 0.7], 0.4, crossing=True)
cases = [entry(t, "raoScott", rao_scott(*d), *d) for t, d in
         (("two", two), ("three", three), ("many", many), ("crossing", crossing))]
cases += [entry(t, "donner", donner(*d), *d) for t, d in (("two", two), ("three", three))]
with open("../expected/ClusteredChiSquareTest.json", "w") as out:
    out.write("[\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]\n")
