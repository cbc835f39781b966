"""What stands behind the numbers of the sentence on top, also of a report frozen long ago: found in its words again.

The sentence is frozen as words. A number of it is known by what stands beside it and by the report's own figures, and only
where the list is as long as the number says; whatever is not found so stays plain text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.rates import Rate
from service_desk.domain.reporting.behind import WHOLE, Part, by_firm, numbers_behind
from service_desk.domain.reporting.headline import RISING_WEEKS
from service_desk.domain.reporting.ledger import Figure
from service_desk.domain.reporting.report import WeeklyReport
from service_desk.domain.reporting.week import Week

_SERIES = re.compile(r"\d+(?:→\d+)+")


@dataclass(frozen=True)
class Told:
    """Words of the sentence, and what is behind them: a ticket, or a list.

    `list` is one of the report itself, of the week before (`is_before`), or, with `since`, one that the facts of several
    weeks are asked for, because no single week has it.
    """

    words: Bilingual
    list: str = ""
    part: Part = WHOLE
    is_by_firm: bool = False
    is_before: bool = False
    since: Week | None = None
    ticket: str = ""


def told_numbers(report: WeeklyReport) -> tuple[Told, ...]:
    """Return the words of the sentence that something is behind, in any order; they may also stand in another sentence."""
    said = report.headline.zh
    if said.startswith("超期"):
        return tuple(_of_late(report))
    if "连续三周上升" in said:
        return tuple(_of_rise(report))
    if said.startswith("本周"):
        return tuple(_of_hot(report))
    return tuple(_of_rates(report) if "低于85%" in said else _of_calm(report))


def _of_late(report: WeeklyReport) -> Iterator[Told]:
    count, more = report.count(Figure.OVERDUE), report.change(Figure.OVERDUE)
    yield Told(Bilingual(f"超期{count}件", f"{count} overdue"), Figure.OVERDUE)
    if report.before.get(Figure.OVERDUE):
        yield Told(Bilingual(f"比上周多{more}件", f"{more} more"), Figure.OVERDUE, is_before=True)
    for line in report.late[:1]:
        yield Told(Bilingual(line.ticket_no, line.ticket_no), ticket=line.ticket_no)


def _of_calm(report: WeeklyReport) -> Iterator[Told]:
    still, change = report.count(Figure.CLOSING), report.change(Figure.CLOSING)
    if still:
        yield Told(Bilingual(f"期末在办{still}件", f"{still} open"), Figure.CLOSING)
    if change and report.before.get(Figure.CLOSING):
        less = Bilingual(f"比上周少{-change}件", f"{-change} fewer")
        more = Bilingual(f"比上周多{change}件", f"{change} more")
        yield Told(less if change < 0 else more, Figure.CLOSING, is_before=True)


def _of_rates(report: WeeklyReport) -> Iterator[Told]:
    solved = report.headline.zh.startswith("解决率")
    rate = report.rates.solved if solved else report.rates.satisfied
    whole, missed = ("answered", Figure.NOT_SOLVED) if solved else ("rated", Figure.DISSATISFIED)
    yield from _of_rate(rate, whole, missed)


def _of_rate(rate: Rate, whole: str, missed: Figure) -> Iterator[Told]:
    less = rate.whole - rate.part
    yield Told(Bilingual(f"{rate.whole}件答复", f"{rate.whole} answers"), whole)
    yield Told(Bilingual(f"{less}件没有做到", f"{less} of"), missed)


def _of_hot(report: WeeklyReport) -> Iterator[Told]:
    spot = next((spot for spot in report.hot_spots if spot.request_type), None)
    if spot is None:
        return
    fresh, part = _fresh(report), Part(request_type=spot.request_type)
    behind = numbers_behind(report, fresh, part)
    count, firms = len(spot.tickets), spot.firms
    if len(behind) == count:
        yield Told(Bilingual(f"共{count}件", f"{count} tickets"), fresh, part)
    if len(by_firm(report, behind)) == firms:
        yield Told(Bilingual(f"{firms}家企业", f"{firms} enterprises"), fresh, part, is_by_firm=True)


def _of_rise(report: WeeklyReport) -> Iterator[Told]:
    """A department's rise counts tickets by who holds them now, which no list does; the zone's by when they came."""
    series = _SERIES.search(report.headline.zh)
    code = next(
        (code for code, name in report.type_names.items() if f"“{name.zh}”" in report.headline.zh), None
    )
    if series is None or code is None or not report.is_zone:
        return
    part, week = Part(request_type=code), report.period
    yield Told(Bilingual(series[0], series[0]), Figure.NEW, part, since=week.earlier(RISING_WEEKS))
    since = week.earlier(RISING_WEEKS - 1)
    if found := re.search(r"涉及(\d+)家企业", report.headline.zh):
        words = Bilingual(f"{found[1]}家企业", f"{found[1]} enterprises")
        yield Told(words, Figure.NEW, part, is_by_firm=True, since=since)
    if found := re.search(r"集中在(.+?)(\d+)家企业。$", report.headline.zh):
        words = Bilingual(f"{found[2]}家企业", f"{found[2]} of the")
        inside = Part(request_type=code, park=found[1])
        yield Told(words, Figure.NEW, inside, is_by_firm=True, since=since)


def _fresh(report: WeeklyReport) -> str:
    return (Figure.NEW if report.is_zone else Figure.RECEIVED).value


@dataclass(frozen=True)
class Stretch:
    """Some words of the sentence as they follow one another, with what is behind them, or nothing."""

    words: str
    told: Told | None = None


def stretches(sentence: str, told: list[tuple[str, Told]]) -> list[Stretch]:
    """Cut a sentence into stretches, so that words with something behind them stand alone; a number is never cut."""
    places = []
    for words, each in told:
        found = re.search(rf"(?<!\d){re.escape(words)}", sentence)
        if found:
            places.append((found.start(), found.end(), each))
    pieces, end = [], 0
    for start, stop, each in sorted(places, key=lambda place: place[:2]):
        if start < end:
            continue
        pieces += [Stretch(sentence[end:start])] * (start > end)
        pieces.append(Stretch(sentence[start:stop], each))
        end = stop
    return pieces + [Stretch(sentence[end:])] * (end < len(sentence))
