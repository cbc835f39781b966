"""The branches that are counted without tracing are those that coverage.py finds by tracing."""

from __future__ import annotations

import asyncio
from pathlib import Path
from types import CodeType
from typing import Any

from coverage import Coverage, CoverageData

from tests.support.arcs import KEPT, with_arcs

EVERYTHING = '''"""A module of everything that can branch."""

from __future__ import annotations

import contextlib

LIMIT = 3
"""Words beside a constant."""


def twice(function):
    return function


@twice
class Thing:
    """A thing."""

    name: str = ""
    """Its name."""

    @property
    @twice
    def length(self):
        """Words, and nothing but
        words, in two lines."""
        if self.name:
            return len(self.name)


def loops(numbers):
    for number in numbers:
        if number == 1:
            continue
        if number == 2:
            break
        if number > 5:
            pass
    else:
        numbers = []
    while numbers:
        numbers = numbers[1:]
        if (
            len(numbers)
            == 1
        ):
            return "one"
    while True:
        if LIMIT:
            break


def choices(value):
    match value:
        case 1 | 2:
            found = "few"
        case int() if value > 100:
            found = "many"
        case str():
            found = "words"
    if value == 1:
        found = "one"
    elif value == 2:
        found = "two"
    else:
        found = "other"
    match value:
        case 1:
            return found
        case _:
            return "something"


def refusals(value):
    try:
        with contextlib.suppress(KeyError), open(__file__):
            if value == "suppressed":
                raise KeyError
            if value is None:
                raise ValueError
            int(value)
    except ValueError:
        if value:
            return "no number"
    except TypeError:
        return "not even words"
    else:
        value = value and 7
    finally:
        if value == 7:
            value = 8
    with contextlib.suppress(KeyError):
        if value == 8:
            return "eight"
    return value


def given(numbers):
    global LIMIT
    LIMIT = 4

    def inside(number):
        if number:
            yield number

    return [each for number in numbers if number for each in inside(number)]


async def later(numbers):
    async with contextlib.AsyncExitStack():
        for number in numbers:
            if number:
                return number
'''


def use(code: CodeType, more: dict[str, Any]) -> None:
    """Run the module, and some of what is in it, some branches both ways and some one way only."""
    names: dict[str, Any] = {"__name__": "everything", "__file__": code.co_filename, **more}
    exec(code, names)
    for value in ([], [1, 3, 2], [6, 7], [6, 7, 8]):
        names["loops"](value)
    for value in (1, 500, "x"):
        names["choices"](value)
    for value in ("7", "x", [], "suppressed"):
        names["refusals"](value)
    assert names["Thing"]().length is None
    assert names["given"]([0, 1]) == [1]
    assert asyncio.run(names["later"]([0, 1])) == 1


def counted(
    module: Path, data: CoverageData, include: str
) -> tuple[set[int], set[tuple[int, int]], set[int]]:
    """Return what coverage.py makes of the data of a module: lines run, branches taken, lines of branches not taken."""
    reporter = Coverage(data_file=None, branch=True, include=[include], config_file=False)
    reporter.get_data().update(data)
    found = reporter._analyze(str(module))
    taken = {(a, b) for a, ends in found.executed_branch_arcs().items() for b in ends}
    return found.executed, taken, set(found.missing_branch_arcs())


def test_the_same_lines_and_branches_are_counted_as_by_tracing(tmp_path: Path) -> None:
    module = tmp_path / "everything.py"
    module.write_text(EVERYTHING)
    include = str(tmp_path / "*")

    tracer = Coverage(data_file=None, branch=True, include=[include], config_file=False)
    tracer.start()
    try:
        use(compile(EVERYTHING, str(module), "exec"), {})
    finally:
        tracer.stop()

    arcs: dict[tuple[int, int], None] = {}
    use(with_arcs(EVERYTHING.encode(), str(module)), {KEPT: arcs})
    kept = CoverageData(no_disk=True)
    kept.add_arcs({str(module): list(arcs)})

    assert counted(module, kept, include) == counted(module, tracer.get_data(), include)
