"""The floors of `[tool.floors]` in pyproject.toml: imports go down only (`python -m tests.floors`)."""

import sys
import tomllib
from pathlib import Path

import grimp
from importlinter.contracts.layers import LayersContract

ROOT = Path(__file__).resolve().parent.parent
FLOORS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["floors"]
HEIGHTS = {
    package: height
    for height, packages in enumerate(reversed(FLOORS["layers"]))
    for package in packages
}


def contract():
    """Packages of one floor are strangers to each other."""
    layers = [" | ".join(packages) for packages in FLOORS["layers"]]
    options = {"layers": layers, "ignore_imports": FLOORS["exceptions"]}
    return LayersContract("Imports go down only", {"root_packages": list(HEIGHTS)}, options)


def look(cache=ROOT / ".import_linter_cache"):
    """Whether every import goes down; says which do not. Another choice of packages needs a cache of its own."""
    graph = grimp.build_graph(*HEIGHTS, cache_dir=str(cache))
    asked = contract()
    found = asked.check(graph, verbose=False)
    if not found.kept:
        asked.render_broken_contract(found)
    return found.kept


if __name__ == "__main__":
    sys.exit(not look())
