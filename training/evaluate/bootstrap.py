"""How far a score may be from what other items of the same kind would have given."""

import numpy as np


def interval(statistic, items, seed=0, draws=1000):
    """95 % percentile bootstrap (Efron 1979). statistic: index array [items] -> number. Returns [low, high], 4 decimals."""
    rng = np.random.default_rng(seed)
    values = [statistic(rng.integers(0, items, items)) for _ in range(draws)]
    return [round(float(value), 4) for value in np.percentile(values, [2.5, 97.5])]
