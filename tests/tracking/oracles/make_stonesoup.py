"""Writes stonesoup.json: metrics and filters by Stone Soup.

    python3 make_stonesoup.py       (Stone Soup 1.9.1, NumPy 2.4.6, SciPy 1.17.1)

The sets of the metrics and the measurements of the filters are drawn here and
stand in the file. Stone Soup differentiates range and cosine numerically, so
its extended filters agree to about six digits.

Its OSPA assigns by the least sum of distances, not of their powers, and so is
too large for some sets where the order is above 1. Beside it stands the one by
definition, from SciPy's assignment of the powers; its GOSPA needs no such help.
"""

import datetime
import json
import math
from pathlib import Path

import numpy as np
from scipy.optimize import linear_sum_assignment
from stonesoup.base import Property
from stonesoup.metricgenerator.ospametric import GOSPAMetric, OSPAMetric
from stonesoup.models.measurement.linear import LinearGaussian
from stonesoup.models.measurement.nonlinear import NonLinearGaussianMeasurement
from stonesoup.models.transition.base import TransitionModel
from stonesoup.models.transition.linear import (
    LinearGaussianTimeInvariantTransitionModel,
)
from stonesoup.predictor.kalman import ExtendedKalmanPredictor, KalmanPredictor
from stonesoup.types.array import CovarianceMatrix, StateVector, StateVectors
from stonesoup.types.detection import Detection
from stonesoup.types.hypothesis import SingleHypothesis
from stonesoup.types.prediction import GaussianStatePrediction
from stonesoup.types.state import GaussianState, State
from stonesoup.types.update import GaussianStateUpdate
from stonesoup.updater.kalman import ExtendedKalmanUpdater, KalmanUpdater

HERE = Path(__file__).parent
STATIONS = [(0, 0), (150, 0), (300, 0), (0, 100), (150, 100), (300, 100)]
BLOCK_S, SPEED_MPS, ACCELERATION_SIGMA = 0.1, 10.0, 10.0
TURN_VARIANCE = math.radians(15) ** 2 / 3
EPOCH = datetime.datetime(2026, 1, 1)


def place_sets(rng):
    """Truths and estimates; some estimates near a truth, some anywhere."""
    truths = rng.uniform(0, 30, (rng.integers(0, 7), 2)).round(2)
    estimates = [t + rng.normal(0, 2, 2).round(2) for t in truths if rng.random() < 0.8]
    estimates += list(rng.uniform(0, 30, (rng.integers(0, 3), 2)).round(2))
    order = rng.permutation(len(estimates))
    return truths, [estimates[i] for i in order]


def metric_rows(rng):
    for k in range(60):
        truths, estimates = place_sets(rng)
        if len(truths) == 0 and len(estimates) == 0:
            continue
        cutoff, power = [(5, 2), (5, 1), (12, 3)][k % 3]
        truth_states = [State(StateVector(t), EPOCH) for t in truths]
        states = [State(StateVector(e), EPOCH) for e in estimates]
        ospa = OSPAMetric(c=cutoff, p=power).compute_OSPA_distance(states, truth_states)
        gospa, _ = GOSPAMetric(c=cutoff, p=power).compute_gospa_metric(
            states, truth_states
        )
        most = max(len(truths), len(estimates))
        costs = np.full((most, most), float(cutoff**power))
        for i, truth in enumerate(truths):
            for j, estimate in enumerate(estimates):
                apart = np.linalg.norm(truth - estimate)
                costs[i, j] = min(apart, cutoff) ** power
        total = costs[linear_sum_assignment(costs)].sum()
        yield {
            "cutoffM": cutoff,
            "order": power,
            "truths": [list(map(float, t)) for t in truths],
            "estimates": [list(map(float, e)) for e in estimates],
            "ospa": float((total / most) ** (1 / power)),
            "ospa of Stone Soup": float(ospa.value),
            "gospa": float(gospa.value["distance"]),
            # Stone Soup gives the parts with a minus sign.
            "parts": [
                abs(float(gospa.value[part]))
                for part in ("localisation", "missed", "false")
            ],
        }


class RangeCosine(NonLinearGaussianMeasurement):
    """Ranges and cosines from several stations, stacked."""

    stations: list = Property(doc="places")

    @property
    def ndim_meas(self):
        return 2 * len(self.stations)

    def function(self, state, noise=False, **kwargs):
        x, y = state.state_vector[0, :], state.state_vector[1, :]
        rows = []
        for px, py in self.stations:
            away = np.hypot((x - px).astype(float), (y - py).astype(float))
            rows += [away, (x - px) / away]
        return StateVectors(np.array(rows, dtype=float))


class HeadingMotion(TransitionModel):
    """x, y, heading at a known speed."""

    @property
    def ndim_state(self):
        return 3

    def function(self, state, noise=False, time_interval=None, **kwargs):
        x, y, heading = (state.state_vector[k, :].astype(float) for k in range(3))
        step = SPEED_MPS * BLOCK_S
        return StateVectors(
            np.array([x + step * np.cos(heading), y + step * np.sin(heading), heading])
        )

    def covar(self, time_interval=None, **kwargs):
        return CovarianceMatrix(np.diag([0, 0, TURN_VARIANCE]))

    def rvs(self, *args, **kwargs):
        raise NotImplementedError

    def pdf(self, *args, **kwargs):
        raise NotImplementedError


def velocity_model():
    f = np.eye(4)
    f[0, 2] = f[1, 3] = BLOCK_S
    gain = np.array([[BLOCK_S**2 / 2, 0], [0, BLOCK_S**2 / 2], [BLOCK_S, 0], [0, BLOCK_S]])
    return LinearGaussianTimeInvariantTransitionModel(
        transition_matrix=f, covariance_matrix=ACCELERATION_SIGMA**2 * gain @ gain.T
    )


def velocity_start(start):
    """The moments of the known speed along a Gaussian heading."""
    heading, variance = start["headingRad"], start["headingSigmaRad"] ** 2
    mean = SPEED_MPS * math.exp(-variance / 2)
    along = SPEED_MPS**2 / 2 * (1 - math.exp(-variance)) ** 2
    across = SPEED_MPS**2 / 2 * (1 - math.exp(-2 * variance))
    turn = np.array(
        [
            [math.cos(heading), -math.sin(heading)],
            [math.sin(heading), math.cos(heading)],
        ]
    )
    covariance = np.zeros((4, 4))
    covariance[:2, :2] = np.eye(2) * start["positionSigmaM"] ** 2
    covariance[2:, 2:] = turn @ np.diag([along, across]) @ turn.T
    vector = [*start["position"], mean * math.cos(heading), mean * math.sin(heading)]
    return GaussianState(vector, covariance, timestamp=EPOCH)


def heading_start(start):
    sigma, turn = start["positionSigmaM"] ** 2, start["headingSigmaRad"] ** 2
    vector = [*start["position"], start["headingRad"]]
    return GaussianState(vector, np.diag([sigma, sigma, turn]), timestamp=EPOCH)


def draw_blocks(rng):
    """Measurements of a target that goes east and slowly north."""
    for block in range(6):
        x, y = 118 + block, 42 + 0.3 * block
        measured = []
        size = 0 if block == 3 else rng.integers(1, 4)
        for station in rng.choice(6, size=size, replace=False):
            px, py = STATIONS[station]
            away = math.hypot(x - px, y - py)
            range_sigma, cosine_sigma = rng.uniform(0.1, 0.4), rng.uniform(0.002, 0.008)
            measured.append(
                {
                    "station": int(station),
                    "rangeM": float(away + range_sigma * rng.normal()),
                    "cosine": float((x - px) / away + cosine_sigma * rng.normal()),
                    "rangeSigmaM": float(range_sigma),
                    "cosineSigma": float(cosine_sigma),
                }
            )
        yield measured


def extended_update(prediction, measured):
    if not measured:
        return prediction
    noise = [m[k] ** 2 for m in measured for k in ("rangeSigmaM", "cosineSigma")]
    model = RangeCosine(
        ndim_state=len(prediction.state_vector),
        mapping=(0, 1),
        noise_covar=CovarianceMatrix(np.diag(noise)),
        stations=[STATIONS[m["station"]] for m in measured],
    )
    values = StateVector([m[k] for m in measured for k in ("rangeM", "cosine")])
    detection = Detection(values, timestamp=prediction.timestamp, measurement_model=model)
    return ExtendedKalmanUpdater(model).update(SingleHypothesis(prediction, detection))


def converted_update(prediction, measured):
    state = prediction
    for m in measured:
        px, py = STATIONS[m["station"]]
        side = 1 if py <= 0 else -1
        east, away = m["cosine"], m["rangeM"]
        north = side * math.sqrt(1 - east**2)
        g = np.array([[east, away], [north, -away * east / north]])
        r = g @ np.diag([m["rangeSigmaM"] ** 2, m["cosineSigma"] ** 2]) @ g.T
        model = LinearGaussian(ndim_state=4, mapping=(0, 1), noise_covar=CovarianceMatrix(r))
        place = StateVector([px + away * east, py + away * north])
        detection = Detection(place, timestamp=prediction.timestamp, measurement_model=model)
        as_prediction = GaussianStatePrediction(
            state.state_vector, state.covar, timestamp=prediction.timestamp
        )
        state = KalmanUpdater(model).update(SingleHypothesis(as_prediction, detection))
    return state


def belief(state):
    x, p = state.state_vector, state.covar
    return [float(v) for v in (x[0, 0], x[1, 0], p[0, 0], p[0, 1], p[1, 1])]


def run_filter(state, predictor, update, blocks):
    """x, y, their variances and covariance after each prediction and update."""
    rows = []
    for block, measured in enumerate(blocks):
        time = EPOCH + datetime.timedelta(seconds=BLOCK_S * block)
        if block > 0:
            prediction = predictor.predict(
                GaussianStateUpdate(state.state_vector, state.covar, timestamp=state.timestamp, hypothesis=None),
                timestamp=time,
            )
        else:
            prediction = GaussianStatePrediction(state.state_vector, state.covar, timestamp=time)
        updated = update(prediction, measured)
        rows.append({"predicted": belief(prediction), "updated": belief(updated)})
        state = GaussianState(updated.state_vector, updated.covar, timestamp=time)
    return rows


def one_row_a_line(content, depth=2):
    """JSON in which what lies deeper than `depth` stands on one line."""
    if depth == 0 or not isinstance(content, (dict, list)):
        return json.dumps(content)
    if isinstance(content, list):
        rows = [one_row_a_line(value, depth - 1) for value in content]
        return "[\n" + ",\n".join(rows) + "\n]"
    rows = [f"{json.dumps(k)}: {one_row_a_line(v, depth - 1)}" for k, v in content.items()]
    return "{\n" + ",\n".join(rows) + "\n}"


def main():
    rng = np.random.default_rng(20261121)
    start = {
        "position": [118.4, 41.7],
        "positionSigmaM": 0.5,
        "headingRad": 0.35,
        "headingSigmaRad": 0.26,
    }
    blocks = list(draw_blocks(rng))
    velocity = KalmanPredictor(velocity_model())
    heading = ExtendedKalmanPredictor(HeadingMotion())
    content = {
        "made by": "make_stonesoup.py, Stone Soup 1.9.1, SciPy 1.17.1",
        "metrics": list(metric_rows(rng)),
        "filters": {
            "start": start,
            "measurements": blocks,
            "belief columns": "x y var(x) cov(x, y) var(y)",
            "EKF, velocity": run_filter(velocity_start(start), velocity, extended_update, blocks),
            "EKF, heading linearized": run_filter(heading_start(start), heading, extended_update, blocks),
            "Kalman, full noise": run_filter(velocity_start(start), velocity, converted_update, blocks),
        },
    }
    (HERE / "stonesoup.json").write_text(one_row_a_line(content) + "\n")


if __name__ == "__main__":
    main()
