"""Moments, days, spans and counts in the words of a reader: pure functions, and the filters that know the reader."""

from __future__ import annotations

from datetime import date, datetime

from flask import Flask
from markupsafe import Markup

from service_desk.domain import date_words
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.date_words import deadline_words, full_date_words
from service_desk.domain.zone_time import SHANGHAI, local_date
from service_desk.web.clock import now
from service_desk.web.language import say


def day_words(day: date, *, this_year: int, weekday: bool = False) -> Bilingual:
    """Return 5月26日 / 26 May, with the year unless it is `this_year`, on request with the weekday."""
    if day.year != this_year:
        return full_date_words(day)
    return date_words.day_words(day) if weekday else date_words.date_words(day)


def time_words(moment: datetime, *, this_year: int) -> Bilingual:
    """Return 5月26日 16:20 / 26 May 16:20 in Shanghai."""
    local = moment.astimezone(SHANGHAI)
    words = day_words(local.date(), this_year=this_year)
    return Bilingual(f"{words.zh} {local:%H:%M}", f"{words.en} {local:%H:%M}")


def count_words(number: int, cap: int | None = None) -> str:
    """Return a count with thousands separated; above `cap` "999+" (a list is never counted to its end)."""
    if cap is not None and number > cap:
        return f"{cap:,}+"
    return f"{number:,}"


def size_words(size: int) -> str:
    """Return the size of a file: 980 B, 12 KB, 3.4 MB."""
    if size < 1024:
        return f"{size} B"
    if size < 1024 * 1024:
        return f"{round(size / 1024)} KB"
    return f"{size / 1024 / 1024:.1f} MB"


def init_app(app: Flask) -> None:
    """Put the filters into templates: local_time, local_date, deadline, count, file_size; each `*_tag` gives `<time>`."""
    filters = app.jinja_env.filters
    filters["local_time"] = _local_time
    filters["local_date"] = _local_date
    filters["deadline"] = _deadline
    filters["time_tag"] = lambda moment: _tag(moment, _local_time(moment))
    filters["deadline_tag"] = lambda moment: _tag(moment, _deadline(moment))
    filters["count"] = count_words
    filters["file_size"] = size_words
    app.jinja_env.globals["now"] = now


def _this_year() -> int:
    return local_date(now()).year


def _local_time(moment: datetime | None) -> str:
    return "" if moment is None else say(time_words(moment, this_year=_this_year()))


def _local_date(day: date | datetime | None, weekday: bool = False) -> str:
    if day is None:
        return ""
    plain = local_date(day) if isinstance(day, datetime) else day
    return say(day_words(plain, this_year=_this_year(), weekday=weekday))


def _deadline(due: datetime | None) -> str:
    return "" if due is None else say(deadline_words(due))


def _tag(moment: datetime | None, words: str) -> str:
    """Return the words inside `<time>`, with the exact moment for machines and on hover."""
    if moment is None:
        return ""
    exact = moment.astimezone(SHANGHAI)
    return Markup('<time datetime="{}" title="{}">{}</time>').format(
        exact.isoformat(timespec="minutes"), f"{exact:%Y-%m-%d %H:%M}", words
    )


def confidence_percent(confidence: float) -> int:
    """Return a machine's confidence in per cent; it is never shown as certain."""
    return min(99, round(confidence * 100))
