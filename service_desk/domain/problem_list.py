"""The problem list as officers keep it in Excel: its columns, and what each row says or lacks (问题清单, domain notes §1.1)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import load_catalogue
from service_desk.domain.identifiers import check_phone, check_uscc
from service_desk.domain.requests import MAX_BODY, MAX_TITLE, SOURCE_NAMES, Source

MAX_ROWS = 5_000

Problems = dict[str, Bilingual]


class Standing(StrEnum):
    """How a row of a list stands: before it is brought in, and afterwards."""

    WRONG = "wrong"
    REFUSED = "refused"
    DOUBTFUL = "doubtful"
    READY = "ready"
    FILED = "filed"
    KNOWN = "known"


STANDING_NAMES: dict[Standing, Bilingual] = {
    Standing.WRONG: Bilingual("有错", "With errors"),
    Standing.REFUSED: Bilingual("没有收下", "Not taken"),
    Standing.DOUBTFUL: Bilingual("要看", "To look at"),
    Standing.READY: Bilingual("可导入", "Ready"),
    Standing.FILED: Bilingual("已导入", "Brought in"),
    Standing.KNOWN: Bilingual("已录过", "Known before"),
}
"""In the order in which they are looked at: what needs a person first."""

TO_FILE = (Standing.DOUBTFUL, Standing.READY)
"""Rows of which tickets can be made; a doubtful one becomes a ticket without a type, for the dispatcher to sort."""


@dataclass(frozen=True)
class Column:
    """One column: its name in a ticket, its heading, what else people call it, and the longest text it takes."""

    name: str
    heading: Bilingual
    others: tuple[str, ...] = ()
    longest: int = 100
    is_required: bool = False


COLUMNS: tuple[Column, ...] = (
    Column("enterprise_name", Bilingual("企业名称", "Enterprise"), ("企业", "单位名称", "公司名称"), is_required=True),
    Column("uscc", Bilingual("统一社会信用代码", "USCC"), ("信用代码",), 30),
    Column("park", Bilingual("园区", "Park"), ("所在园区",), 60),
    Column("contact_name", Bilingual("联系人", "Contact"), ("姓名",), 40),
    Column("contact_mobile", Bilingual("联系电话", "Telephone"), ("电话", "手机", "手机号"), 30),
    Column("title", Bilingual("标题", "Title"), ("诉求标题", "问题标题"), MAX_TITLE),
    Column("body", Bilingual("诉求内容", "Request"), ("内容", "问题", "诉求", "问题描述", "困难问题"), MAX_BODY, is_required=True),
    Column("expected_result", Bilingual("希望结果", "Wished result"), ("期望", "建议"), 500),
    Column("request_type", Bilingual("事项", "Request type"), ("事项类型", "类型")),
    Column("occurred_on", Bilingual("提出日期", "Raised on"), ("日期", "走访日期", "时间"), 40),
    Column("source", Bilingual("来源", "Source"), ("渠道",)),
)  # fmt: skip

_BY_HEADING = {
    heading.casefold(): column.name
    for column in COLUMNS
    for heading in (column.heading.zh, column.heading.en, column.name, *column.others)
}
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})")


@dataclass(frozen=True)
class Row:
    """One row: its line in the sheet, its values by column, and what is wrong by column."""

    line: int
    values: Mapping[str, str]
    problems: Problems = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The title, or the beginning of the request where none was given."""
        return self.values.get("title") or " ".join(self.values.get("body", "").split())[:MAX_TITLE]

    @property
    def request_type(self) -> str | None:
        """The code of the request type that was named, None where none was."""
        return _TYPES.get(self.values.get("request_type", "").casefold())

    @property
    def source(self) -> Source:
        """The channel that was named; a list comes from visits unless it says otherwise."""
        return _SOURCES.get(self.values.get("source", "").casefold(), Source.VISIT)

    @property
    def occurred_on(self) -> date | None:
        """The day it was raised on, where one was given."""
        return read_day(self.values.get("occurred_on", ""))

    @property
    def key(self) -> str:
        """What a row is recognised by when the same list, or a longer one, is brought in again."""
        said = "\n".join(
            self.values.get(name, "") for name in ("enterprise_name", "title", "body", "occurred_on")
        )
        return "list/" + hashlib.sha256(said.encode()).hexdigest()[:32]


@dataclass(frozen=True)
class ProblemList:
    """A sheet as it was read: its rows, and the required columns it has not."""

    rows: tuple[Row, ...]
    missing: tuple[Bilingual, ...] = ()
    is_too_long: bool = False


_TYPES = {
    word.casefold(): kind.code
    for kind in load_catalogue().request_types.values()
    for word in (kind.code, kind.name.zh, kind.name.en)
}
_SOURCES = {
    word.casefold(): source
    for source, name in SOURCE_NAMES.items()
    for word in (source.value, name.zh, name.en)
}


def read_list(cells: Iterable[Sequence[str]]) -> ProblemList:
    """Read the cells of a sheet, the first row with anything in it being the headings; empty rows are passed over."""
    headings: list[str | None] | None = None
    rows: list[Row] = []
    for line, written in enumerate(cells, start=1):
        texts = [" ".join(cell.split()) if "\n" not in cell else cell.strip() for cell in written]
        if not any(texts):
            continue
        if headings is None:
            headings = [_BY_HEADING.get(text.rstrip("*＊").strip().casefold()) for text in texts]
            continue
        if len(rows) == MAX_ROWS:
            return ProblemList(tuple(rows), is_too_long=True)
        rows.append(_row(line, headings, texts))
    lacking = [
        column.heading for column in COLUMNS if column.is_required and column.name not in (headings or ())
    ]
    return ProblemList(() if lacking else tuple(rows), tuple(lacking))


def _row(line: int, headings: Sequence[str | None], texts: Sequence[str]) -> Row:
    return checked_row(
        line, {name: text for name, text in zip(headings, texts, strict=False) if name and text}
    )


def checked_row(line: int, values: Mapping[str, str]) -> Row:
    """Return a row with what is wrong with its values."""
    return Row(line, values, dict(_problems(Row(line, values))))


def _problems(row: Row) -> Iterable[tuple[str, Bilingual]]:
    values = row.values
    for column in COLUMNS:
        text = values.get(column.name, "")
        if column.is_required and not text:
            yield column.name, Bilingual("没有填写", "is missing")
        if len(text) > column.longest:
            yield (
                column.name,
                Bilingual(f"最多{column.longest}字", f"takes {column.longest} characters at most"),
            )
    if values.get("uscc") and (errors := check_uscc(values["uscc"]).errors):
        yield "uscc", Bilingual(*errors[0])
    if values.get("contact_mobile") and (errors := check_phone(values["contact_mobile"]).errors):
        yield "contact_mobile", Bilingual(*errors[0])
    if values.get("occurred_on") and row.occurred_on is None:
        yield "occurred_on", Bilingual("不是日期，请写成2026-03-10", "is no date; write 2026-03-10")
    if values.get("request_type") and row.request_type is None:
        yield (
            "request_type",
            Bilingual("没有这个事项，可以留空由系统建议", "is unknown; leave it empty for a suggestion"),
        )
    if values.get("source") and values["source"].casefold() not in _SOURCES:
        yield "source", Bilingual("没有这个来源", "is unknown")


def read_day(text: str) -> date | None:
    """Return the day that people write as 2026-3-10, 2026/03/10, 2026.3.10 or 2026年3月10日; None for anything else."""
    found = _DATE.match(text.strip())
    if found is None:
        return None
    try:
        return date(*map(int, found.groups()))
    except ValueError:
        return None
