"""The step of extractor_bench.ts in PyTorch, on one thread.

    python3 bench/extractor_torch.py windows.json

prints the median milliseconds a step of each variant, of the processor's time. With --serve it answers
extractor_bench.ts, which takes turns with it and writes windows.json: for each
line "variant steps" of the standard input it prints the milliseconds a step,
and for "check" the loss and the length of each parameter's gradient.
"""

import json
import sys
import time

import torch
from torch.nn import functional

# How the edges lie, and how a window is attended to.
VARIANTS = {
    "flat": (False, False),
    "flat-sdpa": (False, True),
    "padded": (True, False),
    "padded-sdpa": (True, True),
}
EPSILON, NUM_HEADS, WINDOW, STATION_FEATURES = 1e-5, 4, 8, 2


class Windows:
    """The windows, as tensors in both forms of the edges."""

    def __init__(self, given):
        def rows(name, columns):
            return torch.tensor(given[name], dtype=torch.float32).view(-1, columns)

        self.stations = rows("stations", STATION_FEATURES)
        self.edges = rows("edges", 14)
        self.anchors = rows("anchors", 12)
        self.now, self.next = rows("now", 2), rows("next", 5)
        self.station_of_edge = torch.tensor(given["stationOfEdge"])
        self.target_of_edge = torch.tensor(given["targetOfEdge"])
        offsets = torch.tensor(given["offsets"])
        counts = offsets[1:] - offsets[:-1]
        self.num_tokens, self.most = len(counts), int(counts.max())
        place = torch.arange(len(self.edges)) - offsets[self.target_of_edge]
        # Where each edge lies when every target has as many.
        self.cell = self.target_of_edge * self.most + place
        self.edge_mask = torch.arange(self.most) < counts[:, None]
        cells = self.num_tokens * self.most
        self.padded_edges = torch.zeros(cells, 14).index_copy(
            0, self.cell, self.edges
        ).view(self.num_tokens, self.most, 14)
        self.padded_stations = torch.zeros(cells, dtype=torch.long).index_copy(
            0, self.cell, self.station_of_edge
        ).view(self.num_tokens, self.most)
        valid = torch.tensor(given["valid"])
        self.window_mask = torch.arange(WINDOW) >= WINDOW - valid[:, None]


class Extractor(torch.nn.Module):
    """The network of lib/tracking/extractor/dynamic_graph_network.ts."""

    def __init__(self, given, variant):
        super().__init__()
        self.is_padded, self.uses_sdpa = VARIANTS[variant]
        self.weights = torch.nn.ParameterDict({
            name: torch.tensor(values, dtype=torch.float32).view(
                shape if name.endswith("weights") or name == "position" else -1
            )
            for name, shape, values in given
        })

    def dense(self, name, x):
        weights = self.weights
        # linear takes the transposed matrix, whose strides cost it nothing.
        return functional.linear(
            x, weights[name + "_weights"].t(), weights[name + "_biases"]
        )

    def perceptron(self, name, x):
        return self.dense(name + "_2", gelu(self.dense(name + "_1", x)))

    def normalize(self, name, x):
        scale, shift = (self.weights[name + end] for end in ("_scale", "_shift"))
        return functional.layer_norm(x, scale.shape, scale, shift, EPSILON)

    def attend_stations(self, w):
        stations = self.perceptron("station", w.stations)
        which = w.padded_stations if self.is_padded else w.station_of_edge
        edges = w.padded_edges if self.is_padded else w.edges
        messages = torch.cat(
            (functional.embedding(which, stations), self.perceptron("edge", edges)), -1
        )
        hidden = self.perceptron("anchor", w.anchors)
        for layer in ("spatial_1", "spatial_2"):
            of_target = hidden @ self.weights[layer + "_hidden_weights"]
            of_target = (
                of_target[:, None]
                if self.is_padded
                else of_target.index_select(0, w.target_of_edge)
            )
            scores = self.dense(
                layer + "_score", gelu(of_target + self.dense(layer + "_message", messages))
            )
            attend = self.attend_padded if self.is_padded else self.attend_flat
            means = attend(w, scores, messages)
            hidden = self.normalize(layer + "_norm", gelu(hidden + means))
        return hidden

    def attend_padded(self, w, scores, messages):
        scores = scores.squeeze(-1).masked_fill(~w.edge_mask, -1e9)
        shares = scores.softmax(-1) * w.edge_mask
        return (shares[:, None] @ messages).squeeze(1)

    def attend_flat(self, w, scores, messages):
        cells = scores.new_full((w.num_tokens * w.most,), -1e9)
        cells = cells.index_copy(0, w.cell, scores[:, 0])
        shares = cells.view(w.num_tokens, w.most).softmax(-1).view(-1)
        shares = shares.index_select(0, w.cell)
        means = messages.new_zeros(w.num_tokens, messages.shape[-1])
        return means.index_add(0, w.target_of_edge, shares[:, None] * messages)

    def attend_window(self, queries, keys, values, mask):
        def heads(x):
            return x.unflatten(-1, (NUM_HEADS, -1)).transpose(1, 2)

        queries, keys, values = map(heads, (queries, keys, values))
        mask = mask[:, None, None]
        if self.uses_sdpa:
            means = functional.scaled_dot_product_attention(
                queries, keys, values, attn_mask=mask
            )
        else:
            scores = queries @ keys.transpose(-1, -2) * queries.shape[-1] ** -0.5
            means = scores.masked_fill(~mask, -1e9).softmax(-1) @ values
        return means.transpose(1, 2).flatten(2)

    def encode(self, layer, x, attended):
        middle = self.normalize(layer + "_norm_1", x + self.dense(layer + "_out", attended))
        forward = self.dense(
            layer + "_forward_2", gelu(self.dense(layer + "_forward_1", middle))
        )
        return self.normalize(layer + "_norm_2", middle + forward)

    def forward(self, w):
        tokens = self.attend_stations(w).view(-1, WINDOW, 32)
        x = tokens + self.weights["position"]
        asked = self.dense("temporal_1_query_key_value", x).chunk(3, -1)
        first = self.encode("temporal_1", x, self.attend_window(*asked, w.window_mask))
        queries, keys, values = self.dense(
            "temporal_2_query_key_value", first
        ).chunk(3, -1)
        last = first[:, -1:]
        attended = self.attend_window(queries[:, -1:], keys, values, w.window_mask)
        second = self.encode("temporal_2", last, attended)
        return self.dense("now", last[:, 0]), self.dense("next", second[:, 0])

    def loss(self, w):
        now, following = self(w)
        errors = (now - w.now).square().sum() + (following - w.next).square().sum()
        return errors / len(w.now)


def gelu(x):
    return functional.gelu(x, approximate="tanh")


def make_step(network, windows):
    """Gives a function that takes one step of Adam."""
    optimizer = torch.optim.Adam(network.parameters(), 1e-4, eps=1e-8, fused=True)

    def step():
        loss = network.loss(windows)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        return loss.item()

    return step


def time_steps(step, num_steps):
    """Gives the milliseconds of the processor a step."""
    start = time.process_time()
    for _ in range(num_steps):
        step()
    return 1e3 * (time.process_time() - start) / num_steps


def check(networks, windows):
    """The loss of each variant, and the lengths of its gradients."""
    answer = {}
    for variant, network in networks.items():
        loss = network.loss(windows)
        network.zero_grad()
        loss.backward()
        lengths = {
            name: parameter.grad.norm().item()
            for name, parameter in network.weights.items()
        }
        answer[variant] = {"loss": loss.item(), "lengths": lengths}
    return json.dumps(answer)


def serve(networks, windows):
    steps = {name: make_step(network, windows) for name, network in networks.items()}
    print(torch.__version__, flush=True)
    for line in sys.stdin:
        if line.strip() == "check":
            print(check(networks, windows), flush=True)
            continue
        variant, num_steps = line.split()
        print(time_steps(steps[variant], int(num_steps)), flush=True)


def print_table(networks, windows):
    print("torch", torch.__version__, "threads", torch.get_num_threads())
    for variant, network in networks.items():
        step = make_step(network, windows)
        time_steps(step, 3)
        times = sorted(time_steps(step, 1) for _ in range(21))
        print(f"{variant}: {times[10]:.1f} ms (5% {times[1]:.1f}, 95% {times[19]:.1f})")


if __name__ == "__main__":
    torch.set_num_threads(1)
    with open(sys.argv[-1], encoding="utf-8") as file:
        contents = json.load(file)
    all_windows = Windows(contents["windows"])
    all_networks = {
        variant: Extractor(contents["parameters"], variant) for variant in VARIANTS
    }
    (serve if "--serve" in sys.argv else print_table)(all_networks, all_windows)
