"""Reference values for the rank tests of two groups and their permutation forms.

    python Tests/Fixtures/scripts/rank_tests.py

Adds the exact limits of the Hodges-Lehmann shift by R to Tests/Fixtures/expected/MannWhitneyTest.json, and
writes Tests/Fixtures/expected/BrunnerMunzelPermutation.json: the studentized permutation test by going through
all divisions with itertools, the statistic computed from ranks with the formula of Brunner and Munzel (2000) in
fractions where it can be. Needs R, numpy and scipy.
"""
import itertools
import json
import pathlib
import subprocess
from fractions import Fraction

import numpy as np
import scipy
from scipy.stats import rankdata

EXPECTED = pathlib.Path(__file__).resolve().parents[1] / "expected"
SHIFT = "Hodges-Lehmann shift with exact limits, no ties"

UNTIED = {
    "published": ([1, 2.5, 3, 4.25, 5, 6.125, 7, 8.5, 9, 10.75],
                  [2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24]),
    "small": ([1.83, 0.5, 1.62, 2.48, 1.68], [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.07, 3.14]),
    "three": ([1.1, 2.7, 9.4], [0.3, 1.2, 5.5, 7.01]),
    "decimals": ([12.31, 11.02, 9.87, 14.56, 10.11, 13.42, 12.9, 8.75, 15.08, 11.64, 10.73],
                 [10.05, 9.91, 11.27, 8.14, 7.96, 9.33, 12.07, 8.88, 10.6, 7.21, 9.02, 8.43, 10.94]),
}
DIVIDED = {
    "pain": ([1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 1, 1], [3, 3, 4, 3, 1, 2, 3, 1, 1, 5, 4]),
    "tied": ([1, 2, 2, 3, 5, 4], [2, 4, 4, 5, 5, 3, 6]),
    "spread": ([4, 5, 5, 6], [1, 2, 5, 6, 8, 9, 10]),
    "apart": ([7, 8, 9], [1, 2, 3, 3]),
    "equal": ([2, 2, 2], [2, 2]),
}


def ends(n, m):
    """The probabilities of U up to each value, as fractions."""
    counts = np.zeros(n * m + 1, dtype=object)
    for chosen in itertools.combinations(range(n + m), n):
        counts[sum(chosen) - n * (n - 1) // 2] += 1
    return [Fraction(int(total), int(counts.sum())) for total in counts.cumsum()]


def shifts():
    """R falls back on the outermost differences where the level is out of reach, and where an end of U has
    exactly the probability asked for it goes one difference further out: these cases are left out."""
    entries = []
    for name, (x, y) in UNTIED.items():
        for side in ("two.sided", "greater", "less"):
            tails = ends(len(x), len(y))
            for level in (0.95, 0.9, 0.8):
                tail = (1 - Fraction(str(level))) / (2 if side == "two.sided" else 1)
                if tails[0] > tail or tail in tails:
                    continue
                call = (f"r <- wilcox.test(c({','.join(map(str, x))}), c({','.join(map(str, y))}), exact=TRUE, "
                        f"alternative='{side}', conf.int=TRUE, conf.level={level}); "
                        "cat(sprintf('%.17g', c(r$statistic, r$p.value, r$estimate, r$conf.int, "
                        "attr(r$conf.int, 'conf.level'))))")
                out = subprocess.run(["Rscript", "-e", f"options(warn=1); {call}"], capture_output=True, text=True,
                                     check=True)
                w, p, estimate, low, high, _ = map(float, out.stdout.split())
                entries.append({
                    "id": f"wilcox.limits.{name}.{side}.{level}", "method": SHIFT, "dataset": None,
                    "options": {"x": x, "y": y, "alternative": side, "conf_level": level},
                    "expected": {"statistic": w, "p": p, "estimate": estimate,
                                 "low": low if np.isfinite(low) else None,
                                 "high": high if np.isfinite(high) else None},
                    "tolerance": "relative 1e-13",
                    "source": "R 4.2.2 stats::wilcox.test(x, y, exact=TRUE, conf.int=TRUE); open sides are null"})
    return entries


def statistic(x, y):
    n, m = len(x), len(y)
    ranks = rankdata(np.concatenate([x, y]))
    first, second = ranks[:n], ranks[n:]

    def square(own, values):
        part = own - rankdata(values)
        return ((part - part.mean()) ** 2).sum() / (len(values) - 1)

    difference = first.mean() - second.mean()
    variance = n * square(first, x) + m * square(second, y)
    if variance < 1e-12:
        return 0.0 if abs(difference) < 1e-12 else float(np.copysign(np.inf, difference))
    return float(n * m * difference / (n + m) / np.sqrt(variance))


def permutations():
    entries = []
    for name, (x, y) in DIVIDED.items():
        pooled, n = np.array(x + y, float), len(x)
        observed = statistic(np.array(x, float), np.array(y, float))
        memory, values = {}, []
        for chosen in itertools.combinations(range(len(pooled)), n):
            group = tuple(sorted(pooled[list(chosen)]))
            if group not in memory:
                memory[group] = statistic(np.array(group), np.delete(pooled, list(chosen)))
            values.append(memory[group])
        values = np.array(values)
        slack = 0 if np.isinf(observed) else 1e-9
        lower, upper = (values <= observed + slack).mean(), (values >= observed - slack).mean()
        equal = lower + upper - 1
        entries.append({
            "id": f"permuted.{name}", "method": "studentized permutation test, all divisions", "dataset": None,
            "options": {"x": x, "y": y},
            "expected": {
                "t": observed if np.isfinite(observed) else None, "less": lower, "greater": upper,
                "distance": (abs(values) >= abs(observed) - slack).mean(), "doubled": min(1, 2 * min(lower, upper)),
                "mid-p": min(1, 2 * (min(lower, upper) - equal / 2)), "divisions": len(values)},
            "tolerance": "relative 1e-12",
            "source": f"all divisions, numpy {np.__version__}, scipy {scipy.__version__} rankdata"})
    return entries


if __name__ == "__main__":
    path = EXPECTED / "MannWhitneyTest.json"
    old = path.read_text()
    kept = [entry for entry in json.loads(old) if entry["method"] != SHIFT]
    path.write_text(json.dumps(kept + shifts(), indent=1, ensure_ascii=False) + "\n")
    (EXPECTED / "BrunnerMunzelPermutation.json").write_text(
        json.dumps(permutations(), indent=1, ensure_ascii=False) + "\n")
