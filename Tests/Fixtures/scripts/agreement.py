"""Reference values for coefficients of agreement.

    python agreement.py SHARED_EXPECTED_FOLDER

writes `Tests/Fixtures/expected/*.json` for the stems of the chapter Agreement. The folder holds
`reliability.json` and `python_references.json`, whose entries are copied as they are. Needs mpmath, numpy, pandas, scipy,
irrCAC 0.4.4 and krippendorff 0.9.0, and R with the packages vcd and psych.

irrCAC rounds what it returns to `digits` decimals; with digits=15 that is the precision of a double.
Its limits come from scipy's t.ppf, which is off by
up to 1e-10 (8 degrees of freedom: 2.30600413503 for 2.30600413520), so that the lower limit is made from its
estimate and standard error with the quantile of mpmath, and only compared with its own.
"""

import json
import pathlib
import subprocess
import sys

import mpmath
import numpy as np
import pandas as pd
from irrCAC.raw import CAC
from scipy import stats

ROOT = pathlib.Path(__file__).resolve().parents[1]
SHARED = pathlib.Path(sys.argv[1])
SOURCE = "irrCAC 0.4.4 (Python 3.11), CAC(ratings, weights, categories, N, digits=15)"
FIVE = [1, 2, 3, 4, 5]
NAN = None

# Twelve units with absent ratings; the fifth and the ninth have a single one.
GAPS = [
    [1, 1, 2, 1], [2, 2, 2, NAN], [3, 3, 1, 3], [NAN, 2, 3, 2], [NAN, NAN, 4, NAN], [4, 4, NAN, 4],
    [1, 2, 1, 1], [5, 5, 5, 5], [3, NAN, NAN, NAN], [2, 3, 2, 2], [5, 4, 5, NAN], [1, 1, 1, NAN],
]
# Unequally spaced values of which 9 is not used.
SPACED = [[1, 1, 2], [2, 2, 2], [3, 5, 3], [5, 5, 5], [1, 2, 2], [3, 3, 3], [5, 3, 5], [2, 2, 1], [1, 1, 1]]

# Fleiss (1971), table 1: 30 patients, 6 psychiatrists; depression, personality disorder, schizophrenia,
# neurosis, other.
DIAGNOSES = [[int(digit) for digit in row] for row in """
00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031
00501 30012 51000 02040 10203 00006 01050 02013 20040 10041 05010 40002 02040 10500 00006
""".split()]

# Krippendorff's example of 4 observers and 12 units, by observer.
OBSERVERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, NAN, NAN, NAN], [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NAN, 3],
    [NAN, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NAN], [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NAN],
]

# A made-up table of two raters with an ordinal scale, and one with a prevailing category.
TABLE4 = [[31, 5, 1, 0], [6, 22, 7, 2], [0, 4, 19, 6], [1, 1, 5, 14]]
TABLE2 = [[85, 5], [7, 3]]


def csv(name):
    return pd.read_csv(ROOT / "data" / f"{name}.csv")


def rows(frame):
    return [[None if pd.isna(v) else int(v) for v in row] for row in frame.to_numpy()]


SETS = {
    "raters5": ("synth_raters5", rows(csv("synth_raters5")), FIVE),
    "raters5_missing": ("synth_raters5_missing", rows(csv("synth_raters5_missing")), FIVE),
    "raters2": ("synth_raters2", rows(csv("synth_raters2")), [1, 2, 3, 4]),
    "gaps": (None, GAPS, FIVE),
    "spaced": (None, SPACED, [1, 2, 3, 5, 9]),
}
WEIGHTS = ["identity", "linear", "quadratic", "ordinal", "radical", "ratio", "circular"]


def t_quantile(upper_tail, degrees):
    """The quantile of Student's t in 30 digits."""
    mpmath.mp.dps = 30
    half = mpmath.mpf(degrees) / 2

    def excess(x):
        return mpmath.betainc(half, 0.5, 0, degrees / (degrees + x * x), regularized=True) / 2 - upper_tail

    return mpmath.findroot(excess, float(stats.t.isf(float(upper_tail), degrees)))


def lower_limit(found, units):
    quantile = t_quantile(mpmath.mpf(25) / 1000, units - 1)
    limit = float(found["coefficient_value"] - quantile * found["se"])
    assert abs(limit - found["confidence_interval"][0]) < 1e-9
    return limit


def irrcac(method, name, weights, population=None):
    dataset, units, categories = SETS[name]
    frame = pd.DataFrame(units, dtype=float)
    table = CAC(frame, weights=weights, categories=categories, N=population or np.inf, digits=15)
    found = getattr(table, method)()["est"]
    options = {"categories": categories, "weights": weights}
    if population:
        options["population"] = population
    if dataset is None:
        options["units"] = units
    suffix = f".population{population}" if population else ""
    return {
        "id": f"irrcac.{method}.{name}.{weights}{suffix}", "method": found["coefficient_name"],
        "dataset": dataset, "options": options,
        "expected": {
            "value": found["coefficient_value"], "se": found["se"], "pa": found["pa"], "pe": found["pe"],
            "ci95_low": lower_limit(found, len(units))},
        "tolerance": "absolute 1e-14, relative 1e-12", "source": SOURCE}


def percent(name, weights):
    """Gwet (2014): the mean of n/n2 a_i over units, and its standard error over n units."""
    dataset, units, categories = SETS[name]
    table = CAC(pd.DataFrame(units, dtype=float), weights=weights, categories=categories, digits=15)
    w = table.weights_mat
    counts = np.array([[sum(r == c for r in row) for c in categories] for row in units], dtype=float)
    m = counts.sum(1)
    two = m >= 2
    a = np.where(two, (counts * (counts @ w.T - 1)).sum(1) / np.where(two, m * (m - 1), 1), 0)
    n = len(units)
    unit = n / two.sum() * a
    value = unit.mean()
    options = {"categories": categories, "weights": weights}
    if dataset is None:
        options["units"] = units
    return {
        "id": f"gwet.percent.{name}.{weights}", "method": "Percent agreement", "dataset": dataset,
        "options": options,
        "expected": {
            "value": float(value), "se": float(np.sqrt(((unit - value) ** 2).sum() / (n * (n - 1)))),
            "irrcac_pa": table.bp()["est"]["pa"]},
        "tolerance": "relative 1e-12",
        "source": "numpy 2, formula of Gwet (2014); irrcac_pa is " + SOURCE}


def vcd(identifier, table, weights):
    values = ",".join(str(v) for row in table for v in row)
    size = len(table)
    code = (
        f"t <- matrix(c({values}), {size}, byrow=TRUE);"
        f"k <- vcd::Kappa(t, weights='{weights}');"
        "p <- suppressWarnings(suppressMessages(psych::cohen.kappa(t)));"
        "cat(sprintf('%.17g', c(k$Unweighted, k$Weighted, p$kappa)))")
    numbers = [float(v) for v in subprocess.check_output(["Rscript", "-e", code], text=True).split()]
    version = subprocess.check_output(
        ["Rscript", "-e", "cat(R.version.string, '; vcd', format(packageVersion('vcd')), '; psych', "
         "format(packageVersion('psych')))"], text=True)
    return {
        "id": f"vcd.{identifier}", "method": "Cohen kappa", "dataset": None,
        "options": {"table": table, "weights": "linear" if weights == "Equal-Spacing" else "quadratic"},
        "expected": {
            "kappa": numbers[0], "ase": numbers[1], "weighted": numbers[2], "weighted_ase": numbers[3],
            "psych_kappa": numbers[4]},
        "tolerance": "relative 1e-12", "source": f"{version}: vcd::Kappa, psych::cohen.kappa"}


def light(name, weights):
    dataset, units, categories = SETS[name]
    levels = ",".join(str(c) for c in categories)
    code = (
        f"d <- read.csv('{ROOT}/data/{dataset}.csv'); d <- d[complete.cases(d), ]; k <- c();"
        "for (i in 1:(ncol(d)-1)) for (j in (i+1):ncol(d)) {"
        f"t <- table(factor(d[[i]], c({levels})), factor(d[[j]], c({levels})));"
        f"v <- vcd::Kappa(t, weights='{weights or 'Equal-Spacing'}');"
        f"k <- c(k, v${'Weighted' if weights else 'Unweighted'}[1]) }};"
        "cat(sprintf('%.17g', c(mean(k), k)))")
    numbers = [float(v) for v in subprocess.check_output(["Rscript", "-e", code], text=True).split()]
    return {
        "id": f"light.{name}.{'quadratic' if weights else 'identity'}", "method": "Light kappa",
        "dataset": dataset,
        "options": {"categories": categories, "weights": "quadratic" if weights else "identity"},
        "expected": {"value": numbers[0], "pairs": numbers[1:]}, "tolerance": "relative 1e-12",
        "source": "mean over pairs of vcd::Kappa (vcd 1.4.11, R 4.2.2) on units without absent ratings"}


def krippendorff_entry():
    import krippendorff
    data = np.array([[np.nan if v is None else v for v in row] for row in OBSERVERS], dtype=float)
    return {
        "id": "published.krippendorff", "method": "Krippendorff alpha", "dataset": None,
        "options": {"raters": OBSERVERS, "categories": FIVE},
        "expected": {
            "published": {"nominal": 0.743, "ordinal": 0.815, "interval": 0.849, "ratio": 0.797},
            **{
                metric: float(krippendorff.alpha(data, value_domain=FIVE, level_of_measurement=metric))
                for metric in ("nominal", "ordinal", "interval", "ratio")}},
        "tolerance": "published 3 decimals; others relative 1e-12",
        "source": "Krippendorff (2011), Computing Krippendorff's alpha-reliability; krippendorff 0.9.0"}


def shared(file, prefix):
    return [e for e in json.loads((SHARED / file).read_text()) if e["id"].startswith(prefix)]


def write(stem, entries):
    (ROOT / "expected" / f"{stem}.json").write_text(
        "[\n" + ",\n".join(json.dumps(entry) for entry in entries) + "\n]\n")


def family(method):
    names = ["raters5", "gaps", "spaced"] if method != "conger" else ["raters5", "raters2"]
    entries = [irrcac(method, name, weights) for name in names for weights in WEIGHTS]
    if method != "conger":
        entries += [irrcac(method, "raters5_missing", weights) for weights in WEIGHTS[:3]]
    return entries + [irrcac(method, "raters5", "linear", 50)]


write("PercentAgreement", [percent(n, w) for n in ("raters5", "raters5_missing", "gaps") for w in WEIGHTS[:3]])
write("CohensKappa", shared("reliability.json", "kappa.") + [
    vcd("table4.linear", TABLE4, "Equal-Spacing"), vcd("table4.quadratic", TABLE4, "Fleiss-Cohen"),
    vcd("table2", TABLE2, "Equal-Spacing")])
write("ScottsPi", [irrcac("fleiss", "raters2", weights) for weights in WEIGHTS])
write("FleissKappa", shared("reliability.json", "fleiss.") + [{
    "id": "published.fleiss1971", "method": "Fleiss kappa", "dataset": None,
    "options": {"counts": DIAGNOSES},
    "expected": {
        "kappa": 0.430244520060141, "published": 0.430,
        "category_kappa": [0.245, 0.245, 0.520, 0.471, 0.566]},
    "tolerance": "kappa relative 1e-14, published values 3 decimals",
    "source": "Fleiss (1971), Psychological Bulletin 76, 378-382, table 1"}] + family("fleiss"))
write("LightsKappa", [light("raters5", None), light("raters5", "Fleiss-Cohen"), light("raters5_missing", None)])
write("CongersKappa", family("conger"))
write("BrennanPredigerKappa", family("bp"))
write("GwetAC1", [e for e in family("gwet") if e["options"]["weights"] == "identity"])
write("GwetAC2", [e for e in family("gwet") if e["options"]["weights"] != "identity"])
write("KrippendorffsAlpha", shared("python_references.json", "krippendorff.") + [krippendorff_entry()])
