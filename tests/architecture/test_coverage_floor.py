"""The coverage floor counts branches and lines of each folder by itself."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.coverage_floor import main, percentages


def report(**domain: int) -> dict[str, Any]:
    full = {"covered_branches": 10, "missing_branches": 0, "covered_lines": 40, "missing_lines": 0}
    thin = full | domain
    return {
        "files": {
            "service_desk/domain/clock.py": {"summary": thin, "missing_branches": [[3, 5]]},
            "service_desk/usecases/accept_ticket.py": {"summary": full, "missing_branches": []},
        }
    }


@pytest.mark.parametrize(
    ("domain", "verdict"),
    [
        ({}, 0),
        ({"covered_branches": 94, "missing_branches": 6}, 1),
        ({"covered_lines": 94, "missing_lines": 6}, 1),
    ],
)
def test_a_floor_below_the_limit_fails_whatever_the_other_has(
    domain: dict[str, int], verdict: int, tmp_path: Path
) -> None:
    path = tmp_path / "coverage.json"
    path.write_text(json.dumps(report(**domain)))
    assert main(str(path)) == verdict


def test_a_folder_without_branches_has_all_of_them() -> None:
    assert percentages({"files": {}}, "service_desk/domain") == (100.0, 100.0)
