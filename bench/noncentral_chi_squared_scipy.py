"""Times scipy.stats.ncx2.sf on the points of noncentral_chi_squared_bench.ts.

Prints the median nanoseconds a value, vectorised over 1,000 points a call.
"""

import time

import numpy as np
import scipy
from scipy.stats import ncx2

DEGREES_OF_FREEDOM = 8
NUM_POINTS = 1000
CALLS = 200

print("scipy", scipy.__version__)
for noncentrality in (10.0, 1e3, 1e4):
    mean = DEGREES_OF_FREEDOM + noncentrality
    deviation = np.sqrt(2 * (mean + noncentrality))
    standard_score = -5 + 10 * np.arange(NUM_POINTS) / (NUM_POINTS - 1)
    points = np.maximum(0.01 * mean, mean + standard_score * deviation)
    ncx2.sf(points, DEGREES_OF_FREEDOM, noncentrality)
    times = []
    for _ in range(CALLS):
        start = time.perf_counter_ns()
        ncx2.sf(points, DEGREES_OF_FREEDOM, noncentrality)
        times.append((time.perf_counter_ns() - start) / NUM_POINTS)
    low, median, high = np.percentile(times, [5, 50, 95])
    print(
        f"non-centrality {noncentrality:g}: {median:.0f} ns a value"
        f" (5% {low:.0f}, 95% {high:.0f})"
    )
