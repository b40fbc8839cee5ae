"""Writes metrics_scipy.json: the metrics of lib/twin by other programs.

    python3 make_metrics.py      (NumPy 2.4.6, SciPy 1.17.1, properscoring 0.1)

The samples look like detection probabilities: many equal ones on a floor of
0.085, in steps of 0.005, and a few near 1. They differ in size.
"""

import json
from pathlib import Path

import numpy as np
from properscoring import crps_ensemble
from scipy.stats import entropy, spearmanr, wasserstein_distance

HERE = Path(__file__).parent


def draw(rng, count):
    values = np.maximum(0.085, rng.beta(0.4, 2.0, count))
    return np.round(values * 200) / 200


def smoothed(values, bins):
    counts, _ = np.histogram(values, bins=bins, range=(0, 1))
    return (counts + 0.5) / (len(values) + bins / 2)


def kernels(a, b, bandwidth):
    return np.exp(-((a[:, None] - b[None, :]) ** 2) / (2 * bandwidth**2))


def median_bandwidth(values):
    rows, columns = np.triu_indices(len(values), 1)
    distances = np.abs(values[rows] - values[columns])
    distances = np.sort(distances[distances > 0])
    return float(distances[(len(distances) - 1) // 2])


def case(rng, n, m):
    generated, real = draw(rng, n), draw(rng, m)
    bandwidth = median_bandwidth(np.concatenate([generated, real]))
    gg, rr, gr = (
        kernels(a, b, bandwidth)
        for a, b in [(generated, generated), (real, real), (generated, real)]
    )
    unbiased = (
        (gg.sum() - n) / (n * (n - 1)) + (rr.sum() - m) / (m * (m - 1)) - 2 * gr.mean()
    )
    paired = draw(rng, n)
    return {
        "generated": generated.tolist(),
        "real": real.tolist(),
        "paired": paired.tolist(),
        "klDivergence7Bins": float(entropy(smoothed(generated, 7), smoothed(real, 7))),
        "wassersteinDistance": float(wasserstein_distance(generated, real)),
        "medianBandwidth": bandwidth,
        "squaredDiscrepancy": float(unbiased),
        "discrepancy": float(np.sqrt(gg.mean() + rr.mean() - 2 * gr.mean())),
        "scoreOfFirst": float(crps_ensemble(real[0], generated)),
        "rankCorrelation": float(spearmanr(generated, paired).statistic),
    }


def main():
    rng = np.random.default_rng(20261121)
    content = {
        "made by": "make_metrics.py, NumPy 2.4.6, SciPy 1.17.1, properscoring 0.1",
        "cases": [case(rng, n, m) for n, m in [(5, 8), (12, 7), (40, 40), (60, 25)]],
    }
    (HERE / "metrics_scipy.json").write_text(json.dumps(content) + "\n")


if __name__ == "__main__":
    main()
