"""Lists typed one row a line, as the columns of their field say: read, refused with the line, laid out as a table."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import NamedTuple

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.figures import is_plain, written
from service_desk.domain.request_forms.fields import Column, ColumnKind, FormField

MOST_ROWS = 200
LONGEST_CELL = 100
LARGEST = Decimal(1_000_000_000_000)
_SEPARATORS = re.compile(r"[,，;；\t]")
_NUMBER = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
_DAY = re.compile(r"(?:\d{4}[-/.年])?(?:0?[1-9]|1[0-2])[-/.月](?:0?[1-9]|[12]\d|3[01])日?", re.ASCII)
_MONTH = re.compile(r"\d{4}[-/.年](?:0?[1-9]|1[0-2])月?", re.ASCII)
_TIME = re.compile(r"(?:[01]?\d|2[0-3])[:时](?:[0-5]\d)?分?", re.ASCII)


class Rows(NamedTuple):
    """The readable rows of a list, each with as many cells as there are columns, and what is wrong with the next one."""

    rows: tuple[tuple[str, ...], ...]
    wrong: Bilingual | None = None


def read_rows(field: FormField, text: str) -> Rows:
    """Read a list one row a line; reading stops at the first line that does not fit its columns.

    Cells stand between commas of either width, semicolons or tabs, or between 、 where there is nothing else; what is too
    much belongs to the last cell.
    """
    rows: list[tuple[str, ...]] = []
    lines = [line.strip() for line in unicodedata.normalize("NFKC", text).splitlines()]
    for place, line in enumerate(filter(None, lines), start=1):
        if place > MOST_ROWS:
            return Rows(tuple(rows), Bilingual(f"最多 {MOST_ROWS} 行。", f"At most {MOST_ROWS} lines."))
        cells = _cells(line, len(field.columns))
        for column, cell in zip(field.columns, cells, strict=True):
            if (wrong := _wrong(column, cell)) is not None:
                return Rows(tuple(rows), _said(place, line, wrong, field))
        rows.append(cells)
    return Rows(tuple(rows))


def row_pattern(field: FormField) -> Bilingual:
    """Return how a row is written: its columns in order, those that may be left out in brackets."""
    return Bilingual(
        ", ".join(head(column).zh if column.needed else f"[{head(column).zh}]" for column in field.columns),
        ", ".join(head(column).en if column.needed else f"[{head(column).en}]" for column in field.columns),
    )


def how_in_lines(field: FormField) -> Bilingual:
    """Return the help of a list that is written one row a line: what is asked, in which order, and an example."""
    pattern, told = row_pattern(field), field.words or Bilingual("", "")
    zh, en = f"{told.zh}每行依次为 {pattern.zh}", f"{told.en} In each line, in this order: {pattern.en}"
    if any(not column.needed for column in field.columns):
        zh, en = f"{zh}，方括号里的可以不写", f"{en}; what is in brackets may be left out"
    if field.example is not None:
        zh, en = f"{zh}，如 {field.example.zh}", f"{en}. An example: {field.example.en}"
    return Bilingual(f"{zh.strip()}。", f"{en.strip()}.")


def how_in_cells(field: FormField) -> Bilingual:
    """Return the help of a list that is filled in cell by cell: what is asked, and which cells may stay empty."""
    told = field.words or Bilingual("", "")
    zh = f"{told.zh}每格填一项，也可从表格软件整块粘贴。"
    en = f"{told.en} One thing a cell, or a block pasted from a spreadsheet."
    spare = [column.label for column in field.columns if not column.needed]
    if spare:
        zh += f"可以空着：{'、'.join(label.zh for label in spare)}。"
        en += f" May stay empty: {', '.join(label.en for label in spare)}."
    return Bilingual(zh.strip(), en.strip())


def heads(field: FormField) -> tuple[Bilingual, ...]:
    """Return the heads of the table that a list is laid out as."""
    return tuple(head(column) for column in field.columns)


def head(column: Column) -> Bilingual:
    """Return the head of a column: its name, with its unit where it has one."""
    unit = column.unit
    if not unit:
        return column.label
    zh, en = unit if isinstance(unit, Bilingual) else (unit, unit)
    return Bilingual(f"{column.label.zh} {zh}".strip(), f"{column.label.en} {en}".strip())


def _cells(line: str, wanted: int) -> tuple[str, ...]:
    cells = _SEPARATORS.split(line, maxsplit=wanted - 1)
    if len(cells) == 1:
        cells = line.split("、", maxsplit=wanted - 1)
    return tuple([cell.strip() for cell in cells] + [""] * (wanted - len(cells)))


def _wrong(column: Column, cell: str) -> Bilingual | None:
    name_zh, name_en = column.label
    if not cell:
        return Bilingual(f"缺{name_zh}", f"{name_en} is missing") if column.needed else None
    if len(cell) > LONGEST_CELL:
        return Bilingual(f"{name_zh}太长", f"{name_en} is too long")
    match column.kind:
        case ColumnKind.NUMBER | ColumnKind.WHOLE:
            return _wrong_number(column, cell)
        case ColumnKind.DAY:
            return (
                None
                if _DAY.fullmatch(cell)
                else Bilingual(f"{name_zh}“{cell}”不是日期", f"{name_en} “{cell}” is no date")
            )
        case ColumnKind.MONTH:
            return (
                None
                if _MONTH.fullmatch(cell)
                else Bilingual(f"{name_zh}“{cell}”不是年月", f"{name_en} “{cell}” is no month")
            )
        case ColumnKind.TIME:
            return (
                None
                if _TIME.fullmatch(cell)
                else Bilingual(f"{name_zh}“{cell}”不是时间", f"{name_en} “{cell}” is no time")
            )
        case ColumnKind.CHOICE:
            return None if chosen(column, cell) else _not_offered(column, cell)
    return None


def _wrong_number(column: Column, cell: str) -> Bilingual | None:
    name_zh, name_en = column.label
    match = _NUMBER.match(cell.removeprefix("×"))
    figure = Decimal(match[0]) if match else None
    if figure is None or not is_plain(figure, LARGEST):
        return Bilingual(f"{name_zh}“{cell}”不是数字", f"{name_en} “{cell}” is no number")
    if column.kind is ColumnKind.WHOLE and figure != figure.to_integral_value():
        return Bilingual(f"{name_zh}应为整数", f"{name_en} has to be a whole number")
    if column.low is not None and (figure < column.low or (column.above and figure == column.low)):
        return Bilingual(f"{name_zh}太小", f"{name_en} is too small")
    if column.high is not None and figure > column.high:
        high = written(column.high)
        return Bilingual(f"{name_zh}不能超过 {high}", f"{name_en} cannot exceed {high}")
    return None


def chosen(column: Column, cell: str) -> str | None:
    """Return the code of what a cell chooses, by its name in either language or its code; None where it is not offered."""
    wanted = _plain(cell)
    for option in column.choices:
        names = (_plain(option.name.zh), _plain(option.name.en))
        if wanted in (option.code, *names) or any(name.startswith(f"{wanted}(") for name in names):
            return option.code
    return None


def _plain(name: str) -> str:
    """Return a name without regard to case, width and blanks; what stands behind it in brackets may be left out."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", name)).casefold()


def _not_offered(column: Column, cell: str) -> Bilingual:
    zh = "、".join(option.name.zh for option in column.choices)
    en = ", ".join(option.name.en for option in column.choices)
    return Bilingual(
        f"{column.label.zh}“{cell}”应为 {zh} 之一", f"{column.label.en} “{cell}” has to be one of {en}"
    )


def _said(place: int, line: str, wrong: Bilingual, field: FormField) -> Bilingual:
    pattern = row_pattern(field)
    return Bilingual(
        f"第 {place} 行“{line[:30]}”看不懂：{wrong.zh}。请按“{pattern.zh}”填写，一行一项，方括号里的可以不写。",
        f"Line {place}, “{line[:30]}”, cannot be read: {wrong.en}. Please write one a line: {pattern.en}; what is in "
        "brackets may be left out.",
    )
