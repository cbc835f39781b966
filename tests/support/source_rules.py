"""The house rules that the syntax tree of a module can answer for, each a function from a module to its breaches."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = "service_desk"

MODULE_LIMIT = 300
FUNCTION_LIMIT = 60

# Slow to import and needed by one command or page only; Alembic by the one start in a hundred that has to migrate.
IMPORTED_LATE = frozenset(
    {"alembic", "docx", "docxtpl", "pypinyin", "python_calamine", "xlsxwriter", "resvg_py"}
)
# So that `serve` answers soon: the scheduler is loaded by its own process while the site answers already, and the filling
# of the demo zone by the one start that fills it; the client of an object store and the reader of papers where one is used.
KEEPS_THE_START_SHORT = frozenset(
    {
        ("service_desk.cli.serve", "service_desk.cli.scheduler"),
        ("service_desk.cli.demo", "service_desk.demo.zone"),
        ("service_desk.persistence.storing.opening", "service_desk.persistence.storing.s3"),
        ("service_desk.usecases.files.looking_into", "service_desk.usecases.files.looking_into_papers"),
    }
)
EMPTY_NAMES = frozenset(
    {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers", "stuff", "base", "core"}
)
FLOORS = ("domain", "persistence", "usecases", ("notify", "web", "jobs"), ("app", "demo"), "cli")
SQL_LIBRARIES = frozenset({"sqlalchemy", "flask_sqlalchemy", "alembic", "sqlite3", "psycopg"})
HTTP_LIBRARIES = frozenset(
    {"flask", "werkzeug", "jinja2", "wtforms", "flask_wtf", "flask_login", "flask_babel"}
)
CLOCK_READINGS = frozenset({"now", "utcnow", "today", "time", "time_ns", "localtime"})
CLOCK_OWNERS = frozenset({"datetime", "date", "time"})
# The rate limiter's library calls its storage without telling it the time.
READS_THE_CLOCK = frozenset({"service_desk.persistence.rates"})
# The composition root hands the database handle to the migration commands.
KNOWS_THE_DATABASE = frozenset({"service_desk.app"})


@dataclass(frozen=True)
class Module:
    """One module: its path under the root of the checkout, and its text."""

    path: str
    source: str

    @cached_property
    def tree(self) -> ast.Module:
        """The parsed text."""
        return ast.parse(self.source)

    @property
    def name(self) -> str:
        """The dotted name it is imported by."""
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @property
    def floor(self) -> str:
        """The floor it stands on: the first part below the package ("" outside the package)."""
        parts = self.name.split(".")
        return parts[1] if parts[0] == PACKAGE and len(parts) > 1 else ""

    def on(self, *floors: str) -> bool:
        """Tell whether the module stands on one of the floors."""
        return self.floor in floors

    def imports(self) -> Iterator[tuple[int, str]]:
        """Yield line and dotted name of everything imported, wherever in the module."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((node.lineno, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module == PACKAGE:
                yield from ((node.lineno, f"{PACKAGE}.{alias.name}") for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield node.lineno, node.module or ""

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        """Yield every function and method, nested ones too."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node


Breaches = Iterator[str]
Rule = Callable[[Module], Breaches]


def modules(*folders: str) -> list[Module]:
    """Return every module below the folders of the checkout, generated migrations left out."""
    paths = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return [
        Module(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
        for path in paths
        if "migrations" not in path.parts
    ]


def first_sentence_states_the_job(module: Module) -> Breaches:
    """A module opens with a docstring whose first line is one whole sentence."""
    words = (ast.get_docstring(module.tree) or "").split("\n")[0]
    if not words or words[-1] not in ".。:：?" or len(words) < 12:
        yield f"{module.path}: the docstring's first line is not a sentence: {words!r}"


def modules_fit_a_sitting(module: Module) -> Breaches:
    """A module has at most MODULE_LIMIT lines."""
    lines = len(module.source.splitlines())
    if lines > MODULE_LIMIT:
        yield f"{module.path}: {lines} lines, at most {MODULE_LIMIT}"


def functions_fit_a_screen(module: Module) -> Breaches:
    """A function has at most FUNCTION_LIMIT lines, its docstring included."""
    for function in module.functions():
        lines = (function.end_lineno or function.lineno) - function.lineno + 1
        if lines > FUNCTION_LIMIT:
            yield f"{module.path}:{function.lineno} {function.name}: {lines} lines, at most {FUNCTION_LIMIT}"


def names_say_something(module: Module) -> Breaches:
    """No folder or module is called by a word that any code would answer to."""
    for part in module.name.split("."):
        if EMPTY_NAMES.intersection(re.split(r"_", part)):
            yield f"{module.path}: the name {part!r} says nothing about its job"


def imports_stand_at_the_top(module: Module) -> Breaches:
    """Imports inside functions hide what a module needs; slow libraries on the list are the exception."""
    for function in module.functions():
        for node in ast.walk(function):
            if isinstance(node, ast.Import | ast.ImportFrom):
                first = node.module or "" if isinstance(node, ast.ImportFrom) else node.names[0].name
                if first.split(".")[0] in IMPORTED_LATE or (module.name, first) in KEEPS_THE_START_SHORT:
                    continue
                yield f"{module.path}:{node.lineno} imports {first} inside {function.name}"


def imports_go_down(module: Module) -> Breaches:
    """A floor imports itself and the floors below; `config` may be imported by all but the domain."""
    heights: dict[str, int] = {}
    for height, floor in enumerate(FLOORS):
        for name in (floor,) if isinstance(floor, str) else floor:
            heights[name] = height
    if module.floor not in heights:
        return
    for line, name in module.imports():
        parts = name.split(".")
        if parts[0] == PACKAGE and len(parts) > 1 and heights.get(parts[1], -1) > heights[module.floor]:
            yield f"{module.path}:{line} imports {name} from above"


def domain_needs_only_python(module: Module) -> Breaches:
    """The domain imports the standard library and itself."""
    if not module.on("domain"):
        return
    for line, name in module.imports():
        first = name.split(".")[0]
        if not (first in sys.stdlib_module_names or name.startswith(f"{PACKAGE}.domain")):
            yield f"{module.path}:{line} imports {name}"


def rules_read_no_clock(module: Module) -> Breaches:
    """Domain, persistence and use cases are told what time it is."""
    if not module.on("domain", "persistence", "usecases") or module.name in READS_THE_CLOCK:
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and node.attr in CLOCK_READINGS:
            owner = node.value
            named = (
                owner.id
                if isinstance(owner, ast.Name)
                else owner.attr
                if isinstance(owner, ast.Attribute)
                else ""
            )
            if named in CLOCK_OWNERS:
                yield f"{module.path}:{node.lineno} reads the clock: {named}.{node.attr}"


def sql_stays_in_persistence(module: Module) -> Breaches:
    """Only persistence knows that there is a database language."""
    if module.on("persistence") or module.name in KNOWS_THE_DATABASE or not module.floor:
        return
    for line, name in module.imports():
        if name.split(".")[0] in SQL_LIBRARIES:
            yield f"{module.path}:{line} imports {name}"


def acts_know_no_http(module: Module) -> Breaches:
    """Use cases and persistence know nothing of requests, forms and pages; the database handle is the exception."""
    if not module.on("usecases", "persistence", "domain"):
        return
    for line, name in module.imports():
        if name.split(".")[0] in HTTP_LIBRARIES:
            yield f"{module.path}:{line} imports {name}"


def annotations_are_lazy(module: Module) -> Breaches:
    """Every module with code in it begins with the future import, so annotations cost nothing and may look ahead."""
    has_code = any(not isinstance(node, ast.Expr) for node in module.tree.body)
    lazy = any(isinstance(n, ast.ImportFrom) and n.module == "__future__" for n in module.tree.body)
    if has_code and not lazy:
        yield f"{module.path}: from __future__ import annotations is missing"


def state_assignments(module: Module) -> list[str]:
    """Return the places where the state of a ticket is assigned: as attribute, by setattr or in an UPDATE.

    Filling in a new row (`Ticket(state=…)`) is not an assignment to a ticket that has a state already. The domain holds
    no tickets, so what it follows on paper is left alone.
    """
    if module.on("domain"):
        return []
    places = []
    for node in ast.walk(module.tree):
        targets: list[ast.expr] = []
        if isinstance(node, ast.Assign):
            targets = node.targets
        elif isinstance(node, ast.AugAssign | ast.AnnAssign):
            targets = [node.target]
        elif isinstance(node, ast.Call) and _writes_state(node):
            places.append(f"{module.path}:{node.lineno}")
        states = [t for t in targets if isinstance(t, ast.Attribute) and t.attr == "state"]
        places.extend(f"{module.path}:{target.lineno}" for target in states)
    return places


def _writes_state(call: ast.Call) -> bool:
    function = call.func
    if isinstance(function, ast.Name) and function.id == "setattr" and len(call.args) > 1:
        return isinstance(call.args[1], ast.Constant) and call.args[1].value == "state"
    if isinstance(function, ast.Attribute) and function.attr == "values":
        return any(keyword.arg == "state" for keyword in call.keywords)
    return False


PACKAGE_RULES: tuple[Rule, ...] = (
    first_sentence_states_the_job,
    modules_fit_a_sitting,
    functions_fit_a_screen,
    names_say_something,
    imports_stand_at_the_top,
    imports_go_down,
    domain_needs_only_python,
    rules_read_no_clock,
    sql_stays_in_persistence,
    acts_know_no_http,
    annotations_are_lazy,
)
"""Kept by every module of the package."""

TEST_RULES: tuple[Rule, ...] = (
    first_sentence_states_the_job,
    functions_fit_a_screen,
    names_say_something,
)
"""Kept by tests and benchmarks as well."""
