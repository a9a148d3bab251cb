"""Writes constraints.txt: the exact version of every package, for each Python given.

    python scripts/constraints.py python3.11 python3.12 python3.13

What is pinned stays as it is, so that a new dependency moves no other; remove constraints.txt
first to take the newest of everything. The first interpreter decides; a later one keeps its
versions and adds what only it needs.
Lines are ``name==version`` and nothing else: lock files would record download addresses.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
CONSTRAINTS = ROOT / "constraints.txt"
HEAD = "# Made by scripts/constraints.py from pyproject.toml; run it again after changing that.\n"


def pinned() -> dict[str, str]:
    """The pins as they stand; none at first."""
    lines = CONSTRAINTS.read_text("utf-8").splitlines() if CONSTRAINTS.exists() else []
    pins = (line.split("==") for line in lines if not line.startswith("#"))
    return {name: version for name, version in pins}  # noqa: C416  # pairs, but lists to mypy


def requirements() -> list[str]:
    """What the runtime and the test extra ask for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return [*project["dependencies"], *project["optional-dependencies"]["test"]]


def resolve(python: str, pins: dict[str, str]) -> dict[str, str]:
    """Name -> version of everything ``python`` would install, given ``pins``."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as constraints:
        constraints.write(as_lines(pins))
        constraints.flush()
        # This Python's pip works for the other one: an old pip may need minutes to resolve this.
        pip = (sys.executable, "-m", "pip", "--python", python, "--quiet", "install")
        dry = ("--dry-run", "--ignore-installed", "--report", "-", "-c", constraints.name)
        done = subprocess.run(  # noqa: S603  # our own arguments and pyproject's
            [*pip, *dry, *requirements()], check=True, stdout=subprocess.PIPE, text=True
        )
    wanted = (entry["metadata"] for entry in json.loads(done.stdout)["install"])
    return {meta["name"].lower().replace("_", "-"): meta["version"] for meta in wanted}


def as_lines(pins: dict[str, str]) -> str:
    return "".join(f"{name}=={version}\n" for name, version in sorted(pins.items()))


def main(pythons: list[str]) -> None:
    pins, used = pinned(), set[str]()
    for python in pythons or [sys.executable]:
        found = resolve(shutil.which(python) or python, pins)
        print(f"{python}: {len(found)} packages, {len(found.keys() - pins.keys())} new")
        pins |= found
        used |= found.keys()
    wanted = {name: version for name, version in pins.items() if name in used}
    CONSTRAINTS.write_text(HEAD + as_lines(wanted), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
