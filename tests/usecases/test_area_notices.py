"""Public notices of what concerns many: published under an umbrella, followed, updated and ended by letter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from service_desk.domain.actions import Action
from service_desk.domain.refusals import InvalidInput, NotEntitled, NotFound, NotPossible, Stale
from service_desk.persistence.area_notices import followers_of, notice_of_ticket, updates_of
from service_desk.persistence.database import db
from service_desk.persistence.tables import AreaFollower, AreaNotice, OutboxMail
from service_desk.persistence.work_lists import children_of
from service_desk.usecases.delivery.read_letter import read_letter
from service_desk.usecases.knowledge.follow_area import (
    ask_to_follow,
    confirm_following,
    follow_with_ticket,
    forget_unanswered,
    stop_following,
)
from service_desk.usecases.knowledge.read_area import (
    fitting_notices,
    notices_for_ticket,
    past_notices,
    read_notice,
    running_notices,
)
from service_desk.usecases.knowledge.tell_area import Told, end_notice, publish_notice, update_notice
from tests.usecases.deeds import CLOSED, DISPATCHER, HANDLER, LEADER, SUPERVISOR, WORKING
from tests.usecases.office import Office

TOLD = Told(
    title="新材料产业园供电能力不足", words="正在扩容变电站，急需的先装临时变压器。", park="新材料产业园",
    request_type="power_capacity", expected_on=date(2026, 6, 30),
)  # fmt: skip
MAIL = "somebody@example.com"


@pytest.fixture
def umbrella(office: Office) -> str:
    number = office.bring(*WORKING, enterprise_name="演示专题（新材料产业园）")
    child = office.bring(Action.SUBMIT, enterprise_name="演示光电材料有限公司")
    office.act(Action.JOIN, child, parent=number)
    return number


def publish(office: Office, umbrella: str, **different: Any) -> AreaNotice:
    return publish_notice(umbrella, DISPATCHER, office.now, replace(TOLD, **different))


def follow(office: Office, notice: AreaNotice, email: str = MAIL) -> AreaFollower:
    ask_to_follow(notice.id, email, "zh", office.now)
    token = db.session.scalars(sa.select(AreaFollower.token).where(AreaFollower.email == email)).one()
    return confirm_following(token, office.now)


def letters(kind: str) -> list[OutboxMail]:
    db.session.expire_all()
    return list(
        db.session.scalars(sa.select(OutboxMail).where(OutboxMail.notice == kind).order_by(OutboxMail.id))
    )


def test_a_notice_is_published_under_an_open_umbrella(office: Office, umbrella: str) -> None:
    notice = publish(office, umbrella)
    assert [view.notice.id for view in running_notices(db.session())] == [notice.id]
    view, updates = read_notice(db.session(), notice.id) or pytest.fail("not there")
    assert (view.latest.words, view.latest.expected_on, len(updates)) == (TOLD.words, TOLD.expected_on, 1)
    assert notice.category == "FS"
    with pytest.raises(NotPossible, match="已经有公告"):
        publish(office, umbrella)


@pytest.mark.parametrize("person", [HANDLER, LEADER])
def test_only_dispatcher_and_supervisor_publish(office: Office, umbrella: str, person: Any) -> None:
    with pytest.raises(NotEntitled):
        publish_notice(umbrella, person, office.now, TOLD)
    assert notice_of_ticket(db.session(), umbrella) is None
    assert publish_notice(umbrella, SUPERVISOR, office.now, TOLD).state == "open"


@pytest.mark.parametrize("said", ["演示光电材料有限公司正在等电。", "请联系13800138000", "见QY20260310-0002"])
@pytest.mark.parametrize("field", ["title", "words"])
def test_no_firm_under_the_umbrella_is_named(office: Office, umbrella: str, said: str, field: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        publish(office, umbrella, **{field: said})
    assert set(refusal.value.problems) == {field}
    notice = publish(office, umbrella)
    for tell in (update_notice, end_notice):
        more = {"expected_on": None} if tell is update_notice else {}
        with pytest.raises(InvalidInput):
            tell(notice.id, DISPATCHER, office.now, words=said, seen_version=notice.version, **more)  # type: ignore[operator]


def test_what_cannot_be_told_is_refused(office: Office, umbrella: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        publish(
            office,
            umbrella,
            title="",
            words=" ",
            park="火星",
            request_type="none",
            expected_on=date(2026, 1, 1),
        )
    assert set(refusal.value.problems) == {"title", "words", "park", "request_type", "expected_on"}
    child = office.bring(Action.SUBMIT)
    office.act(Action.JOIN, child, parent=umbrella)
    for number in (child, office.bring(*CLOSED)):
        with pytest.raises(NotPossible):
            publish(office, number)
    with pytest.raises(NotFound):
        publish(office, "QY20260310-0999")


def test_a_notice_stands_beside_what_it_concerns(office: Office, umbrella: str) -> None:
    notice = publish(office, umbrella)

    def near(text: str, park: str | None, kind: str | None) -> list[int]:
        return [v.notice.id for v in fitting_notices(db.session(), text, park=park, request_type=kind)]

    assert near("想增容", "新材料产业园", "power_capacity") == [notice.id]
    assert near("园区变电站供电能力不足", "新材料产业园", None) == [notice.id]
    assert near("园区变电站供电能力不足", "东区", "power_capacity") == []
    assert near("孩子入学", "新材料产业园", "living_services") == []


@pytest.mark.every_database
def test_a_mail_address_says_yes_before_it_gets_letters(office: Office, umbrella: str) -> None:
    notice = publish(office, umbrella)
    ask_to_follow(notice.id, f" {MAIL} ", "en", office.now)
    ask_to_follow(notice.id, MAIL, "zh", office.now)  # once an hour, whoever types it
    (asked,) = letters("area_confirm")
    assert (asked.recipient, asked.language) == (MAIL, "en")
    assert followers_of(db.session(), notice.id) == []
    letter = read_letter(db.session(), asked.id)
    assert letter.area is not None
    follower = confirm_following(letter.area.token, office.now)
    assert [each.id for each in followers_of(db.session(), notice.id)] == [follower.id]
    ask_to_follow(notice.id, MAIL, "zh", office.now + timedelta(days=1))
    assert len(letters("area_confirm")) == 1
    stop_following(letter.area.token, office.now)
    stop_following(letter.area.token, office.now)
    assert followers_of(db.session(), notice.id) == []
    for unknown in ("", "nonsense"):
        with pytest.raises(NotFound):
            confirm_following(unknown, office.now)


def test_an_address_that_never_says_yes_is_forgotten(office: Office, umbrella: str) -> None:
    notice = publish(office, umbrella)
    follow(office, notice)
    ask_to_follow(notice.id, "other@example.com", "zh", office.now)
    assert forget_unanswered(db.session(), office.now + timedelta(days=6)) == 0
    assert forget_unanswered(db.session(), office.now + timedelta(days=8)) == 1
    for wrong in ("", "no address", "a@b@c", "x@localhost\nBcc: y@example.com"):
        with pytest.raises(InvalidInput):
            ask_to_follow(notice.id, wrong, "zh", office.now)


@pytest.mark.every_database
def test_followers_hear_of_each_update_once_and_of_the_end(office: Office, umbrella: str) -> None:
    notice = publish(office, umbrella)
    follow(office, notice)
    mine = office.bring(Action.SUBMIT)
    follow_with_ticket(notice.id, mine, [mine], office.now)
    gone = follow(office, notice, "gone@example.com")
    stop_following(gone.token, office.now)
    notice = update_notice(
        notice.id,
        DISPATCHER,
        office.now,
        words="临时变压器已到。",
        expected_on=date(2026, 5, 1),
        seen_version=1,
    )
    assert sorted(each.recipient for each in letters("area_update")) == ["firm@example.com", MAIL]
    with pytest.raises(Stale):
        update_notice(notice.id, DISPATCHER, office.now, words="又说", expected_on=None, seen_version=1)
    notice = end_notice(notice.id, SUPERVISOR, office.now, words="已扩容。", seen_version=notice.version)
    assert (notice.state, len(letters("area_ended"))) == ("ended", 2)
    told = [
        read_letter(db.session(), each.id).area for each in letters("area_update") + letters("area_ended")
    ]
    assert [each.words for each in told if each] == ["临时变压器已到。"] * 2 + ["已扩容。"] * 2
    assert [each.is_end for each in updates_of(db.session(), notice.id)] == [True, False, False]
    assert [view.notice.id for view in past_notices(db.session())] == [notice.id]
    with pytest.raises(NotPossible):
        end_notice(notice.id, DISPATCHER, office.now, words="再结束", seen_version=notice.version)
    with pytest.raises(NotPossible):
        ask_to_follow(notice.id, "late@example.com", "zh", office.now)


def test_nobody_follows_with_a_request_he_has_not_shown(office: Office, umbrella: str) -> None:
    notice = publish(office, umbrella)
    mine, others = office.bring(Action.SUBMIT), office.bring(Action.SUBMIT)
    for number in (others, "QY20260310-0999"):
        with pytest.raises(NotFound):
            follow_with_ticket(notice.id, number, [mine], office.now)
    ended = office.bring(*CLOSED)
    with pytest.raises(NotPossible):
        follow_with_ticket(notice.id, ended, [ended], office.now)
    with pytest.raises(NotFound):
        follow_with_ticket(999, mine, [mine], office.now)


def test_the_dispatcher_sees_what_is_followed_until_it_is_under_the_umbrella(
    office: Office, umbrella: str
) -> None:
    notice = publish(office, umbrella)
    mine = office.bring(
        Action.SUBMIT, title="路灯不亮", body="东门路灯坏了。", request_type="roads_public_works"
    )

    def beside() -> list[tuple[int, bool]]:
        return [
            (v.notice.id, follows) for v, follows in notices_for_ticket(db.session(), office.ticket(mine))
        ]

    assert beside() == []
    follow_with_ticket(notice.id, mine, [mine], office.now)
    follow_with_ticket(notice.id, mine, [mine], office.now)
    assert beside() == [(notice.id, True)]
    office.act(Action.JOIN, mine, parent=umbrella)
    assert beside() == []
    assert notices_for_ticket(db.session(), office.ticket(umbrella)) == []


def test_striking_off_the_umbrella_ends_its_notice_and_tells_whoever_followed(
    office: Office, umbrella: str
) -> None:
    notice = publish(office, umbrella)
    follow(office, notice)
    (child,) = [row.ticket_no for row in children_of(db.session(), umbrella)]
    office.act(Action.LEAVE, child)
    for action in CLOSED[len(WORKING) :]:
        office.act(action, umbrella)
    assert office.ticket(umbrella).state == "closed"
    assert running_notices(db.session()) == []
    ended = letters("area_ended")
    assert [mail.recipient for mail in ended] == [MAIL]
    assert "已经销号" in updates_of(db.session(), notice.id)[0].words
    with pytest.raises(NotPossible, match="已经结束"):
        end_notice(notice.id, DISPATCHER, office.now, words="再次结束", seen_version=notice.version)
