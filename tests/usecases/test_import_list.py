"""Bringing a problem list in: real files, each row once, nothing filed that is wrong."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from datetime import date

import pytest
import sqlalchemy as sa
import xlsxwriter
import xlwt
from flask_sqlalchemy import SQLAlchemy

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.naming import UNDECIDED
from service_desk.domain.problem_list import Row, Standing, read_list
from service_desk.domain.refusals import InvalidInput
from service_desk.persistence.counted import counted_rows, key_of, uncounted
from service_desk.persistence.database import db
from service_desk.persistence.firm_lookup import firms_without_keys
from service_desk.persistence.search_writing import unindexed
from service_desk.persistence.tables import Enterprise, SearchText, Ticket, TicketEvent
from service_desk.usecases.accounts.forget_stale import forget_stale
from service_desk.usecases.acting.findable import searchable
from service_desk.usecases.acting.published_forms import Forms
from service_desk.usecases.acting.rules import catalogue_in_force
from service_desk.usecases.auditing.check_records import check_records
from service_desk.usecases.files.unfit import UnfitFileError
from service_desk.usecases.intake import import_list
from service_desk.usecases.intake.import_list import import_part, import_rows
from service_desk.usecases.intake.look_at_list import (
    KEPT_FOR,
    look_at_list,
    own_lists,
    page_of_list,
    preview_rows,
)
from service_desk.usecases.intake.read_sheet import read_sheet
from tests.support.samples import letter, photograph
from tests.usecases.deeds import COMMISSIONER
from tests.usecases.office import Office

HEADINGS = ["企业名称", "联系电话", "诉求内容", "提出日期"]


def excel(*cells: list[object]) -> bytes:
    drawn = io.BytesIO()
    book = xlsxwriter.Workbook(drawn, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    page = book.add_worksheet()
    for line, row in enumerate([HEADINGS, *cells]):
        page.write_row(line, 0, row)
    book.close()
    return drawn.getvalue()


def rows_of(content: bytes) -> tuple[Row, ...]:
    return read_list(read_sheet(content)).rows


SURE, UNSURE = "变压器容量不够，想增容到1250kVA", "二号线停电了"
POWER = ["演示甲公司", 13800138000, "变压器容量不够，需要增容500kVA", date(2026, 3, 1)]


def test_excel_gives_dates_and_telephone_numbers_as_people_read_them() -> None:
    (row,) = rows_of(excel(POWER))
    assert row.problems == {}
    assert (row.values["contact_mobile"], row.occurred_on) == ("13800138000", date(2026, 3, 1))


def test_an_excel_of_before_2007_is_read_like_a_new_one() -> None:
    book = xlwt.Workbook()
    page = book.add_sheet("走访")
    for line, row in enumerate([HEADINGS, POWER, ["演示乙公司", "", "停水", "2026年3月2日"]]):
        for column, value in enumerate(row):
            style = (
                xlwt.easyxf(num_format_str="yyyy-mm-dd")
                if isinstance(value, date)
                else xlwt.Style.default_style
            )
            page.write(line, column, value, style)
    written = io.BytesIO()
    book.save(written)
    assert rows_of(written.getvalue())[0] == rows_of(excel(POWER))[0]
    assert [row.problems for row in rows_of(written.getvalue())] == [{}, {}]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_is_read_in_the_encodings_spreadsheets_write(encoding: str) -> None:
    text = '企业名称,诉求内容\r\n演示甲公司,"停水，\n已两天"\r\n'
    (row,) = rows_of(text.encode(encoding))
    assert row.values == {"enterprise_name": "演示甲公司", "body": "停水，\n已两天"}


@pytest.mark.parametrize(
    "content", [photograph(), letter(), b"\xd0\xcf\x11\xe0 old", b"PK\x03\x04 cut", b"\xff\xfe\xff"]
)
def test_what_is_no_list_is_refused(content: bytes) -> None:
    with pytest.raises(UnfitFileError):
        rows_of(content)


def test_rows_become_tickets_with_suggested_types_and_known_ones_are_recognised(office: Office) -> None:
    rows = rows_of(
        excel(POWER, ["演示乙公司", "", "园区东门道路破损，货车进不来", ""], ["", "", "没有企业", ""])
    )
    preview = preview_rows(db.session(), rows)
    assert [each.standing for each in preview] == [Standing.READY, Standing.DOUBTFUL, Standing.WRONG]
    assert preview[0].request_type == "power_capacity"
    done, refused = import_rows(rows, COMMISSIONER, office.now)
    assert (len(done), refused) == (2, {})
    first = office.ticket(done[0])
    assert (first.state, first.source, first.occurred_on) == ("submitted", "visit", date(2026, 3, 1))
    again = preview_rows(db.session(), rows)
    assert [each.ticket_no for each in again] == [*done, None]
    import_rows(rows, COMMISSIONER, office.now)
    assert db.session.query(Ticket).count() == 2


def test_a_row_nobody_can_be_sure_of_is_left_to_the_dispatcher_with_the_guess_beside_it(
    office: Office,
) -> None:
    rows = rows_of(excel(["演示乙公司", "", UNSURE, ""], ["演示丁公司", "", SURE, ""]))
    standings = [each.standing for each in preview_rows(db.session(), rows)]
    assert standings == [Standing.DOUBTFUL, Standing.READY]
    done, _refused = import_rows(rows, COMMISSIONER, office.now)
    unsure, sure = (office.ticket(number) for number in done)
    assert (unsure.request_type, unsure.form, unsure.suggestion["type_confidence"] < 0.8) == (
        UNDECIDED, "general", True,
    )  # fmt: skip
    assert unsure.suggestion["request_type"] != UNDECIDED
    assert (sure.request_type, sure.form) == ("power_capacity", "power")
    assert [office.events(number)[0].data["named_by"] for number in done] == ["machine", "machine"]


def test_a_row_the_rules_refuse_after_all_is_named_and_the_others_are_filed(office: Office) -> None:
    wrong = Row(7, {"enterprise_name": "演示丙公司", "body": "停水", "contact_mobile": "12"})
    done, refused = import_rows([wrong, *rows_of(excel(POWER))], COMMISSIONER, office.now)
    assert list(refused) == [7]
    assert len(done) == 1


@pytest.mark.every_database
def test_a_list_is_brought_in_once_on_every_database(database: SQLAlchemy) -> None:
    office = Office()
    rows = rows_of(excel(POWER, ["演示乙公司", "", "园区东门道路破损", ""]))
    done, _refused = import_rows(rows, COMMISSIONER, office.now)
    again, _refused = import_rows(rows, COMMISSIONER, office.now)
    assert done == again
    assert database.session.query(Ticket).count() == 2


@contextlib.contextmanager
def statements() -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    sa.event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", note)


def many_rows(count: int) -> tuple[Row, ...]:
    said = ["变压器容量不够，需要增容500kVA", "招不到焊工，请组织招聘会", "园区东门道路破损"]
    return rows_of(
        excel(
            *([f"演示{n % 7}号公司", "", f"{said[n % 3]}，第{n}件", date(2026, 3, 1)] for n in range(count))
        )
    )


@pytest.mark.every_database
def test_after_an_import_everything_that_is_kept_is_what_the_log_says(database: SQLAlchemy) -> None:
    office, rows = Office(), many_rows(40)
    done, refused = import_rows(rows, COMMISSIONER, office.now)
    assert refused == {}
    assert done == sorted(done)
    assert len(set(done)) == len(rows)
    assert list(check_records()) == []
    session = database.session()
    assert not uncounted(session, 0, 1)
    assert not unindexed(session, 0, 1)
    assert not firms_without_keys(session, 0, 1)
    catalogue = catalogue_in_force(session)
    for number, row in zip(done, rows, strict=True):
        ticket = office.ticket(number)
        assert (ticket.body, ticket.enterprise_name) == (row.values["body"], row.values["enterprise_name"])
        says = searchable(Forms(session), ticket, office.events(number), catalogue)
        kept = session.get_one(SearchText, ticket.id)
        assert (kept.words, kept.contact, kept.facets) == says[1:]
    assert session.query(Enterprise).count() == 7


@pytest.mark.every_database
def test_an_imported_ticket_is_kept_as_one_that_was_submitted_alone(database: SQLAlchemy) -> None:
    office, rows = Office(), many_rows(6)
    import_rows(rows[:3], COMMISSIONER, office.now)
    for row in rows[3:]:
        import_rows([row], COMMISSIONER, office.now)
    session = database.session()
    together, alone = (
        [
            (ticket.state, ticket.clock, ticket.queue_department, ticket.category, ticket.version, facts)
            for ticket in session.query(Ticket).order_by(Ticket.id)
            if (facts := [key_of(fact)[0] for fact in counted_rows(session, ticket.id)])
        ][part]
        for part in (slice(0, 3), slice(3, 6))
    )
    assert together == alone
    assert list(check_records()) == []


def test_the_same_row_twice_in_a_list_makes_one_ticket(office: Office) -> None:
    rows = rows_of(excel(POWER, POWER))
    done, refused = import_rows(rows, COMMISSIONER, office.now)
    assert (len(done), len(set(done)), refused) == (2, 1, {})
    assert db.session.query(Ticket).count() == 1


def test_a_longer_part_needs_no_more_statements(office: Office) -> None:
    rows = many_rows(60)
    import_rows(rows[:10], COMMISSIONER, office.now)  # the seven firms are known from here on
    taken = []
    for part in (rows[10:20], rows[20:60]):
        with statements() as seen:
            import_rows(part, COMMISSIONER, office.now)
        taken.append(len(seen))
    assert taken[1] <= taken[0] + 3


def test_what_breaks_in_the_middle_leaves_nothing_of_a_part(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("the process ends here")

    monkeypatch.setattr("service_desk.usecases.acting.perform.queue_letters", broken)
    with pytest.raises(RuntimeError):
        import_rows(many_rows(5), COMMISSIONER, office.now)
    assert db.session.query(Ticket).count() == 0
    assert db.session.query(TicketEvent).count() == 0
    assert list(check_records()) == []


@pytest.mark.every_database
def test_a_list_that_was_looked_at_is_filed_as_it_was_suggested_then(
    database: SQLAlchemy, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, rows = Office(), many_rows(5)
    before = [each.said.as_stored() for each in preview_rows(database.session(), rows) if each.said]
    token = look_at_list("清单.xlsx", rows, COMMISSIONER, office.now)
    monkeypatch.setattr(import_list, "AT_ONCE", 3)
    monkeypatch.setattr(import_list, "suggest_many", lambda _session, texts: [fail(texts) for _ in texts])
    first = import_part(token, COMMISSIONER, office.now)
    last = import_part(token, COMMISSIONER, office.now)
    assert ((first.done, first.total), last.is_over) == ((3, 5), True)
    kept = database.session.query(Ticket).order_by(Ticket.id)
    assert [ticket.suggestion for ticket in kept] == before


def fail(texts: object) -> None:
    raise AssertionError(texts)


def test_a_row_the_rules_refuse_stands_as_refused_with_the_reason(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = look_at_list("清单.xlsx", many_rows(2), COMMISSIONER, office.now)
    refusal = InvalidInput({"body": Bilingual("不收", "not taken")})
    monkeypatch.setattr(import_list, "submit_many", lambda *_: {0: refusal})
    monkeypatch.setattr(import_list, "AT_ONCE", 1)
    progress = import_part(token, COMMISSIONER, office.now)
    assert (progress.done, progress.total) == (1, 2)
    ((listed, counts),) = own_lists(db.session(), COMMISSIONER)
    assert counts == {"refused": 1, "ready": 1}
    page = page_of_list(db.session(), listed, Standing.REFUSED, 0, 10)
    assert [each.problems for each in page.rows] == [refusal.problems]


def test_a_list_is_forgotten_after_a_week(office: Office) -> None:
    look_at_list("清单.xlsx", many_rows(2), COMMISSIONER, office.now)
    forget_stale(office.now + KEPT_FOR)
    assert own_lists(db.session(), COMMISSIONER) == []
