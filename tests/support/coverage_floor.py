"""Fails when the tests leave too much of the rules or the acts unproved: 95 % of the branches of each floor."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

FLOORS = ("service_desk/domain", "service_desk/usecases")
LIMIT = 95.0


def percentages(report: dict[str, Any], floor: str) -> tuple[float, float]:
    """Return how many per cent of the branches and of the lines below a folder were run (100 where there are none)."""
    sums = [part["summary"] for path, part in report["files"].items() if path.startswith(floor + "/")]
    return _share(sums, "branches"), _share(sums, "lines")


def _share(sums: list[dict[str, int]], what: str) -> float:
    taken, missed = (sum(each[f"{how}_{what}"] for each in sums) for how in ("covered", "missing"))
    return 100 * taken / (taken + missed) if taken + missed else 100.0


def weakest(report: dict[str, Any], floor: str, limit: int = 8) -> list[str]:
    """Return the modules with the most branches never taken, as `path: lines`."""
    left = [
        (part["summary"]["missing_branches"], path, part["missing_branches"])
        for path, part in report["files"].items()
        if path.startswith(floor + "/") and part["summary"]["missing_branches"]
    ]
    left.sort(reverse=True)
    return [f"  {path}: " + ", ".join(f"{a}→{b}" for a, b in arcs[:12]) for _, path, arcs in left[:limit]]


def main(path: str) -> int:
    """Print the shares of each floor and return 1 when one is below the limit."""
    report = json.loads(Path(path).read_text(encoding="utf-8"))
    failed = False
    for floor in FLOORS:
        branches, lines = percentages(report, floor)
        below = min(branches, lines) < LIMIT
        failed |= below
        print(
            f"{floor}: {branches:.1f} % of branches, {lines:.1f} % of lines{f', below {LIMIT:.0f} %' * below}"
        )
        if below:
            print("\n".join(weakest(report, floor)))
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
