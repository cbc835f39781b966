"""Running numbers such as QY20210526-0007: kind, local day, place in that day (domain notes §5.4)."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.identifiers.keyed_text import bare


class NumberPrefix(StrEnum):
    """What a running number counts."""

    TICKET = "QY"
    VISIT = "ZF"
    PROJECT = "XM"
    TASK = "RW"
    SUPERVISION = "DB"


NUMBER_PREFIX_NAMES: dict[NumberPrefix, Bilingual] = {
    NumberPrefix.TICKET: Bilingual("诉求编号", "Ticket number"),
    NumberPrefix.VISIT: Bilingual("走访编号", "Visit number"),
    NumberPrefix.PROJECT: Bilingual("项目编号", "Project number"),
    NumberPrefix.TASK: Bilingual("任务编号", "Task number"),
    NumberPrefix.SUPERVISION: Bilingual("督办编号", "Supervision number"),
}

_FORM = re.compile(r"(QY|ZF|XM|RW|DB)(\d{8})(\d{4,6})", re.ASCII)
_READ_AS_DIGITS = str.maketrans("OIL", "011")


class RunningNumber(NamedTuple):
    """A number taken apart; `day` is a local date and `sequence` counts from 1."""

    prefix: NumberPrefix
    day: date
    sequence: int

    def __str__(self) -> str:
        return f"{self.prefix}{self.day:%Y%m%d}-{self.sequence:04d}"


def format_number(prefix: NumberPrefix, day: date, sequence: int) -> str:
    """Return a number as people read it; raises ValueError for a sequence outside 1 to 999999."""
    if not 1 <= sequence <= 999_999:
        raise ValueError(f"sequence out of range: {sequence}")
    return str(RunningNumber(prefix, day, sequence))


def parse_number(text: str) -> RunningNumber | None:
    """Return the number that somebody keyed in, None where it is none.

    Lower case, full-width characters, blanks, a missing dash, and O, I, L in place of digits are put right.
    """
    written = bare(text)
    match = _FORM.fullmatch(written[:2] + written[2:].translate(_READ_AS_DIGITS))
    if not match or int(match[3]) == 0:
        return None
    try:
        day = date.fromisoformat(match[2])
    except ValueError:
        return None
    return RunningNumber(NumberPrefix(match[1]), day, int(match[3]))
