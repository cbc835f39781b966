"""What is not there, not one's own or changed meanwhile is refused in the same way, whichever act asks for it."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask_sqlalchemy import SQLAlchemy
from PIL import Image

from service_desk.domain.actors import Actor, guest
from service_desk.domain.refusals import InvalidInput, NotFound, NotPossible, Stale
from service_desk.domain.roles import Role
from service_desk.persistence.database import db, transaction
from service_desk.persistence.tables import AreaFollower
from service_desk.usecases.accounts.manage_account import Person, create_first_administrator, invite_user
from service_desk.usecases.accounts.set_password import change_password, set_password_by_link
from service_desk.usecases.files.looking_into import look_into
from service_desk.usecases.files.unfit import UnfitFileError
from service_desk.usecases.intake.keep_request_draft import (
    Holder,
    discard_draft,
    finish_draft,
    fork_draft,
    held_draft,
    new_code,
    save_draft,
)
from service_desk.usecases.knowledge.tell_area import Told, address_of, publish_notice, update_notice
from service_desk.usecases.reporting.export_list import cancel_export, order_export
from service_desk.usecases.together.follow_ticket import follow_ticket
from service_desk.usecases.together.read_news import count_unread, mark_seen, read_news
from service_desk.usecases.visits.follow_up_visit import find_visit, follow_up_visit
from service_desk.usecases.visits.run_campaign import (
    CampaignPlan,
    edit_campaign,
    find_campaign,
    open_campaign,
)
from service_desk.usecases.zone.word_template import adopt_template, current_template
from tests.support.samples import paper, photograph
from tests.usecases.deeds import COMMISSIONER, DISPATCHER, HANDLER, MORNING, WORKING, A
from tests.usecases.office import Office

BOSS = Actor(99, "演示-管理员", frozenset({Role.ADMINISTRATOR}))
HERE = Holder("browser-one")


def test_visits_and_campaigns(database: SQLAlchemy) -> None:
    plan = CampaignPlan("演示走访", "演示组", date(2026, 3, 1), 36, ends_on=date(2026, 3, 31))
    with pytest.raises(NotFound):
        find_visit(database.session(), "ZF20260310-0001")
    with pytest.raises(NotFound):
        follow_up_visit("ZF20260310-0001", COMMISSIONER, MORNING, words="再去看过")
    with pytest.raises(NotFound):
        find_campaign(database.session(), 77)
    with pytest.raises(NotFound):
        edit_campaign(77, plan, COMMISSIONER, MORNING)
    with pytest.raises(InvalidInput):
        open_campaign(replace(plan, ends_on=date(2026, 2, 1)), COMMISSIONER, MORNING)
    number = open_campaign(plan, COMMISSIONER, MORNING)
    with pytest.raises(Stale):
        edit_campaign(number, plan, COMMISSIONER, MORNING, seen_version=99)


def test_public_notices(office: Office) -> None:
    umbrella = office.bring(*WORKING, enterprise_name="演示专题")
    office.act(A.JOIN, office.bring(A.SUBMIT), parent=umbrella)
    with pytest.raises(NotFound):
        update_notice(77, DISPATCHER, office.now, words="进展", expected_on=None, seen_version=1)
    told = Told(title="供电能力不足", words="正在扩容。", park=None, request_type=None, expected_on=None)
    notice = publish_notice(umbrella, DISPATCHER, office.now, told)
    assert (notice.park, notice.request_type) == (None, None)
    nowhere = AreaFollower(ticket_no="QY20990101-0001", language="zh")
    assert address_of(db.session(), nowhere) == (None, "", "zh")


def test_an_export_cancelled_twice(database: SQLAlchemy, tmp_path: Path) -> None:
    owner = create_first_administrator("boss", BOSS.name, now=MORNING).user_id
    token = order_export(owner, MORNING, title="台账", ending="csv", language="zh", wanted={}, total=1)
    for _ in range(2):
        cancel_export(token, owner, MORNING, tmp_path)
    with pytest.raises(NotFound):
        cancel_export(token, owner + 1, MORNING, tmp_path)


def test_drafts(office: Office) -> None:
    code, fields = new_code(), {"title": ["二期厂房"]}
    save_draft(code, "power_capacity", fields, HERE, office.now)
    with pytest.raises(NotFound):
        fork_draft(new_code(), fields, HERE, office.now)
    with pytest.raises(NotPossible):
        fork_draft(code, {"body": ["长" * 2_000_000]}, HERE, office.now)
    with pytest.raises(NotFound):
        discard_draft(new_code(), HERE, office.now)
    assert held_draft(db.session(), code, HERE, office.now + timedelta(days=400)) is None
    with transaction() as session:
        finish_draft(session, new_code(), "QY20260310-0001")
        finish_draft(session, code, "QY20260310-0001")
    kept = held_draft(db.session(), code, HERE, office.now)
    assert kept is not None
    assert (kept.ticket_no, kept.fields) == ("QY20260310-0001", {})


def test_news(office: Office) -> None:
    number = office.bring(*WORKING)
    nobody = guest("路人", number)
    assert read_news(db.session(), nobody).items == ()
    assert count_unread(db.session(), nobody) == 0
    mark_seen(number, HANDLER)
    assert follow_ticket(number, replace(HANDLER, user_id=None), office.now).ticket_no == number
    assert count_unread(db.session(), HANDLER) == 0


def test_the_word_template(database: SQLAlchemy) -> None:
    assert adopt_template(b"PK", "一.docx", by=BOSS, now=MORNING) == 1
    with pytest.raises(Stale):
        adopt_template(b"PK", "二.docx", by=BOSS, now=MORNING, seen_version=0)
    assert adopt_template(None, "", by=BOSS, now=MORNING, seen_version=1) == 2
    assert current_template(database.session()) is None


def test_ones_own_password(database: SQLAlchemy) -> None:
    person = Person("someone", "某人", frozenset({Role.LEADER}))
    first = create_first_administrator("boss", BOSS.name, now=MORNING)
    invited = invite_user(person, by=replace(BOSS, user_id=first.user_id), now=MORNING)
    old = "Ganlan-Shu-13710"
    set_password_by_link(invited.token, old, address="", now=MORNING)

    def change(was: str, to: str, user: int = invited.user_id) -> None:
        change_password(user, was, to, keep_session="x", address="", now=MORNING)

    for wrong in (("not-it", "Xin-Kouling-2026"), (old, "123"), (old, old)):
        with pytest.raises(InvalidInput):
            change(*wrong)
    with pytest.raises(InvalidInput):
        change(old, "Xin-Kouling-2026", user=77_777)
    change(old, "Xin-Kouling-2026")


def test_files_too_large_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = io.BytesIO()
    Image.new("CMYK", (8, 8)).save(drawn, format="JPEG")
    with Image.open(io.BytesIO(look_into(drawn.getvalue()).content)) as picture:
        assert picture.mode == "RGB"
    limits: dict[str, tuple[Any, bytes]] = {
        "looking_into.MAX_PIXELS": (10, photograph()),
        "looking_into_papers.MAX_PAGES": (1, paper(pages=2)),
    }
    for name, (limit, content) in limits.items():
        monkeypatch.setattr(f"service_desk.usecases.files.{name}", limit)
        with pytest.raises(UnfitFileError):
            look_into(content)
