"""The script of a replay: who did what when according to the page, read from its data file."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from importlib import resources
from typing import Any

from service_desk.domain.actors import Actor
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.requests import Source
from service_desk.domain.roles import Role
from service_desk.domain.zone_time import SHANGHAI

REPLAYS = ("shanxi", "qingyuan", "xianning", "yichang-18")
"""The cases that can be acted out."""


class Basis(StrEnum):
    """Where an act is known from: the page tells it, the desk needs it and the page is silent, or it is for show only."""

    PAGE = "page"
    ROUTINE = "routine"
    DEMO = "demo"


@dataclass(frozen=True)
class Subject:
    """The enterprise as the page names it; what the page does not say is None."""

    name: str
    park: str | None = None
    location: str | None = None


@dataclass(frozen=True)
class Part:
    """One ticket of a replay; `is_approximate` marks a day of request that the page does not give.

    `enterprise` names the enterprise where the case is about several.
    """

    key: str
    title: str
    body: str
    title_en: str
    request_type: str
    source: Source
    is_approximate: bool
    form_data: dict[str, str]
    enterprise: str | None


@dataclass(frozen=True)
class Act:
    """One act: on which ticket, which, by whom, when, known from where, and the words that go with it.

    `is_approximate` marks a day that the page does not give; `is_refused` an attempt that the desk must turn down.
    `details` are what the act needs besides, by the names of its use case.
    """

    ticket: str
    do: str
    by: str
    at: datetime
    is_approximate: bool
    basis: Basis
    words: Bilingual
    is_refused: bool
    details: dict[str, Any]


@dataclass(frozen=True)
class Landmark:
    """A day of the story, and the earlier ones from which the days to it are counted."""

    key: str
    on: date
    words: Bilingual
    since: tuple[str, ...]


@dataclass(frozen=True)
class Duration:
    """A length of time that the page gives without saying from when it counts: no calendar date follows from it."""

    key: str
    months: int
    words: Bilingual


@dataclass(frozen=True)
class Round:
    """A campaign of visits: `firms` of them, of which the one behind `ticket` is named and the others are not."""

    ticket: str
    by: str
    name: Bilingual
    group: str
    people: str
    departments: tuple[str, ...]
    firms: int
    seen: str


@dataclass(frozen=True)
class Script:
    """A whole replay; `ends` is the moment at which it looks back."""

    code: str
    title: Bilingual
    is_approximate: bool
    nominal: Bilingual | None
    ends: datetime
    enterprise: Subject
    facts: tuple[Bilingual, ...]
    landmarks: tuple[Landmark, ...]
    durations: tuple[Duration, ...]
    people: dict[str, tuple[Actor, Bilingual]]
    parts: dict[str, Part]
    acts: tuple[Act, ...]
    remarks: tuple[tuple[str, Bilingual], ...]
    round: Round | None = None

    def remarks_on(self, key: str) -> list[Bilingual]:
        """Return what must be said about one ticket."""
        return [words for ticket, words in self.remarks if ticket == key]


def load_script(code: str) -> Script:
    """Read a packaged replay; raises ValueError for one that does not exist."""
    if code not in REPLAYS:
        raise ValueError(f"there is no replay {code!r}")
    text = resources.files("service_desk.demo.replays").joinpath(f"{code}.toml").read_text("utf-8")
    row = tomllib.loads(text)
    approximate = row["precision"] == "approx"
    return Script(
        code=row["code"],
        title=_words(row),
        is_approximate=approximate,
        nominal=Bilingual(row["nominal_zh"], row["nominal_en"]) if approximate else None,
        ends=_moment(row["ends"]),
        enterprise=Subject(**row["enterprise"]),
        facts=tuple(_words(each) for each in row["fact"]),
        landmarks=tuple(_landmark(each) for each in row.get("milestone", ())),
        durations=tuple(
            Duration(each["key"], each["months"], _words(each)) for each in row.get("duration", ())
        ),
        people={each["key"]: _person(number, each) for number, each in enumerate(row["person"], start=1)},
        parts={each["key"]: _part(each, row["precision"]) for each in row["ticket"]},
        acts=tuple(sorted(_acts(row["act"], approximate), key=lambda act: act.at)),
        remarks=tuple((each["ticket"], _words(each)) for each in row["remark"]),
        round=_round(row["campaign"]) if "campaign" in row else None,
    )


def _round(row: dict[str, Any]) -> Round:
    return Round(
        ticket=row["ticket"],
        by=row["by"],
        name=_words(row),
        group=row["group"],
        people=row["people"],
        departments=tuple(row["departments"]),
        firms=row["firms"],
        seen=row["seen"],
    )


def _words(row: dict[str, Any]) -> Bilingual:
    return Bilingual(row["zh"], row["en"])


def _moment(written: datetime) -> datetime:
    return written.replace(tzinfo=SHANGHAI)


def _person(number: int, row: dict[str, Any]) -> tuple[Actor, Bilingual]:
    """Return somebody who acts; the number is negative, since nobody signs in as him and no two are the same."""
    actor = Actor(-number, row["zh"], frozenset({Role(row["role"])}), department=row.get("department"))
    return actor, _words(row)


def _part(row: dict[str, Any], precision: str) -> Part:
    return Part(
        key=row["key"],
        title=row["title"],
        body=row["body"],
        title_en=row["en"],
        request_type=row["request_type"],
        source=Source(row["source"]),
        is_approximate=row.get("precision", precision) == "approx",
        form_data=row.get("form", {}),
        enterprise=row.get("enterprise"),
    )


def _landmark(row: dict[str, Any]) -> Landmark:
    return Landmark(row["key"], row["on"], _words(row), tuple(row.get("since", ())))


def _acts(rows: list[dict[str, Any]], approximate: bool) -> Iterator[Act]:
    """Yield the acts of a script; one that names several tickets is done to each of them."""
    for row in rows:
        tickets = row["ticket"] if isinstance(row["ticket"], list) else [row["ticket"]]
        for ticket in tickets:
            yield _act(ticket, row, approximate)


def _act(ticket: str, row: dict[str, Any], approximate: bool) -> Act:
    return Act(
        ticket=ticket,
        do=row["do"],
        by=row["by"],
        at=_moment(row["at"]),
        is_approximate=row.get("approx", approximate),
        basis=Basis(row["basis"]),
        words=_words(row),
        is_refused=row.get("refused", False),
        details={name: value for name, value in row.items() if name not in _COMMON},
    )


_COMMON = frozenset({"ticket", "do", "by", "at", "approx", "basis", "zh", "en", "refused"})
