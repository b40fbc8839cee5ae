"""Writes chi_squared_scipy.json: SciPy's values where SciPy is accurate.

    python3 make_scipy.py           (SciPy 1.17.1)

Left out, since SciPy is not accurate there: ncx2.sf and ncx2.cdf where the tail is
below 1e-6 (ncx2.sf returns 0 in the deep tail), and ncx2.isf altogether.
chi2.sf, chi2.cdf and chi2.isf (Cephes' incomplete gamma) are good to about
1e-13 down to 1e-200, for the degrees of freedom below.
"""

import json
import random
from pathlib import Path

from scipy.stats import chi2, ncx2

HERE = Path(__file__).parent


def central(rng):
    for dof in (1, 2, 3, 4, 5, 8, 12, 16, 31, 32):
        for _ in range(8):
            x = round(dof * 10 ** rng.uniform(-2, 1.2), 5)
            yield f"{dof} {x!r} {float(chi2.sf(x, dof))!r} {float(chi2.cdf(x, dof))!r}"


def quantiles():
    for dof in (1, 2, 3, 5, 8, 16, 32):
        for p in (1e-200, 1e-50, 1e-12, 1e-6, 1e-3, 0.01, 0.1, 0.5, 0.9, 0.999):
            yield f"{p!r} {dof} {float(chi2.isf(p, dof))!r}"


def noncentral(rng):
    for dof in (2, 3, 8, 16, 32):
        for nc in (0.1, 1.0, 10.0, 100.0, 1e3, 1e4):
            for score in (-4, -2, -0.5, 0.5, 2, 4):
                mean = dof + nc
                x = round(mean + score * (2 * (mean + nc)) ** 0.5, 3)
                if x <= 0:
                    continue
                survival, cdf = float(ncx2.sf(x, dof, nc)), float(ncx2.cdf(x, dof, nc))
                if min(survival, cdf) > 1e-6:
                    yield f"{dof} {nc!r} {x!r} {survival!r} {cdf!r}"


def main():
    rng = random.Random(20240503)
    content = {
        "made by": "make_scipy.py, SciPy 1.17.1",
        "central columns": "dof x chi2.sf chi2.cdf",
        "central": list(central(rng)),
        "quantile columns": "probability dof chi2.isf",
        "quantiles": list(quantiles()),
        "noncentral columns": "dof nc x ncx2.sf ncx2.cdf",
        "noncentral": list(noncentral(rng)),
    }
    (HERE / "chi_squared_scipy.json").write_text(json.dumps(content, indent=2) + "\n")


if __name__ == "__main__":
    main()
