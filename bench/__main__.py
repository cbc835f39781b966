"""`python -m bench`: measure submitting and the queue page at several sizes on both databases, and write the results."""

from __future__ import annotations

import argparse
import contextlib
import html
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from urllib.parse import quote

import sqlalchemy as sa

from bench import people, zone
from bench.importing import importing
from bench.measuring import Browser, in_turn
from bench.report import write_report
from bench.results import Result, beside_earlier
from bench.searching import searching
from bench.sites import served
from bench.zone import A_DAYS_TICKETS, START
from service_desk.app import create_app
from service_desk.config import Settings
from service_desk.domain.actors import guest
from service_desk.domain.reporting.ledger import Figure
from service_desk.persistence.adding_up import Asked
from service_desk.persistence.database import db, transaction
from service_desk.persistence.tables import Ticket
from service_desk.persistence.upgrading import upgrade_database
from service_desk.usecases.intake.submit_ticket import Request, submit_ticket
from service_desk.usecases.reporting.write_ledger import COLUMNS, ledger_pages
from service_desk.usecases.zone.seed_departments import seed_departments
from service_desk.web.text_table import csv_lines
from tests.support.postgresql import PostgresServer

PAGES = {
    "queue page": "/desk?tab=in_progress",
    "search, few hits": "/desk/search?q=" + quote("基准诉求7777"),
    "search, many hits": "/desk/search?q=" + quote("用电容量"),
    "search, narrowed": "/desk/search?q=" + quote("用电容量 状态:办理中 部门:供电"),
}
"""What is measured as an officer sees it: the whole answer, from the request to the last byte."""
PAGES_DOWN = 40
EXPORTED = 5_000
SLOW_RUNS = 3
SLOW_PAGES = {
    "report of a month, anew": "/reports/period?period=2026-01&anew=1",
    "report of a year, anew": "/reports/period?period=2026&anew=1",
}
"""What a leader may wait for: every figure reckoned anew from the counted facts."""
LEADERS_PAGES = {
    "report of a year": "/reports/period?period=2026",
    "list behind a number": "/reports/period/list/finished?period=2026",
}
"""What a leader opens: a report that took long is shown again for a while."""


def main() -> None:
    """Run the benchmark and write the report."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--tickets", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument(
        "--databases", nargs="+", default=["sqlite", "postgresql"], choices=["sqlite", "postgresql"]
    )
    parser.add_argument("--runs", type=int, default=200, help="counted runs of each page")
    parser.add_argument("--out", type=Path, default=Path("docs/performance.md"))
    parser.add_argument(
        "--keep",
        type=Path,
        help="a folder where zones stay filled and results stand beside those of other runs",
    )
    options = parser.parse_args()
    results: list[Result] = []
    for kind in options.databases:
        for tickets in options.tickets:
            print(f"{kind}, {tickets:,} tickets …", file=sys.stderr)
            kept = options.keep / f"{kind}-{tickets}" if options.keep else None
            with _database(kind, kept) as (url, folder):
                results += _measure(kind, url, folder, tickets, options.runs)
        with _database(kind, None) as (
            url,
            folder,
        ):  # its own: 5,000 tickets more would change the other lines
            results.append(importing(kind, url, folder))
    if options.keep:
        results = beside_earlier(results, options.keep / "results.json")
    write_report(results, options.out)
    print(options.out.read_text("utf-8"))


@contextlib.contextmanager
def _database(kind: str, kept: Path | None) -> Iterator[tuple[str, Path]]:
    folder = kept or Path(tempfile.mkdtemp(prefix="desk-bench-"))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        if kind == "sqlite":
            yield f"sqlite:///{folder / 'desk.sqlite3'}", folder
            return
        with PostgresServer(durable=True, data=kept / "data" if kept else None) as server:
            if not (folder / FILLED).exists():
                server.create("bench")
            yield server.url("bench"), folder
    finally:
        if kept is None:
            shutil.rmtree(folder)


FILLED = "filled"
"""The file that says a kept zone is complete."""


def _measure(kind: str, url: str, folder: Path, tickets: int, runs: int) -> list[Result]:
    now = datetime.now(UTC)
    app = create_app(Settings(instance_folder=folder, database_url=url))
    with app.app_context():
        if not (folder / FILLED).exists():
            upgrade_database(folder / "backups", now)
            seed_departments()
            people.hire(now)
            begun = time.perf_counter()
            zone.fill(tickets)
            print(f"  filled in {time.perf_counter() - begun:.0f} s", file=sys.stderr)
            (folder / FILLED).touch()
        found = [
            *searching(kind, tickets, runs),
            _exporting(kind, tickets),
            _submitting(kind, tickets, runs, now),
        ]
        db.session.remove()
        db.engine.dispose()
    desk = {"DATABASE_URL": url, "DESK_INSTANCE_FOLDER": str(folder), "DESK_RATE_SIGN_IN": "1000 per minute"}
    with (
        served("service_desk.app:create_app()", desk, "/healthz") as site,
        served("bench.floor:floor_app()", {"BENCH_DATABASE": url}, "/") as floor,
    ):
        officer, bare = Browser(site, people.sign_in(site)), Browser(floor)
        for what, address in {**PAGES, **_found_on_the_way(officer)}.items():
            size = len(officer.get(address)) / 1024
            page, least = in_turn(partial(officer.get, address), lambda: bare.get("/"), runs)
            found.append(Result(what, kind, tickets, page, least, size))
        leader = Browser(site, people.sign_in(site, people.LEADER))
        for what, address in SLOW_PAGES.items():
            page, least = in_turn(partial(leader.get, address), lambda: bare.get("/"), SLOW_RUNS, uncounted=1)
            found.append(Result(what, kind, tickets, page, least))
        for what, address in LEADERS_PAGES.items():
            size = len(leader.get(address)) / 1024
            page, least = in_turn(partial(leader.get, address), lambda: bare.get("/"), max(5, runs // 10))
            found.append(Result(what, kind, tickets, page, least, size))
    return found


def _found_on_the_way(officer: Browser) -> dict[str, str]:
    """Return pages whose addresses the queue has to tell: one far down the list, and the ticket on top of it."""
    first = address = PAGES["queue page"]
    for _ in range(PAGES_DOWN):
        further = re.findall(r'href="(/desk\?[^"]*from=[^"]+)"', officer.get(address).decode())
        if not further:
            break
        address = html.unescape(further[-1])
    ticket = re.search(r'href="(/desk/tickets/QY[0-9-]+)"', officer.get(first).decode())
    if ticket is None:
        raise RuntimeError("the queue is empty")
    return {"queue, far down": address, "ticket page": ticket[1]}


def _exporting(kind: str, tickets: int) -> Result:
    """Write the ledger of the newest tickets as text, against the same number of rows of one query written as they are."""
    span = Asked(START, START + timedelta(days=3650))
    query = sa.select(Ticket.ticket_no, Ticket.title, Ticket.body, Ticket.enterprise_name).limit(EXPORTED)

    def export() -> None:
        pages = ledger_pages(db.session(), (Figure.NEW,), span, START)
        rows = islice((row for page in pages for row in page), EXPORTED)
        for _ in csv_lines([column.zh for column in COLUMNS], rows):  # type: ignore[arg-type]
            pass
        db.session.remove()

    def write_rows() -> None:
        for _ in csv_lines(["", "", "", ""], db.session.execute(query)):  # type: ignore[arg-type]
            pass
        db.session.remove()

    times, floor = in_turn(export, write_rows, 5)
    return Result(f"export {EXPORTED:,} rows", kind, tickets, times, floor)


def _submitting(kind: str, tickets: int, runs: int, now: datetime) -> Result:
    first = max(now, START + timedelta(days=tickets / A_DAYS_TICKETS + 1))  # a day that has no numbers yet
    moments = iter(first + timedelta(milliseconds=n) for n in range(10 * runs))
    again = sa.text("drop table if exists bench_floor")
    scratch = sa.text("create table bench_floor (id integer primary key, words text)")
    insert = sa.text("insert into bench_floor (id, words) values (:id, :words)")
    with transaction() as session:
        session.execute(again)
        session.execute(scratch)
    numbers = iter(range(1, 10 * runs))

    def submit() -> None:
        request = Request(
            title="车间要加两台设备，电不够用", body="二期车间计划下月进两台注塑机，现有变压器容量不够，请帮助增容500kVA。",
            request_type="power_capacity", enterprise_name="基准企业0007", contact_name="联系人",
            contact_mobile="13800138000", contact_email="bench@zone.example",
        )  # fmt: skip
        submit_ticket(request, guest("联系人"), next(moments))

    def insert_one_row() -> None:
        with transaction() as session:
            session.execute(insert, {"id": next(numbers), "words": "一行"})

    times, floor = in_turn(submit, insert_one_row, runs)
    return Result("submit a request", kind, tickets, times, floor)


if __name__ == "__main__":
    main()
