"""What was measured: one line for each thing, database and size; those of several runs stand in one file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.measuring import Times


@dataclass(frozen=True)
class Result:
    """One row of the report; `what` against `floor`, both in milliseconds."""

    what: str
    database: str
    tickets: int
    times: Times
    floor: Times
    kilobytes: float | None = None

    @property
    def ratio(self) -> float:
        """How many times the floor it takes."""
        return self.times.median / self.floor.median


def beside_earlier(results: Sequence[Result], path: Path) -> list[Result]:
    """Return results with those that a file keeps from earlier runs and that were not measured again; keep them all.

    They are in the order of database, size and the page they were measured on.
    """
    kept = {_key(each): each for each in _read(path)} | {_key(each): each for each in results}
    ordered = sorted(kept.values(), key=lambda each: (each.database != "sqlite", each.tickets))
    path.write_text(json.dumps([asdict(each) for each in ordered], indent=1), "utf-8")
    return ordered


def _key(result: Result) -> tuple[str, int, str]:
    return result.database, result.tickets, result.what


def _read(path: Path) -> list[Result]:
    if not path.exists():
        return []
    rows = json.loads(path.read_text("utf-8"))
    return [Result(**{**row, "times": Times(**row["times"]), "floor": Times(**row["floor"])}) for row in rows]
