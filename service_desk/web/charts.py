"""Charts as shapes in a box of 100 by 100: drawn by templates/macros/chart.html, without scripts, in light, dark and on paper.

Only shapes are drawn in SVG, so that they stretch to any width; words and numbers stand beside them as text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from service_desk.domain.bilingual import Bilingual

_STEPS = (1, 2, 5)


@dataclass(frozen=True)
class Line:
    """One line of a line chart; `kind` chooses colour and dashes, `points` are "x,y" pairs, y downwards.

    `href` leads to the list behind the last value.
    """

    name: Bilingual
    kind: str
    points: str
    last: int
    href: str | None = None


@dataclass(frozen=True)
class LineChart:
    """Lines over the same steps: the value at the top, and the words below the first, the middle and the last step."""

    lines: tuple[Line, ...]
    top: int
    marks: tuple[str, ...]
    dots: tuple[tuple[str, float, float], ...]


@dataclass(frozen=True)
class Piece:
    """One piece of a bar: where it begins and how wide it is, in per cent; `href` leads to its list."""

    name: Bilingual
    kind: str
    value: int
    start: float
    width: float
    href: str | None = None


@dataclass(frozen=True)
class Bar:
    """One bar of one or more pieces, with its name and the number beside it."""

    name: Bilingual | str
    value: int
    pieces: tuple[Piece, ...]
    href: str | None = None


def line_chart(
    series: Sequence[tuple[Bilingual, str, Sequence[int], str | None]], marks: Sequence[str]
) -> LineChart | None:
    """Return lines (name, kind, values, list behind the last) over the same steps; None where there are fewer than two."""
    steps = len(marks)
    if steps < 2:
        return None
    top = round_above(max((value for _, _, values, _ in series for value in values), default=0))
    lines, dots = [], []
    for name, kind, values, href in series:
        places = [
            (round(100 * n / (steps - 1), 2), round(100 - 100 * v / top, 2)) for n, v in enumerate(values)
        ]
        lines.append(Line(name, kind, " ".join(f"{x},{y}" for x, y in places), values[-1], href))
        dots.append((kind, *places[-1]))
    shown = dict.fromkeys((0, (steps - 1) // 2, steps - 1))
    return LineChart(tuple(lines), top, tuple(marks[n] for n in shown), tuple(dots))


def stacked(
    name: Bilingual | str, parts: Iterable[tuple[Bilingual, str, int, str | None]], href: str | None = None
) -> Bar:
    """Return one bar of full width whose pieces (name, kind, value, list) are shares of their sum."""
    known = list(parts)
    return _bar(name, known, sum(value for _, _, value, _ in known), href)


def bars(
    rows: Iterable[tuple[Bilingual | str, Sequence[tuple[Bilingual, str, int, str | None]], str | None]],
) -> tuple[Bar, ...]:
    """Return bars on one scale, each of one or more pieces."""
    known = list(rows)
    most = max((sum(value for _, _, value, _ in parts) for _, parts, _ in known), default=0)
    return tuple(_bar(name, parts, most, href) for name, parts, href in known)


def _bar(
    name: Bilingual | str,
    parts: Sequence[tuple[Bilingual, str, int, str | None]],
    whole: int,
    href: str | None,
) -> Bar:
    pieces, start = [], 0.0
    for said, kind, value, target in parts:
        width = 100 * value / whole if whole else 0.0
        pieces.append(Piece(said, kind, value, round(start, 2), round(width, 2), target))
        start += width
    return Bar(name, sum(value for _, _, value, _ in parts), tuple(pieces), href)


def round_above(value: int) -> int:
    """Return 1, 2 or 5 times a power of ten, not less than a value: the top of a scale."""
    scale = 1
    while True:
        for step in _STEPS:
            if step * scale >= max(value, 1):
                return step * scale
        scale *= 10
