"""Counts which branches of the rules and the acts their tests take: `pytest -p tests.support.counting tests/domain tests/usecases`.

SlipCover counts them: before Python 3.14 coverage.py traces, which slows down all code that runs, the database's most of all,
and more than doubled the time of a test. The plugin has to be named on the command line: it must be there before the first
module that is counted is imported.
"""

from __future__ import annotations

import json
import os
from functools import reduce
from pathlib import Path

import pytest
from slipcover import FileMatcher, ImportManager, Slipcover, merge_coverage

ROOT = Path(__file__).parents[2]
FLOORS = [str(ROOT / "service_desk" / floor) for floor in ("domain", "usecases")]
COUNTED = ROOT / ".coverage.json"
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")

_slipcover = Slipcover(
    branch=True,
    source=None if WORKER else FLOORS,  # modules that nothing imports are named by the first process, once
    exclude_also=["@overload", r"assert_never\("],
)


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Count in the processes that run tests; in one that only hands them out, it would take its seconds for nothing."""
    if WORKER or not early_config.known_args_namespace.numprocesses:
        ImportManager(_slipcover, FileMatcher(sources=FLOORS)).__enter__()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Lay down what this process has counted; the first process puts the parts of all together."""
    counted = _slipcover.get_coverage()
    if WORKER:
        COUNTED.with_suffix(f".{WORKER}").write_text(json.dumps(counted), encoding="utf-8")
        return
    parts = [json.loads(part.read_text(encoding="utf-8")) for part in ROOT.glob(".coverage.gw*")]
    COUNTED.write_text(json.dumps(reduce(merge_coverage, parts, counted)), encoding="utf-8")
    for part in ROOT.glob(".coverage.gw*"):
        part.unlink()
