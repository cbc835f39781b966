"""Writes into a module's code what tells, as it runs, which line came after which; nothing else of it changes.

The names and numbers are those of coverage.py, which reports on them: an arc is a pair of line numbers, a negative one
stands for the outside of a function. Where the two disagree this one keeps fewer arcs, so a floor is never met by mistake.
"""

from __future__ import annotations

import ast
from itertools import pairwise, takewhile
from types import CodeType

KEPT = "__arcs__"
"""The dictionary, a global of the module, whose keys are the arcs that were run."""
AT = "__at__"
"""The line a function is at; a variable of its own in each."""


def with_arcs(source: bytes, path: str) -> CodeType:
    """Compile a module so that it keeps its arcs."""
    tree = ast.parse(source, path)
    tree.body = _from_outside(tree.body, 1)
    return compile(ast.fix_missing_locations(tree), path, "exec", dont_inherit=True)


def _from_outside(body: list[ast.stmt], first_line: int) -> list[ast.stmt]:
    """Return the statements of a module or a function, from its entry to its exit."""
    words = list(takewhile(_is_words, body[:1]))
    future = list(takewhile(_is_of_the_future, body[len(words) :]))
    entry = [*_now_at(-first_line), *(new for statement in future for new in _arrive(statement.lineno))]
    rest = body[len(words) + len(future) :]
    return [*words, *future, *entry, *_block(rest), *_arrive(-first_line)]


def _is_of_the_future(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.ImportFrom) and statement.module == "__future__"


def _is_words(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _block(body: list[ast.stmt]) -> list[ast.stmt]:
    return [new for statement in body for new in _statement(statement)]


def _statement(statement: ast.stmt) -> list[ast.stmt]:
    """Return a statement, and before it what keeps that it is arrived at."""
    if isinstance(statement, ast.Global | ast.Nonlocal):
        return [statement]
    lines = _lines(statement)
    _inside(statement, lines[0])
    return [*(new for line in lines for new in _arrive(line)), statement]


def _lines(statement: ast.stmt) -> list[int]:
    """Return the lines a statement is come to by: its own, after those of its decorators."""
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    return list(dict.fromkeys([*(decorator.lineno for decorator in decorators), statement.lineno]))


def _inside(statement: ast.stmt, line: int) -> None:
    """Have what stands inside a statement keep its arcs as well."""
    match statement:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            statement.body = _from_outside(statement.body, line)
        case ast.ClassDef():
            statement.body = _of_a_class(statement.body)
        case ast.If():
            statement.body, statement.orelse = _block(statement.body), _block(statement.orelse)
        case ast.For() | ast.AsyncFor() | ast.While():
            statement.body = [*_now_at(line), *_block(statement.body), *_arrive(line)]
            statement.orelse = [*_now_at(line), *_block(statement.orelse)]
        case ast.With() | ast.AsyncWith():
            statement.body = _block(statement.body)
        case ast.Try() | ast.TryStar():
            statement.body, statement.orelse = _block(statement.body), _block(statement.orelse)
            statement.finalbody = _block(statement.finalbody)
            for handler in statement.handlers:
                handler.body = [*_arrive(handler.lineno), *_block(handler.body)]
        case ast.Match():
            _cases(statement, line)


def _of_a_class(body: list[ast.stmt]) -> list[ast.stmt]:
    """Return a class's body; its lines follow one another, and a variable of its own would become an attribute."""
    found: list[ast.stmt] = list(takewhile(_is_words, body[:1]))
    for statement in body[len(found) :]:
        lines = _lines(statement)
        found += [*(_keep(_arc(line, line), line) for line in lines), statement]
        _inside(statement, lines[0])
    return found


def _cases(statement: ast.Match, line: int) -> None:
    """A case that is come to has been preceded by all above it, which did not fit."""
    lines = [line, *(case.pattern.lineno for case in statement.cases)]
    for number, case in enumerate(statement.cases, start=1):
        case.body = [*_through(lines[: number + 1]), *_block(case.body)]
    last = statement.cases[-1]
    fits_all = isinstance(last.pattern, ast.MatchAs) and last.pattern.pattern is None and last.guard is None
    if not fits_all:
        statement.cases.append(ast.match_case(ast.MatchAs(), None, _through(lines)))


def _through(lines: list[int]) -> list[ast.stmt]:
    """Return what keeps that lines were come to one after the other."""
    return [*(_keep(_arc(a, b), a) for a, b in pairwise(lines)), *_now_at(lines[-1])]


def _arrive(line: int) -> list[ast.stmt]:
    """Return what keeps that a line was come to from wherever the function was."""
    arc = ast.Tuple([ast.Name(AT, ast.Load()), ast.Constant(line)], ast.Load())
    return [_keep(arc, abs(line)), *_now_at(line)]


def _arc(start: int, end: int) -> ast.expr:
    return ast.Tuple([ast.Constant(start), ast.Constant(end)], ast.Load())


def _keep(arc: ast.expr, line: int) -> ast.stmt:
    kept = ast.Subscript(ast.Name(KEPT, ast.Load()), arc, ast.Store())
    return _placed(ast.Assign([kept], ast.Constant(None)), line)


def _now_at(line: int) -> list[ast.stmt]:
    return [_placed(ast.Assign([ast.Name(AT, ast.Store())], ast.Constant(line)), abs(line))]


def _placed(statement: ast.stmt, line: int) -> ast.stmt:
    for node in ast.walk(statement):
        node.lineno = node.end_lineno = line  # type: ignore[attr-defined]
        node.col_offset = node.end_col_offset = 0  # type: ignore[attr-defined]
    return statement
