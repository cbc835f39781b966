"""The calibration curve as a drawing: how sure the machine was across, how often it was right upwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from service_desk.domain.track_record import Band

LEFT, TOP, SIDE = 44, 12, 240
"""Where the square of the curve lies in the drawing, and how long its sides are."""

_LEAST, _MOST = 3.0, 9.0


@dataclass(frozen=True)
class Dot:
    """One band of confidence in the drawing; the larger, the more tickets."""

    x: float
    y: float
    radius: float
    words: str


@dataclass(frozen=True)
class Curve:
    """The dots, the line through them, and the ticks (place, per cent) along both sides."""

    dots: tuple[Dot, ...]
    line: str
    across: tuple[tuple[float, int], ...]
    upwards: tuple[tuple[float, int], ...]


def curve(bands: Sequence[Band]) -> Curve:
    """Return the drawing of some bands; confidence and shares from 0 to 1 fill the square."""
    largest = max((band.count for band in bands), default=1)
    dots = tuple(
        Dot(
            _across(band.mean),
            _upwards(band.share),
            round(_LEAST + (_MOST - _LEAST) * (band.count / largest) ** 0.5, 1),
            f"{round(100 * band.mean)}% → {round(100 * band.share)}% ({band.count})",
        )
        for band in bands
    )
    ticks = range(0, 101, 25)
    return Curve(
        dots,
        " ".join(f"{dot.x},{dot.y}" for dot in dots),
        tuple((_across(tick / 100), tick) for tick in ticks),
        tuple((_upwards(tick / 100), tick) for tick in ticks),
    )


def _across(share: float) -> float:
    return round(LEFT + SIDE * share, 1)


def _upwards(share: float) -> float:
    return round(TOP + SIDE * (1 - share), 1)
