"""Reference values of the Holm-Sidak adjustment by statsmodels.

Run from Tests/Fixtures: python scripts/holm_sidak.py
"""
import json

import statsmodels
from statsmodels.stats.multitest import multipletests

families = {
    "mix": [0.01, 0.02, 0.03, 0.04, 0.05],
    "ties": [0.001, 0.2, 0.04, 0.04, 0.9, 0.013, 0.0004],
    "one": [0.03],
    "large": [0.3, 0.011, 0.62, 0.007, 0.045, 0.9, 0.021, 0.5, 0.015, 0.08],
}
entries = []
for name, p in families.items():
    adjusted = multipletests(p, method="holm-sidak")[1]
    entries.append({
        "id": f"padjust.holm_sidak.{name}", "method": "Holm-Sidak", "dataset": None,
        "options": {"p": p}, "expected": {"holm-sidak": [float(x) for x in adjusted]},
        "tolerance": "relative 1e-13",
        "source": f"statsmodels {statsmodels.__version__} multipletests(p, method='holm-sidak')"})
with open("expected/HolmSidakAdjustment.json", "w") as file:
    json.dump(entries, file, indent=1)
    file.write("\n")
