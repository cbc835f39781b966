"""Counts which branches of the rules and the acts their tests take: `pytest -p tests.support.counting`.

coverage.py reports on what is found, but does not trace it: before Python 3.14 tracing slows down all code that runs,
the database's most of all, and more than doubled the time of a test. Here the modules of the two floors alone keep what
they ran. The plugin has to be named on the command line: it must be there before the first of them is imported.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType

import pytest
from coverage import CoverageData

from tests.support.arcs import KEPT, with_arcs

ROOT = Path(__file__).parents[2]
FLOORS = ("service_desk.domain", "service_desk.usecases")
DATA = ROOT / ".coverage"

_arcs: dict[str, dict[tuple[int, int], None]] = {}


class _Loader(SourceFileLoader):
    def get_code(self, fullname: str) -> CodeType:
        path = self.get_filename(fullname)
        return with_arcs(self.get_data(path), path)

    def exec_module(self, module: ModuleType) -> None:
        setattr(module, KEPT, _arcs.setdefault(self.path, {}))
        super().exec_module(module)


class _Finder(MetaPathFinder):
    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if not fullname.startswith(FLOORS):
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and isinstance(spec.loader, SourceFileLoader):
            spec.loader = _Loader(fullname, spec.loader.path)
        return spec


sys.meta_path.insert(0, _Finder())


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Forget what ran in a test that proves neither a rule nor an act by itself, and while its stage was set."""
    if item.get_closest_marker("measured"):
        return (yield)
    known = {path: len(arcs) for path, arcs in _arcs.items()}
    try:
        return (yield)
    finally:
        for path, arcs in _arcs.items():
            while len(arcs) > known.get(path, 0):
                arcs.popitem()


def pytest_sessionstart(session: pytest.Session) -> None:
    """Throw away what an earlier run has counted, before the processes of this one count."""
    if not _worker(session):
        for old in ROOT.glob(".coverage.arcs-*"):
            old.unlink()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Lay down what this process has counted, for `coverage combine`."""
    data = CoverageData(str(DATA), suffix=f"arcs-{_worker(session) or 'alone'}")
    data.add_arcs({path: list(arcs) for path, arcs in _arcs.items()})
    folders = [ROOT / floor.replace(".", "/") for floor in FLOORS]
    data.touch_files([str(path) for folder in folders for path in folder.rglob("*.py")])
    data.write()


def _worker(session: pytest.Session) -> str:
    return str(getattr(session.config, "workerinput", {}).get("workerid", ""))
