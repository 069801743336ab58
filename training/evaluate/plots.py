"""Curves as pictures."""

import matplotlib

matplotlib.use("Agg")
from matplotlib import pyplot  # noqa: E402


def line_plot(path, rows, x, ys, title, y_label):
    """rows: dicts; a line for each name in ys that some row has."""
    figure, axes = pyplot.subplots(figsize=(7, 4), layout="constrained")
    for name in ys:
        points = [(row[x], row[name]) for row in rows if row.get(name) is not None]
        if points:
            axes.plot(*zip(*points), marker="o", markersize=3, label=name)
    axes.set(title=title, xlabel=x, ylabel=y_label)
    axes.grid(alpha=0.3)
    axes.legend()
    figure.savefig(path, dpi=110)
    pyplot.close(figure)


def grid_plot(path, rows, columns, lines, value, title):
    """A heat map of row[value] over row[columns] and row[lines]."""
    xs, ys = (sorted({row[key] for row in rows}) for key in (columns, lines))
    values = [[next(row[value] for row in rows if row[columns] == x and row[lines] == y) for x in xs] for y in ys]
    figure, axes = pyplot.subplots(figsize=(6, 0.4 * len(ys) + 1.6), layout="constrained")
    axes.imshow(values, aspect="auto", cmap="viridis")
    axes.set(title=title, xlabel=columns, ylabel=lines)
    axes.set_xticks(range(len(xs)), xs)
    axes.set_yticks(range(len(ys)), ys)
    for i, line in enumerate(values):
        for j, number in enumerate(line):
            axes.text(j, i, f"{number:.3f}", ha="center", va="center", color="white", fontsize=8)
    figure.savefig(path, dpi=110)
    pyplot.close(figure)
