"""Pan's criteria of estimating equations by statsmodels: prints entries of ../expected/EstimatingEquations.json.

python3 Tests/Fixtures/scripts/quasi_information.py   (pandas, statsmodels)

Gaussian only: for other families statsmodels takes the information without the inverse of the variance, and its
numerical integral of the quasi-likelihood leaves out terms of the outcome and some of its digits.
"""
import json
import os

import pandas as pd
import statsmodels
import statsmodels.api as sm

here = os.path.dirname(os.path.abspath(__file__))
data = pd.read_csv(os.path.join(here, "..", "data", "sleepstudy.csv"))
entries = []
for formula, scale in (("Reaction ~ Days", 2000.0), ("Reaction ~ Days + I(Days**2)", 2000.0)):
    fit = sm.GEE.from_formula(formula, groups="Subject", data=data, family=sm.families.Gaussian()).fit(ctol=1e-13)
    qic, qicu = fit.qic(scale=scale, n_step=200000)
    entries.append({
        "id": f"gee.qic.statsmodels.{len(entries)}", "method": "QIC by statsmodels", "dataset": "sleepstudy",
        "options": {"formula": formula.replace("**", "^"), "id": "Subject", "family": "gaussian",
                    "corstr": "independence", "occasion": None, "dispersion": scale, "factor_levels": None},
        "expected": {"QIC": float(qic), "QICu": float(qicu)}, "tolerance": "relative 1e-8",
        "source": f"Python statsmodels {statsmodels.__version__} GEEResults.qic(scale=2000, n_step=200000)"})
print(json.dumps(entries, indent=1))
