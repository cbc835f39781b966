"""A long list is written row by row: ten times as many rows take the memory of one page, not ten times as much."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.reporting.ledger import Figure
from service_desk.persistence.adding_up import Asked
from service_desk.persistence.database import db, transaction
from service_desk.persistence.tables import CountedFact
from service_desk.persistence.tables.counted import FOREVER
from service_desk.web.reports.ledger_file import write_ledger
from service_desk.web.workbook import Cell, Sheet, write_workbook
from tests.usecases.deeds import MORNING
from tests.usecases.office import Office

COLUMNS = [Bilingual(f"列{n}", f"Column {n}") for n in range(12)]
KILOBYTE = 1024


def say(words: Bilingual | str | None) -> str:
    return words.zh if isinstance(words, Bilingual) else words or ""


def peak_of(write: Callable[[], None]) -> float:
    """Return the most memory that was in use at a time, in kB."""
    tracemalloc.start()
    try:
        write()
        return tracemalloc.get_traced_memory()[1] / KILOBYTE
    finally:
        tracemalloc.stop()


def rows(many: int) -> Iterator[list[Cell]]:
    for number in range(many):
        yield [f"QY20260310-{number:04}", number, MORNING, *(f"第{number}件的第{n}项说明" for n in range(9))]


def test_a_workbook_of_any_length_takes_the_same_memory(tmp_path: Path) -> None:
    def write(many: int) -> None:
        with (tmp_path / f"{many}.xlsx").open("wb") as file:
            write_workbook(
                file, "台账", [Sheet(Bilingual("台账", "Ledger"), COLUMNS, rows(many))], say, is_long=True
            )

    write(10)  # what is loaded once is not counted
    few, many = peak_of(lambda: write(600)), peak_of(lambda: write(2400))
    assert many < few + 300
    assert (tmp_path / "2400.xlsx").stat().st_size > 3 * (tmp_path / "600.xlsx").stat().st_size


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_a_ledger_of_any_length_is_read_and_written_page_by_page(
    app: Flask, tmp_path: Path, ending: str
) -> None:
    with app.app_context():
        few, many = _peaks(tmp_path, ending)
    assert many < few * 1.5
    assert (tmp_path / f"2400.{ending}").stat().st_size > 3 * (tmp_path / f"600.{ending}").stat().st_size


def _peaks(tmp_path: Path, ending: str) -> tuple[float, float]:
    office = Office()
    ticket = office.ticket(office.submit())
    with transaction() as session:
        session.execute(
            sa.insert(CountedFact),
            [
                {
                    "figure": "new", "at": MORNING + timedelta(minutes=number), "ticket_id": ticket.id, "no": 100 + number,
                    "department": "ES", "category": "FS", "request_type": "power_capacity", "park": None,
                    "enterprise_id": ticket.enterprise_id, "since": MORNING + timedelta(minutes=number), "until": FOREVER,
                    "ended": None, "days": None, "seq": 1,
                }
                for number in range(2400)
            ],
        )  # fmt: skip

    def write(minutes: int) -> None:
        asked = Asked(MORNING, MORNING + timedelta(minutes=minutes))
        with (tmp_path / f"{minutes}.{ending}").open("wb") as file:
            write_ledger(file, "新增", Figure.NEW.value, asked, ending, say)
        db.session.rollback()

    write(10)
    return peak_of(lambda: write(600)), peak_of(lambda: write(2400))
