"""What the firms of the demo zone ask: texts written by hand, their blanks filled in for each ticket."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from random import Random
from typing import Any

from service_desk.demo.firms import Firm
from service_desk.domain.callbacks import ResultType
from service_desk.domain.requests import Kind, Urgency

_FILES = ("operations", "approvals", "factors", "other")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


@dataclass(frozen=True)
class Text:
    """One request written by hand: its blanks `{…}` are filled from `slots`; `note` and `answer` are the department's.

    `figures` are the answers to the request type's own form, blanks included.
    """

    request_type: str
    title: str
    body: str
    answer: str
    note: str | None
    trades: frozenset[str]
    slots: dict[str, list[str]]
    figures: dict[str, str]
    kind: Kind
    urgency: Urgency
    language: str
    result: ResultType

    def suits(self, firm: Firm) -> bool:
        """Tell whether the firm could ask this."""
        return not self.trades or not self.trades.isdisjoint(firm.trades)


@dataclass(frozen=True)
class Filled:
    """A text as one firm wrote it, and what the department will report and answer."""

    text: Text
    title: str
    body: str
    answer: str
    note: str | None
    blanks: dict[str, str]


@cache
def load_texts() -> tuple[Text, ...]:
    """Read the packaged requests, in the order of their files."""
    return tuple(_text(row) for name in _FILES for row in _read(f"{name}.toml")["request"])


@cache
def load_phrases() -> dict[str, list[Any]]:
    """Read what people write on tickets besides, by occasion."""
    return _read("phrases.toml")


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files("service_desk.demo.data").joinpath(name).read_text("utf-8"))


def _text(row: dict[str, Any]) -> Text:
    return Text(
        request_type=row["type"],
        title=row["title"],
        body=row["body"],
        answer=row["answer"],
        note=row.get("note"),
        trades=frozenset(row.get("trades", ())),
        slots=row.get("slots", {}),
        figures=row.get("figures", {}),
        kind=Kind(row.get("kind", Kind.HELP)),
        urgency=Urgency(row.get("urgency", 0)),
        language=row.get("language", "zh"),
        result=ResultType(row.get("result", ResultType.SOLVED)),
    )


def fill(text: Text, day: date, rng: Random) -> Filled:
    """Fill in the blanks of a text submitted on a local day."""
    building = rng.randint(1, 9)
    blanks = {name: rng.choice(values) for name, values in text.slots.items()}
    blanks |= {"building": f"{building}号楼", "month": f"{day.month}月"}
    if text.language == "en":
        blanks |= {"building": f"building {building}", "month": _MONTHS[day.month - 1]}
    return Filled(
        text=text,
        title=text.title.format(**blanks),
        body=text.body.format(**blanks),
        answer=text.answer.format(**blanks),
        note=text.note.format(**blanks) if text.note else None,
        blanks=blanks,
    )
