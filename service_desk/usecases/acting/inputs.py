"""Checking what was typed: every problem is collected, so the person sees all of them at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.refusals import InvalidInput


class Inputs:
    """Collects what is wrong with an act's inputs; `finish` raises InvalidInput when anything is."""

    def __init__(self) -> None:
        self.problems: dict[str, Bilingual] = {}

    def fail(self, field: str, zh: str, en: str) -> None:
        """Note a problem; the first one of a field is kept."""
        self.problems.setdefault(field, Bilingual(zh, en))

    def text(self, field: str, value: str | None, limit: int, *, required: bool = True) -> str:
        """Return a text without surrounding blanks; notes that it is missing or longer than `limit` characters."""
        clean = (value or "").replace("\r\n", "\n").replace("\x00", "").strip()
        if required and not clean:
            self.fail(field, "请填写这一项。", "Please fill this in.")
        if len(clean) > limit:
            over = len(clean) - limit
            self.fail(
                field,
                f"最多{limit}字，现在多了{over}字。",
                f"At most {limit} characters; {over} too many now.",
            )
        return clean

    def line(self, field: str, value: str | None, limit: int, *, required: bool = True) -> str:
        """Return a text of one line: whatever blanks and line ends were typed become single spaces."""
        return self.text(field, " ".join((value or "").split()), limit, required=required)

    def one_of(self, field: str, value: str | None, allowed: Iterable[str]) -> str:
        """Return a value that must be among those allowed."""
        if value not in set(allowed):
            self.fail(field, "请从列出的选项中选择。", "Please choose one of the options listed.")
        return value or ""

    def not_before(self, field: str, value: date | None, earliest: date) -> date | None:
        """Return a date that must be given and must not lie before another one."""
        if value is None:
            self.fail(field, "请填写日期。", "Please give a date.")
        elif value < earliest:
            self.fail(
                field,
                f"日期不能早于{earliest:%Y-%m-%d}。",
                f"The date must not be before {earliest:%Y-%m-%d}.",
            )
        return value

    def finish(self) -> None:
        """Raise InvalidInput with everything noted so far."""
        if self.problems:
            raise InvalidInput(self.problems)
