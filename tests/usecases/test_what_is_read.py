"""What lists, parts and sheets say when they are read: a person's list, the parts of a joint request, dates in a workbook."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

import pytest
import xlsxwriter

from service_desk.domain.actors import guest
from service_desk.domain.refusals import NotEntitled
from service_desk.persistence.database import db
from service_desk.usecases.intake.read_sheet import read_sheet
from service_desk.usecases.reading.narrowing import Narrowing
from service_desk.usecases.reading.parts import parts_of
from service_desk.usecases.reading.queues import list_of
from service_desk.usecases.reading.views import view_ticket
from tests.usecases.deeds import HANDLER, WORKING
from tests.usecases.office import Office


def test_an_unknown_list_is_ones_first_and_a_guest_has_none(office: Office) -> None:
    narrowing = Narrowing(category="FS")
    first, _ = list_of(db.session(), HANDLER, office.now, None, narrowing)
    unknown, narrowed = list_of(db.session(), HANDLER, office.now, "nonsense", narrowing)
    assert unknown.key == first.key
    assert narrowed.category == "FS"
    with pytest.raises(NotEntitled):
        list_of(db.session(), guest("路人", "QY20260310-0001"), office.now, None, narrowing)


def test_the_parts_of_a_ticket_are_told_in_order(office: Office) -> None:
    view = view_ticket(db.session(), office.ticket(office.bring(*WORKING)), HANDLER, office.now)
    (part,) = parts_of(view)
    assert (part.no, part.status) == (1, "open")


def test_dates_of_a_workbook_are_read_as_days(office: Office) -> None:
    drawn = io.BytesIO()
    book = xlsxwriter.Workbook(drawn, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    page = book.add_worksheet()
    page.write_row(0, 0, ["企业名称", "诉求内容", "提出日期"])
    page.write_row(1, 0, ["演示一厂", "停水"])
    page.write_datetime(1, 2, datetime(2026, 3, 9, 14, 30, tzinfo=UTC).replace(tzinfo=None))
    book.close()
    told = str(list(read_sheet(drawn.getvalue())))
    assert date(2026, 3, 9).isoformat() in told
