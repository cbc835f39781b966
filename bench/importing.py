"""A problem list of 5,000 rows brought in over HTTP, preview and import, against as many bare rows in as many commits."""

from __future__ import annotations

import csv
import io
import re
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from bench import people
from bench.measuring import Times
from bench.results import Result
from bench.sites import served
from service_desk.app import create_app
from service_desk.config import Settings
from service_desk.domain.problem_list import MAX_ROWS
from service_desk.persistence.database import db, transaction
from service_desk.persistence.tables import Ticket
from service_desk.persistence.upgrading import upgrade_database
from service_desk.usecases.intake.import_list import AT_ONCE
from service_desk.usecases.zone.seed_departments import seed_departments

FIRMS = 700
_SAID = (
    "车间变压器容量不够，想增容",
    "招不到焊工，请组织招聘会",
    "污水接管口高程不符",
    "下游国企拖欠货款",
    "夜间噪声影响员工休息",
)
_HEADINGS = ("企业名称", "园区", "联系人", "联系电话", "标题", "诉求内容", "希望结果", "提出日期", "来源")
_TOKEN = re.compile(r'<input[^>]*name="csrf_token"[^>]*value="([^"]*)"')
_GOES_ON = re.compile(r'action="(/lists/\w+/import)"')
_BOUNDARY = "----problem-list"


def importing(kind: str, url: str, folder: Path) -> Result:
    """Bring one list into an empty zone as an officer does, and insert its bare rows; both once, for a list is new only once."""
    with create_app(Settings(instance_folder=folder, database_url=url)).app_context():
        now = datetime.now(UTC)
        upgrade_database(folder / "backups", now)
        seed_departments()
        people.hire(now)
        floor = _insert_rows()
        desk = {"DATABASE_URL": url, "DESK_INSTANCE_FOLDER": str(folder)}
        with served("service_desk.app:create_app()", desk, "/healthz") as site:
            taken = _seconds(site, people.sign_in(site, people.IMPORTER))
        filed = db.session.scalar(sa.select(sa.func.count()).select_from(Ticket))
        db.session.remove()
        db.engine.dispose()
    if filed != MAX_ROWS:
        raise RuntimeError(f"{filed} rows were filed")
    return Result(f"import {MAX_ROWS:,} rows", kind, 0, Times.of([taken]), Times.of([floor]))


def _seconds(site: str, cookie: str) -> float:
    begun = time.perf_counter()
    page = _preview(site, cookie)
    while asked := _GOES_ON.search(page):  # the button, as often as the page asks for it
        page = _send(
            f"{site}{asked[1]}", cookie, urllib.parse.urlencode({"csrf_token": _token(page)}).encode()
        )
    return time.perf_counter() - begun


def _preview(site: str, cookie: str) -> str:
    token = _token(_send(f"{site}/lists", cookie))
    parts = (
        f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{token}\r\n'
        f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="list.csv"\r\n'
        "Content-Type: text/csv\r\n\r\n"
    )
    body = parts.encode() + _list() + f"\r\n--{_BOUNDARY}--\r\n".encode()
    return _send(f"{site}/lists", cookie, body, f"multipart/form-data; boundary={_BOUNDARY}")


def _token(page: str) -> str:
    found = _TOKEN.search(page)
    if found is None:
        raise RuntimeError("a page without its form")
    return found[1]


def _send(address: str, cookie: str, body: bytes | None = None, kind: str | None = None) -> str:
    headers = {"Cookie": cookie, **({"Content-Type": kind} if kind else {})}
    with urllib.request.urlopen(urllib.request.Request(address, body, headers), timeout=300) as answer:
        return str(answer.read().decode())


def _list() -> bytes:
    drawn = io.StringIO()
    writer = csv.writer(drawn)
    writer.writerow(_HEADINGS)
    writer.writerows(_rows())
    return drawn.getvalue().encode("utf-8")


def _rows() -> Iterator[tuple[str, ...]]:
    for n in range(MAX_ROWS):
        said = f"{_SAID[n % len(_SAID)]}，第{n}件"
        yield (
            f"清单企业{n % FIRMS}有限公司", "智能制造产业园", "王经理", "13800138000", f"清单诉求{n}", said,
            "尽快", "2026-05-20", "入企走访",
        )  # fmt: skip


def _insert_rows() -> float:
    """Insert as many short rows one by one, as many to a commit as the desk files in one; returns the seconds."""
    with transaction() as session:
        session.execute(sa.text("drop table if exists bench_list"))
        session.execute(sa.text("create table bench_list (id integer primary key, words text)"))
    insert = sa.text("insert into bench_list (id, words) values (:id, :words)")
    begun = time.perf_counter()
    for first in range(1, MAX_ROWS + 1, AT_ONCE):
        with transaction() as session:
            for number in range(first, first + AT_ONCE):
                session.execute(insert, {"id": number, "words": "一行"})
    taken = time.perf_counter() - begun
    db.session.remove()
    return taken
