"""Lists typed one row a line: the equipment behind a load, and transformers as number × kVA."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.figures import is_plain
from service_desk.domain.power import Equipment

LARGEST = Decimal(10_000_000)
MOST_ROWS = 200
_NUMBER = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
_TRANSFORMER_ROW = re.compile(
    r"(\d{1,3})\s*台?\s*[,;\t]\s*(\d+(?:\.\d+)?)\s*(?:kva)?", re.ASCII | re.IGNORECASE
)
_TRANSFORMER = re.compile(r"(\d{1,3})(?:台)?[*x×](\d+(?:\.\d+)?)(?:kva)?", re.ASCII | re.IGNORECASE)


def read_equipment(text: str) -> tuple[tuple[Equipment, ...], Bilingual | None]:
    """Return the rows `name, rated kW, quantity, demand factor` and what is wrong with the first unreadable one.

    Commas of either width, 、, semicolons and tabs separate; units behind the figures are left out of account.
    """
    rows: list[Equipment] = []
    for place, line in enumerate(_lines(text), start=1):
        row = _equipment(line)
        if row is None or place > MOST_ROWS:
            return tuple(rows), Bilingual(
                f"第 {place} 行“{line[:30]}”看不懂，请按“名称, 额定 kW, 台数, 需用系数”填写，需用系数在 0 与 1 之间。",
                f"Line {place}, “{line[:30]}”, cannot be read; please write name, rated kW, quantity, demand factor "
                "(between 0 and 1).",
            )
        rows.append(row)
    return tuple(rows), None


def read_transformers(text: str) -> tuple[tuple[tuple[int, Decimal], ...], Bilingual | None]:
    """Return the transformers as (number, kVA) and what is wrong with the first unreadable one.

    A list has one row a line, `number, kVA`; older versions of the form asked for `1×630, 2×800` in one line.
    """
    rows: list[tuple[int, Decimal]] = []
    for line in _lines(text):
        row = _TRANSFORMER_ROW.fullmatch(line)
        found, wrong = ([row], "") if row is not None else _in_one_line(line)
        rows += [(int(match[1]), Decimal(match[2])) for match in found]
        if wrong:
            return tuple(rows), Bilingual(
                f"“{wrong[:30]}”看不懂，请写成台数×容量，如 1×630, 2×800。",
                f"“{wrong[:30]}” cannot be read; please write number × kVA, like 1×630, 2×800.",
            )
    return tuple(rows), None


def _in_one_line(line: str) -> tuple[list[re.Match[str]], str]:
    """Return the transformers of `1×630, 2×800`, and the first part that is none."""
    found: list[re.Match[str]] = []
    for part in filter(None, (re.sub(r"\s", "", part) for part in re.split(r"[,，、;；+]", line))):
        match = _TRANSFORMER.fullmatch(part)
        if match is None or not int(match[1]):
            return found, part
        found.append(match)
    return found, ""


def _lines(text: str) -> list[str]:
    lines = unicodedata.normalize("NFKC", text).splitlines()
    return [line.strip() for line in lines if line.strip()]


def _equipment(line: str) -> Equipment | None:
    cells = [cell.strip() for cell in re.split(r"[,，、;；\t]", line)]
    cells = [cell for cell in cells if cell]
    if not 2 <= len(cells) <= 4:
        return None
    figures = [_figure(cell) for cell in cells[1:]]
    figures += [Decimal(1)] * (3 - len(figures))
    rated, quantity, factor = figures
    if rated is None or quantity is None or factor is None:
        return None
    if not 0 < rated <= LARGEST or quantity != quantity.to_integral_value() or not 1 <= quantity <= 10_000:
        return None
    return Equipment(cells[0], rated, int(quantity), factor) if 0 < factor <= 1 else None


def _figure(cell: str) -> Decimal | None:
    match = re.match(_NUMBER, cell.removeprefix("×"))
    if match is None:
        return None
    figure = Decimal(match[0])
    return figure if is_plain(figure, LARGEST) else None
