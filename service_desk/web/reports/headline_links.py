"""The sentence on top of a weekly report with its numbers as links to what is behind them."""

from __future__ import annotations

from collections.abc import Iterator

from flask import url_for

from service_desk.domain.reporting.headline_behind import Told, stretches, told_numbers
from service_desk.domain.reporting.report import WeeklyReport
from service_desk.domain.reporting.scope import Scope
from service_desk.domain.reporting.span import Span
from service_desk.web.language import say
from service_desk.web.reports.period_address import Wanted
from service_desk.web.reports.weekly_address import Lists


def linked_headline(
    report: WeeklyReport, lists: Lists, before: Lists | None
) -> Iterator[tuple[str, str | None]]:
    """Yield the sentence's words in the reader's language, each with an address or None."""
    told = [(say(each.words), each) for each in told_numbers(report)]
    for piece in stretches(say(report.headline), told):
        yield piece.words, _address(piece.told, report, lists, before) if piece.told else None


def _address(told: Told, report: WeeklyReport, lists: Lists, before: Lists | None) -> str | None:
    """Return where the words lead; None for a week before that was not frozen."""
    if told.ticket:
        return url_for("desk.ticket", number=told.ticket)
    part = {"type": told.part.request_type, "park": told.part.park}
    more = {name: value for name, value in part.items() if value}
    if told.since is not None:
        span = Span.of_days(told.since.monday, report.period.sunday)
        asked = Wanted(span, Scope(park=told.part.park, request_type=told.part.request_type))
        return asked.list(told.list, **({"by": "firm"} if told.is_by_firm else {}))
    where = before if told.is_before else lists
    return where.list(told.list, **more, **({"by": "firm"} if told.is_by_firm else {})) if where else None
