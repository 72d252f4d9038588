"""Measures SciPy's and NumPy's correct digits on the reference grids of Tests/Fixtures/expected.

    python3 Tests/Fixtures/scripts/peer_digits.py
    Rscript Tests/Fixtures/scripts/peer_digits.R

Each writes its entries of Tests/Fixtures/expected/PeerDigits.json, by the rules that the page Accuracy states. Run
them after a change of the grids; needs scipy and statsmodels.
"""
import datetime
import json
import math
import os
import warnings
import numpy as np
import scipy
import scipy.special as sp
import scipy.stats as st

warnings.filterwarnings("ignore")
HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "expected")
QUANTITIES = {"cdf": "tails", "sf": "tails", "log_cdf": "log tails", "log_sf": "log tails", "log_pdf": "density",
              "log_pmf": "density", "pmf": "density"}


def load(stem):
    with open(os.path.join(HERE, stem + ".json")) as file:
        return json.load(file)


def digits(found, wanted, column, grid):
    if column.startswith("log_") and column not in ("log_pdf", "log_pmf") and grid.startswith("dist.") and abs(wanted) < 1e-45:
        return 16.0
    if math.isnan(found):
        return 0.0
    if found == wanted:
        return 16.0
    if column in QUANTITIES and column not in ("log_pdf", "log_pmf") and abs(wanted) < 1e-299:
        return 16.0 if abs(found) < 1e-298 else 0.0
    if not (math.isfinite(found) and math.isfinite(wanted)):
        return 0.0
    if column in ("log_pdf", "log_pmf", "digamma") or grid == "special.digamma":
        return min(16.0, max(0.0, -math.log10(abs(found - wanted) / max(1.0, abs(wanted)))))
    return min(16.0, max(0.0, -math.log10(abs(found - wanted) / (abs(wanted) or 1.0))))


def continuous(names, make):
    """A grid whose first name is the point; make gives a frozen distribution."""
    def evaluate(row):
        x, d = row[names[0]], make(row)
        return {"cdf": d.cdf(x), "sf": d.sf(x), "log_cdf": d.logcdf(x), "log_sf": d.logsf(x),
                "log_pdf": (d.logpmf if hasattr(d.dist, "logpmf") else d.logpdf)(x),
                "pmf": d.pmf(x) if hasattr(d.dist, "pmf") else math.nan}
    return evaluate


def quantile(make):
    return lambda row: {"quantile": make(row).isf(row["p"]) if row["upper"] else make(row).ppf(row["p"])}


def value(function, *names):
    return lambda row: {"value": function(*[row[n] for n in names])}


T = lambda r: st.t(r["df"])
F = lambda r: st.f(r["df1"], r["df2"])
GAMMA = lambda r: st.gamma(r["shape"], scale=1 / r.get("rate", 1.0))
BETA = lambda r: st.beta(r["shape1"], r["shape2"])
NCT = lambda r: st.nct(r["df"], r["ncp"])
NCX2 = lambda r: st.ncx2(r["df"], r["ncp"])
NCF = lambda r: st.ncf(r["df1"], r["df2"], r["ncp"])


def normal(row):
    return {**continuous(["x"], lambda r: st.norm())(row), "erfcx": sp.erfcx(row["x"])}


def tukey(row):
    d = st.studentized_range(row["k"], row["df"])
    return {"cdf": d.cdf(row["q"]), "sf": d.sf(row["q"])}


def bivariate(row):
    return {"cdf": st.multivariate_normal([0, 0], [[1, row["rho"]], [row["rho"], 1]], allow_singular=True).cdf(
        [row["h"], row["k"]])}


def kolmogorov(row):
    return {"cdf": st.kstwo(int(row["n"])).cdf(row["d"]), "limit_cdf": st.kstwobign.cdf(math.sqrt(row["n"]) * row["d"])}


GRIDS = {
    "corners.gamma": continuous(["x"], GAMMA), "corners.t": continuous(["x"], T), "corners.f": continuous(["x"], F),
    "corners.beta": continuous(["x"], lambda r: st.beta(r["a"], r["b"])), "corners.nct": continuous(["x"], NCT),
    "corners.binomial": lambda r: (lambda f: {**f, "log_pmf": f["log_pdf"]})(
        continuous(["k"], lambda r: st.binom(r["n"], r["prob"]))(r)),
    "corners.normal": normal,
    "corners.one": lambda r: {"lgamma": sp.gammaln(r["x"]), "digamma": sp.psi(r["x"]), "trigamma": sp.polygamma(1, r["x"])},
    "corners.lbeta": value(sp.betaln, "a", "b"),
    "dist.normal.cdf": continuous(["x"], lambda r: st.norm()), "dist.normal.quantile": quantile(lambda r: st.norm()),
    "dist.t.cdf": continuous(["x"], T), "dist.t.quantile": quantile(T),
    "dist.chi2.cdf": continuous(["x"], lambda r: st.chi2(r["df"])), "dist.chi2.quantile": quantile(lambda r: st.chi2(r["df"])),
    "dist.F.cdf": continuous(["x"], F), "dist.F.quantile": quantile(F),
    "dist.beta.cdf": continuous(["x"], BETA), "dist.beta.quantile": quantile(BETA),
    "dist.gamma.cdf": continuous(["x"], GAMMA), "dist.gamma.quantile": quantile(GAMMA),
    "dist.binomial": continuous(["k"], lambda r: st.binom(r["n"], r["prob"])),
    "dist.poisson": continuous(["k"], lambda r: st.poisson(r["lambda"])),
    "dist.kolmogorov": kolmogorov, "dist.bvn": bivariate, "further.BivariateNormalDistribution": bivariate,
    "studentized_range.tails": tukey,
    "dist.tukey.quantile": lambda r: {"quantile": st.studentized_range(r["k"], r["df"]).ppf(r["p"])},
    "further.CauchyDistribution": continuous(["x"], lambda r: st.cauchy(r["location"], r["scale"])),
    "further.ExponentialDistribution": continuous(["x"], lambda r: st.expon(scale=1 / r["rate"])),
    "further.HypergeometricDistribution": continuous(["k"], lambda r: st.hypergeom(r["population"], r["marked"], r["draws"])),
    "further.LogLogisticDistribution": continuous(["x"], lambda r: st.fisk(r["shape"], scale=r["scale"])),
    "further.LogNormalDistribution": continuous(["x"], lambda r: st.lognorm(r["logDeviation"], scale=math.exp(r["logMean"]))),
    "further.LogisticDistribution": continuous(["x"], lambda r: st.logistic(r["location"], r["scale"])),
    "further.NegativeBinomialDistribution": continuous(["k"], lambda r: st.nbinom(r["successes"], r["probability"])),
    "further.GeometricDistribution": continuous(["k"], lambda r: st.nbinom(1, r["probability"])),
    "further.WeibullDistribution": continuous(["x"], lambda r: st.weibull_min(r["shape"], scale=r["scale"])),
    "dist.ncchi2": continuous(["x"], NCX2), "further.NoncentralChiSquareDistribution": continuous(["x"], NCX2),
    "further.large": continuous(["x"], NCX2), "dist.ncf": continuous(["x"], NCF),
    "further.NoncentralFDistribution": continuous(["x"], NCF), "dist.nct": continuous(["x"], NCT),
    "further.NoncentralHypergeometricDistribution": continuous(
        ["k"], lambda r: st.nchypergeom_fisher(r["population"], r["marked"], r["draws"], r["oddsRatio"])),
    "special.lgamma": value(sp.gammaln, "x"), "special.gamma": value(sp.gamma, "x"), "special.digamma": value(sp.psi, "x"),
    "special.trigamma": value(lambda x: sp.polygamma(1, x), "x"), "special.lbeta": value(sp.betaln, "a", "b"),
    "special.erf": value(sp.erf, "x"), "special.erfc": value(sp.erfc, "x"), "special.erfcx": value(sp.erfcx, "x"),
    "special.ibeta": value(sp.betainc, "a", "b", "x"), "special.ibetac": value(sp.betaincc, "a", "b", "x"),
    "special.igamma_p": value(sp.gammainc, "a", "x"), "special.igamma_q": value(sp.gammaincc, "a", "x"),
    "special.log1p": value(np.log1p, "x"), "special.expm1": value(np.expm1, "x"),
    "special.inverse_erf": value(sp.erfinv, "x"), "special.inverse_erfc": value(sp.erfcinv, "x"),
    "special.inverse_igamma_p": value(sp.gammaincinv, "a", "p"), "special.inverse_igamma_q": value(sp.gammainccinv, "a", "p"),
    "special.inverse_ibeta": value(sp.betaincinv, "a", "b", "p"), "special.inverse_ibetac": value(sp.betainccinv, "a", "b", "p"),
    "further.OwenT": value(sp.owens_t, "h", "a"),
}


def number(v):
    return {"Inf": math.inf, "-Inf": -math.inf, "NaN": math.nan, None: math.nan}.get(v, v) if not isinstance(v, (int, float)) else v


def grids():
    found = {}
    for name in sorted(os.listdir(HERE)):
        stem = name[:-5]
        if not name.endswith(".json") or not (stem.endswith("Distribution") or stem in ("DistributionCorners", "OwenT", "SpecialFunctions")):
            continue
        for case in load(stem):
            if case["id"] not in GRIDS:
                continue
            columns, worst = case["expected"], {}
            for i in range(len(next(iter(columns.values())))):
                row = {k: number(v[i]) for k, v in columns.items()}
                try:
                    values = GRIDS[case["id"]](row)
                except Exception:
                    values = {}
                for column in columns:
                    quantity = QUANTITIES.get(column, column)
                    if column in values:
                        d = digits(float(values[column]), float(row[column]), column, case["id"])
                        worst[quantity] = min(worst.get(quantity, 16.0), d)
            found[case["id"]] = {k: round(v, 3) for k, v in worst.items()}
    return found


def design(name):
    with open(os.path.join(HERE, "..", "data", name + ".csv")) as file:
        header = file.readline().strip().replace('"', "").split(",")
        table = np.array([[float(v) for v in line.split(",")] for line in file if line.strip()])
    columns = dict(zip(header, table.T))
    if "Longley" in name:
        return columns["y"], np.column_stack([np.ones(len(table))] + [columns[f"x{i}"] for i in range(1, 7)])
    degree = {"nist_Pontius": 2, "nist_Filip": 10, "nist_Norris": 1, "nist_NoInt1": 1, "nist_NoInt2": 1}.get(name, 5)
    first = 1 if "NoInt" in name else 0
    return columns["y"], np.column_stack([columns["x"] ** i for i in range(first, degree + 1)])


def least(found, wanted):
    wanted = [number(w) for w in (wanted if isinstance(wanted, list) else [wanted])]
    found = np.atleast_1d(found)
    return round(min(digits(float(f), float(w), "", "") for f, w in zip(found, wanted)), 3)


def nist():
    out = {}
    for case in load("LinearRegression"):
        if not case["id"].startswith("nist.lls."):
            continue
        y, x = design(case["dataset"])
        coef, _, rank, _ = np.linalg.lstsq(x, y, rcond=None)
        residual = y - x @ coef
        sigma2 = residual @ residual / (len(y) - x.shape[1])
        with np.errstate(all="ignore"):
            try:
                se = np.sqrt(np.diag(np.linalg.inv(x.T @ x)) * sigma2)
            except np.linalg.LinAlgError:
                se = np.full(x.shape[1], math.nan)
        out[case["id"]] = {"coefficients": least(coef, case["expected"]["coef"]), "standard errors": least(se, case["expected"]["se"])}
    for case in load("NISTVariance"):
        if case["method"] != "NIST StRD one-way ANOVA certified values":
            continue
        if case["dataset"].endswith(".dat"):
            with open(os.path.join(HERE, "..", "data", case["dataset"])) as file:
                rows = [line.split() for line in file.read().splitlines()[60:]]
        else:
            with open(os.path.join(HERE, "..", "data", case["dataset"] + ".csv")) as file:
                rows = [line.replace('"', "").strip().split(",") for line in file.read().splitlines()[1:]]
        groups = {}
        for row in rows:
            if len(row) >= 2:
                groups.setdefault(row[0], []).append(float(row[1]))
        out[case["id"]] = {"F": least(st.f_oneway(*groups.values()).statistic, case["expected"]["F"])}
    for case in load("Moments"):
        if not case["id"].startswith("nist.univariate."):
            continue
        with open(os.path.join(HERE, "..", "data", case["dataset"])) as file:
            lines = file.read().splitlines()[case["options"]["data_starts_after_line"]:]
        values = np.array([float(v) for v in " ".join(lines).split()])
        out[case["id"]] = {"mean": least(values.mean(), case["expected"]["mean"]), "SD": least(values.std(ddof=1), case["expected"]["sd"])}
    return out


if __name__ == "__main__":
    path = os.path.join(HERE, "PeerDigits.json")
    entries = load("PeerDigits") if os.path.exists(path) else []
    made = [("peers.SciPy", "digits of the worst value", grids(), f"SciPy {scipy.__version__}"),
            ("peers.NumPy", "digits of the worst estimate (numpy.linalg.lstsq, mean, std; standard errors by the normal equations; scipy.stats.f_oneway)",
             nist(), f"NumPy {np.__version__}")]
    for identifier, method, expected, source in made:
        entries = [e for e in entries if e["id"] != identifier]
        entries.append({"id": identifier, "method": method, "dataset": None, "options": {}, "expected": expected,
                        "tolerance": "as measured", "source": f"{source}, {datetime.date.today()}"})
    entries.sort(key=lambda e: e["id"])
    with open(path, "w") as file:
        json.dump(entries, file, indent=1)
        file.write("\n")
