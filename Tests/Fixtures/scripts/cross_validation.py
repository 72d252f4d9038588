"""Cross-validation of linear regressions by refits of statsmodels. Writes ../expected/RegressionCrossValidation.json."""
import json
import numpy as np, pandas as pd, statsmodels, statsmodels.formula.api as smf
entries = []
def add(id, data, formula, folds=None, weights=None):
    d = pd.read_csv(f"../data/{data}.csv")
    outcome = formula.split(" ~ ")[0]
    y = d[outcome].to_numpy(float)
    w = np.ones(len(d)) if weights is None else d[weights].to_numpy(float)
    labels = np.arange(len(d)) if folds is None else d[folds].astype(str).to_numpy()
    error, base = np.empty(len(d)), np.empty(len(d))
    for label in np.unique(labels):
        test = labels == label
        train = d[~test]
        fit = smf.wls(formula, train, weights=w[~test]).fit()
        error[test] = y[test] - fit.predict(d[test])
        base[test] = y[test] - np.average(y[~test], weights=w[~test])
    press = np.sum(w * error**2)
    whole = smf.wls(formula, d, weights=w).fit()
    entries.append({"id": id, "method": "cross-validation", "dataset": data,
        "options": {"formula": formula, **({"folds": folds} if folds else {}), **({"weights": weights} if weights else {})},
        "expected": {"press": press, "r_squared": 1 - press / np.sum(w * base**2),
            "predicted": 1 - press / np.sum(w * (y - np.average(y, weights=w))**2),
            "rmse": np.sqrt(press / w.sum()), "mae": np.sum(w * np.abs(error)) / w.sum(), "fitted": whole.rsquared,
            "predictions": list((y - error)[:8])},
        "tolerance": "relative 1e-9", "source": f"statsmodels {statsmodels.__version__}, one fit without each fold"})
add("mtcars.each", "mtcars", "mpg ~ wt + hp")
add("mtcars.cyl", "mtcars", "mpg ~ wt + hp + qsec", "cyl")
add("mtcars.carb.weighted", "mtcars", "mpg ~ wt + am", "carb", "qsec")
add("attitude.each", "attitude", "rating ~ complaints + privileges + learning + raises + critical + advance")
add("sleepstudy.subject", "sleepstudy", "Reaction ~ Days", "Subject")
add("toothgrowth.each", "toothgrowth", "len ~ dose + supp")
add("quine.age", "quine", "Days ~ Sex + Lrn + Eth", "Age")
text = json.dumps(entries).replace('"}, {"id"', '"},\n{"id"')
open("../expected/RegressionCrossValidation.json", "w").write(text + "\n")
