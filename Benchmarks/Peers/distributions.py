"""Usage: distributions.py [workload ...]. The grids of DistributionWorkloads.swift by SciPy's vectorized functions.

One line per workload: id, tool, median ms, check value.
"""
import statistics
import sys
import time
import warnings
import numpy as np
import scipy.stats as st

warnings.filterwarnings("ignore")
wanted = sys.argv[1:]


def bench(id, work, runs=7):
    if wanted and id not in wanted:
        return
    value, times = work(), []
    for _ in range(runs):
        start = time.perf_counter()
        value = work()
        times.append((time.perf_counter() - start) * 1000)
    print(id, "scipy", f"{statistics.median(times):.4g}", f"{float(value):.12g}", sep="\t", flush=True)


def continuous(name, d, low, high, points=1000, rounds=100, runs=7):
    grid, p = np.linspace(low, high, points), (np.arange(points) + 0.5) / points
    many = np.tile(grid, rounds)
    bench(f"pdf-{name}", lambda: d.pdf(many).sum(), runs)
    bench(f"cdf-{name}", lambda: d.sf(many).sum(), runs)
    few = np.tile(p, max(1, rounds // 10))
    bench(f"quantile-{name}", lambda: d.ppf(few).sum(), runs)


continuous("normal", st.norm(), -6, 6)
continuous("t", st.t(24.7), -6, 6)
continuous("chi2", st.chi2(9), 0.1, 40)
continuous("f", st.f(3, 57), 0.01, 12)
continuous("beta", st.beta(2.5, 9), 0.001, 0.999)
continuous("gamma", st.gamma(4.7), 0.1, 25)
continuous("nct", st.nct(24.7, 2), -3, 9, rounds=1)
continuous("tukey", st.studentized_range(4, 60), 0.1, 9, points=50, rounds=1, runs=1)
k, d = np.tile(np.arange(101), 1000), st.binom(100, 0.3)
bench("pdf-binomial", lambda: d.pmf(k).sum())
bench("cdf-binomial", lambda: d.sf(k).sum())
p = np.tile((np.arange(1000) + 0.5) / 1000, 10)
bench("quantile-binomial", lambda: d.ppf(p).sum())
