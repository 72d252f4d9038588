"""Adds limits of many resamples by scipy.stats.bootstrap to ../expected/BootstrapEstimate.json.

The random numbers are not ours: what can be compared is what both come to with many resamples.
"""
import json
import numpy as np
import scipy
from scipy import stats

path = "../expected/BootstrapEstimate.json"
cases = [c for c in json.load(open(path)) if c["method"] != "scipy"]
values = [2.1, 3.4, 0.7, 9.8, 4.4, 5.1, 2.2, 3.9, 1.5, 14.2, 2.8, 6.0]
other = [1.2, 2.5, 0.4, 3.9, 2.2, 1.1, 5.0]


def limits(data, statistic, method, seed):
    found = stats.bootstrap(data, statistic, n_resamples=200_000, method=method, batch=10_000,
                            random_state=np.random.default_rng(seed), vectorized=True)
    return [float(found.confidence_interval.low), float(found.confidence_interval.high)]


def difference(x, y, axis=-1):
    return np.mean(x, axis=axis) - np.mean(y, axis=axis)


def entry(tag, data, statistic, options):
    expected = {m: limits(data, statistic, m, i) for i, m in enumerate(("percentile", "basic", "BCa"))}
    return {"id": f"scipy.{tag}", "method": "scipy", "dataset": None, "options": options, "expected": expected,
            "tolerance": "0.08 standard errors", "source": f"scipy {scipy.__version__} scipy.stats.bootstrap, 200,000 resamples"}


cases.append(entry("mean", (np.array(values),), np.mean, {"y": values, "statistic": "mean"}))
cases.append(entry("strata", (np.array(values), np.array(other)), difference,
                   {"y": values, "z": other, "statistic": "difference of means"}))
with open(path, "w") as out:
    out.write("[\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]\n")
