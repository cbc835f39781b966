"""Dates in words, as the why-steps and letters say them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.zone_time import SHANGHAI

_WEEKDAYS = (
    Bilingual("周一", "Mon"),
    Bilingual("周二", "Tue"),
    Bilingual("周三", "Wed"),
    Bilingual("周四", "Thu"),
    Bilingual("周五", "Fri"),
    Bilingual("周六", "Sat"),
    Bilingual("周日", "Sun"),
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def weekday_words(day: date) -> Bilingual:
    """Return 周五 / Fri."""
    return _WEEKDAYS[day.weekday()]


def date_words(day: date) -> Bilingual:
    """Return 5月7日 / 7 May."""
    return Bilingual(f"{day.month}月{day.day}日", f"{day.day} {_MONTHS[day.month - 1]}")


def full_date_words(day: date) -> Bilingual:
    """Return 2021年5月7日 / 7 May 2021."""
    return Bilingual(
        f"{day.year}年{day.month}月{day.day}日", f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    )


def day_words(day: date) -> Bilingual:
    """Return 5月7日（周五） / Fri 7 May."""
    words, weekday = date_words(day), weekday_words(day)
    return Bilingual(f"{words.zh}（{weekday.zh}）", f"{weekday.en} {words.en}")


def deadline_words(due: datetime) -> Bilingual:
    """Return 5月10日（周一）24:00 / Mon 10 May 24:00 for a due moment; midnight belongs to the day that ends with it."""
    local = due.astimezone(SHANGHAI)
    if local.time() != time.min:
        return moment_words(due)
    words = day_words(local.date() - timedelta(days=1))
    return Bilingual(f"{words.zh}24:00", f"{words.en} 24:00")


def moment_words(moment: datetime) -> Bilingual:
    """Return 5月7日（周五）16:20 / Fri 7 May 16:20, in local time."""
    local = moment.astimezone(SHANGHAI)
    words = day_words(local.date())
    return Bilingual(f"{words.zh}{local:%H:%M}", f"{words.en} {local:%H:%M}")
