"""Rows with levels as a tree, for a chart drawn as nested lists."""

from dataclasses import dataclass, field


@dataclass
class Branch:
    unit: object
    below: list = field(default_factory=list)


def tree(units):
    """[Branch] of the topmost units: each belongs to the nearest one above it of a higher level."""
    tops, path = [], []
    for unit in units:
        branch = Branch(unit)
        while path and path[-1].unit.level >= unit.level:
            path.pop()
        (path[-1].below if path else tops).append(branch)
        path.append(branch)
    return tops
