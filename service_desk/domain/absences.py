"""Absence with a substitute (代班): from one day to another a colleague of the same department sees to somebody's tickets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from service_desk.domain.bilingual import Bilingual

LONGEST = timedelta(days=366)
MAX_REASON = 100


@dataclass(frozen=True)
class Absence:
    """Who is away, who stands in for him, from which day to which, both included; local days."""

    user_id: int
    substitute_id: int
    from_on: date
    until_on: date

    def covers(self, day: date) -> bool:
        """Tell whether somebody is away on a day."""
        return self.from_on <= day <= self.until_on

    def meets(self, other: Absence) -> bool:
        """Tell whether two absences have a day in common."""
        return self.from_on <= other.until_on and other.from_on <= self.until_on


def absence_problem(wanted: Absence, known: Iterable[Absence], today: date) -> tuple[str, Bilingual] | None:
    """Return what speaks against an absence, with the input it is about, None where nothing does.

    `known` are the absences in force and to come of both people, on either side.
    """
    if wanted.user_id == wanted.substitute_id:
        return "substitute_id", Bilingual("不能由本人代班，请选别的同事。", "Nobody stands in for himself.")
    if problem := _dates_problem(wanted, today):
        return problem
    for other in known:
        if other.meets(wanted) and (problem := _clash(wanted, other)):
            return problem
    return None


def _dates_problem(wanted: Absence, today: date) -> tuple[str, Bilingual] | None:
    if wanted.from_on < today:
        return "from_on", Bilingual("开始日期不能早于今天。", "The first day must not lie in the past.")
    if wanted.until_on < wanted.from_on:
        return "until_on", Bilingual(
            "结束日期不能早于开始日期。", "The last day must not be before the first."
        )
    if wanted.until_on - wanted.from_on > LONGEST:
        return "until_on", Bilingual("一次最多代班一年。", "One absence lasts a year at most.")
    return None


def _clash(wanted: Absence, other: Absence) -> tuple[str, Bilingual] | None:
    """Return why two absences on the same days exclude each other: nobody twice, and no substitute of a substitute."""
    days = _span(other)
    if other.user_id == wanted.user_id:
        return "from_on", Bilingual(
            f"{days.zh}已经安排了代班，日期不能重叠；请先取消原来的。",
            f"A substitute is already arranged for {days.en}; cancel that first.",
        )
    if other.user_id == wanted.substitute_id:
        return "substitute_id", Bilingual(
            f"这位同事{days.zh}自己也不在岗，请选别人。", f"This colleague is away {days.en}; choose another."
        )
    if other.substitute_id == wanted.user_id:
        return "from_on", Bilingual(
            f"{days.zh}正由其为别人代班，请先给被代班的同事另外安排人。",
            f"This person stands in for somebody else {days.en}; arrange another substitute there first.",
        )
    return None


def _span(absence: Absence) -> Bilingual:
    first, last = absence.from_on, absence.until_on
    return Bilingual(f"{first:%Y-%m-%d}至{last:%Y-%m-%d}", f"from {first:%Y-%m-%d} to {last:%Y-%m-%d}")
