"""Every main screen suits a screen reader and fits: on a phone and at twice the size, on white and on black."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, Page, StorageState, expect

from service_desk.domain.callbacks import ResultType
from service_desk.domain.catalogue import Category, Level
from service_desk.domain.problem_list import checked_row
from service_desk.domain.reporting.week import Week
from service_desk.domain.roles import Role
from service_desk.domain.visits import Asked, Firm, VisitReport
from service_desk.domain.zone_time import local_date
from service_desk.persistence.accounts import user_by_login
from service_desk.persistence.database import db
from service_desk.persistence.tables import AreaFollower
from service_desk.usecases.accounts.manage_account import Person, deactivate_user, invite_user
from service_desk.usecases.enterprise.decide_firm import approve_firm
from service_desk.usecases.enterprise.join_firm import Applicant, apply_for_firm
from service_desk.usecases.handling.arrange_absence import arrange_absence
from service_desk.usecases.handling.keep_phrases import save_phrase
from service_desk.usecases.handling.review_result import approve_result
from service_desk.usecases.handling.submit_result import submit_result
from service_desk.usecases.handling.tag_tickets import tag_ticket
from service_desk.usecases.intake.accept_ticket import accept_ticket
from service_desk.usecases.intake.look_at_list import look_at_list
from service_desk.usecases.intake.request_information import request_information
from service_desk.usecases.knowledge.keep_answer import hand_in_answer, publish_answer, write_answer
from service_desk.usecases.knowledge.rate_answer import rate_answer
from service_desk.usecases.knowledge.tell_area import Told, publish_notice
from service_desk.usecases.knowledge.wording import Wording
from service_desk.usecases.reporting.compile_weekly_report import compile_weekly_report
from service_desk.usecases.visits.record_visit import record_visit
from service_desk.usecases.visits.run_campaign import CampaignPlan, open_campaign
from service_desk.usecases.zone.draft_form import save_form_draft
from service_desk.usecases.zone.edit_routing import restore_routing
from service_desk.usecases.zone.seed_forms import seed_forms
from tests.support.browser import OF_LOOKS, accessibility_findings, fits_its_width
from tests.support.forms import with_floor_height
from tests.support.people import ADMINISTRATOR, PASSWORD
from tests.support.portal import ENERGY, GENERAL, JOINT, POWER
from tests.support.screens import FIRMS_PAGES, FOLLOWED_PAGES, PEOPLES_PAGES, PUBLIC_PAGES
from tests.support.walking import fill_in, sign_in, track
from tests.support.zone import Zone, hashed_password

FIRM = Applicant(
    GENERAL["uscc"],
    "演示精密制造有限公司",
    "赵总",
    "创业大道8号",
    "王经理",
    "13800138000",
    "boss@firm.example",
)
PHONE = {"width": 375, "height": 760}
TWICE_THE_SIZE = {"width": 640, "height": 400}
"""What is left of a window of 1280 × 800 pixels at 200 %."""
LOOKS = ((PHONE, "light"), (TWICE_THE_SIZE, "dark"), (PHONE, "dark"), (TWICE_THE_SIZE, "light"))
AXE_LOOKS = LOOKS[:2]
"""Findings depend on the width or on the colours, not on both together, so two looks show them all."""


def inspect(page: Page) -> None:
    """Look at the page as it stands in every way."""
    for size, scheme in LOOKS:
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert fits_its_width(page), f"{page.url} is {wide} pixels wide on {size['width']}"
        if (size, scheme) in AXE_LOOKS:
            findings = accessibility_findings(page, *(() if (size, scheme) == LOOKS[0] else OF_LOOKS))
            assert findings == [], f"{page.url} at {size['width']}, {scheme}:\n" + "\n".join(findings)


class Shown(NamedTuple):
    """What there is to see: tickets by state, what else addresses name, and the token of an invitation."""

    zone: Zone
    tickets: dict[str, str]
    named: dict[str, int]
    invitation: str


@pytest.fixture(scope="session")
def shown(shared_zone: Zone) -> Shown:
    """The zone with a ticket in every state a screen depends on, and a frozen week."""
    zone = shared_zone
    last_week = zone.desk.moment - timedelta(days=6)
    dispatcher, handler = zone.person(Role.DISPATCHER), zone.person(Role.HANDLER, "PW")
    mail = {"contact_email": "firm@firm.example"}
    answered = zone.at_work("PW", now=last_week, **mail)
    zone.does(submit_result, answered, handler, result_type=ResultType.SOLVED, answer="已送电。")
    zone.does(approve_result, answered, zone.person(Role.HEAD, "PW"))
    asked = zone.filed(**mail)
    zone.does(request_information, asked, dispatcher, note="请补充变压器铭牌上的容量。")
    tickets = {
        "submitted": zone.filed(**mail),
        "asked": asked,
        "dispatched": zone.dispatched("PW", now=last_week, **mail),
        "at_work": zone.at_work("PW", now=last_week, **mail),
        "answered": answered,
    }
    know(zone, tickets["at_work"])
    head, today = zone.person(Role.HEAD, "PW"), local_date(zone.desk.moment)
    with zone.inside():
        tag_ticket(tickets["at_work"], handler, zone.desk.moment, tags="停产风险、待现场踏勘")
        arrange_absence(
            handler, zone.desk.moment, user_id=handler.user_id or 0, substitute_id=head.user_id or 0,
            from_on=today, until_on=today + timedelta(days=3), reason="休假",
        )  # fmt: skip
        seed_forms(zone.desk.moment)
        restore_routing(0, by=ADMINISTRATOR, now=zone.desk.moment, seen_revision=0)
        save_form_draft("general", with_floor_height(), by=ADMINISTRATOR, now=zone.desk.moment)
        save_form_draft("power", "code = 1", by=ADMINISTRATOR, now=zone.desk.moment)
        compile_weekly_report(Week(2026, 10), zone.desk.moment)
        db.session.commit()
        invited, left = (
            invite_user(
                Person(login, name, frozenset({Role.CALLBACK})), by=ADMINISTRATOR, now=zone.desk.moment
            )
            for login, name in (("somebody-invited", "演示-被邀请的人"), ("somebody-gone", "演示-已离岗的人"))
        )
        deactivate_user(left.user_id, by=ADMINISTRATOR, now=zone.desk.moment)
        phrase = save_phrase(handler, zone.desk.moment, name="踏勘", text="{企业}您好，我们明天到现场踏勘。")
        firm = apply_for_firm(replace(FIRM, email="third@firm.example"), zone.desk.moment)
        rows = [
            checked_row(
                2, {"enterprise_name": "演示新材料有限公司", "body": "变压器容量不够，想增容到1250kVA"}
            ),
            checked_row(3, {"enterprise_name": "演示新材料有限公司", "body": "二号线停电了"}),
            checked_row(4, {"enterprise_name": "演示新材料有限公司", "contact_mobile": "12"}),
        ]
        tickets["list"] = look_at_list("三月走访.xlsx", rows, dispatcher, zone.desk.moment)
        named = {"user": invited.user_id, "closed": left.user_id, "phrase": phrase.id, "firm": firm.id}
    _visited(zone, tickets)
    sorted_as = {"category": Category.OTHER, "request_type": "noise_sanitation", "level": Level.SIMPLE}
    zone.does(accept_ticket, zone.filed(**mail), dispatcher, **sorted_as)
    return Shown(zone, tickets, named, invited.token)


def know(zone: Zone, umbrella: str) -> None:
    """Publish an answer that should be looked at again, leave another to be reviewed, and publish a notice."""
    writer, reviewer, then = zone.person(Role.HANDLER, "PW"), zone.person(Role.HEAD, "PW"), zone.desk.moment
    words = Wording(
        "变压器容量不够怎么增容",
        "容量不够。",
        "填**表**：\n\n- 户号\n- [指南](https://zone.example/a)",
        ("PW",),
        "power_capacity",
    )
    with zone.inside():
        for moment in (then - timedelta(days=200), then):
            answer = write_answer(writer, moment, words, is_clean=True)
            answer = hand_in_answer(answer.id, writer, moment, seen_version=answer.version)
            if moment < then:
                due = (then - timedelta(days=9)).date()
                publish_answer(answer.id, reviewer, moment, seen_version=answer.version, review_on=due)
                rate_answer(answer.id, "a reader", then, is_helpful=False, words="没说要多久")
        told = Told("智能制造产业园供电不足", "正在扩容。", "智能制造产业园", "power_capacity", then.date())
        publish_notice(umbrella, zone.person(Role.DISPATCHER), then, told)


def _visited(zone: Zone, numbers: dict[str, str]) -> None:
    """Have a campaign with a visit that brought a request back and still owes a policy."""
    commissioner, today = zone.person(Role.COMMISSIONER), zone.desk.moment.date()
    plan = CampaignPlan("演示走访", "演示入企服务组", today, 36, departments=("ID",), policies=("稳岗返还",))
    with zone.inside():
        campaign = open_campaign(plan, commissioner, zone.desk.moment)
        report = VisitReport(
            "accessible", Firm("演示新材料有限公司"), today, "演示组", campaign, asked=(Asked("夜里停水"),),
            follow_up_on=today, follow_up="看供水",
        )  # fmt: skip
        numbers["visit"] = record_visit(report, commissioner, zone.desk.moment).visit_no
    numbers["campaign"] = str(campaign)


States = Callable[[Role, str | None], StorageState]


@pytest.fixture(scope="session")
def signed_in(browser: Browser, shared_zone: Zone) -> States:
    """Sign each person in once; the cookies serve every screen."""
    kept: dict[tuple[Role, str | None], StorageState] = {}

    def state(role: Role, department: str | None) -> StorageState:
        if (role, department) not in kept:
            context = browser.new_context(locale="zh-CN")
            sign_in(context.new_page(), shared_zone, role, department)
            kept[role, department] = context.storage_state()
            context.close()
        return kept[role, department]

    return state


@pytest.mark.parametrize("path", PUBLIC_PAGES)
def test_a_public_page(path: str, page: Page, shown: Shown) -> None:
    page.goto(shown.zone.desk.url + path)
    inspect(page)


def test_a_draft_and_where_it_is_listed(page: Page, shown: Shown) -> None:
    page.goto(shown.zone.desk.url + "/requests/construction-permit")
    fill_in(page, {"body": "二期厂房已完工"})
    page.get_by_role("button", name="暂存").click()
    inspect(page)
    for path in ("/", "/drafts"):
        page.goto(shown.zone.desk.url + path)
        inspect(page)
    page.get_by_role("link", name="发到邮箱、删除").click()
    inspect(page)


def test_a_firms_own_pages(page: Page, shown: Shown) -> None:
    zone = shown.zone
    with zone.inside():
        firm = apply_for_firm(FIRM, zone.desk.moment)
        approve_firm(firm.id, zone.person(Role.DISPATCHER), zone.desk.moment)
        user = user_by_login(db.session(), FIRM.email)
        assert user is not None
        user.password_hash = hashed_password()
        db.session.commit()
        apply_for_firm(replace(FIRM, email="second@firm.example"), zone.desk.moment)
    filed = zone.filed(uscc=FIRM.uscc)
    page.goto(zone.desk.url + "/my/sign-in")
    fill_in(page, {"login": FIRM.email, "password": PASSWORD})
    page.get_by_role("button", name="登录", exact=True).click()
    for path in FIRMS_PAGES:
        page.goto(zone.desk.url + path.format(filed=filed))
        expect(page.get_by_role("heading", level=1)).not_to_have_text("企业登录")
        inspect(page)


@pytest.mark.parametrize(
    ("slug", "answers"),
    [
        ("power-capacity", POWER), ("energy-list", ENERGY), ("joint-utilities", JOINT),
        ("construction-permit", GENERAL),
    ],
)  # fmt: skip
def test_a_form_with_errors_its_review_and_its_receipt(
    slug: str, answers: dict[str, Any], page: Page, shown: Shown
) -> None:
    page.goto(f"{shown.zone.desk.url}/requests/{slug}")
    page.get_by_role("button", name="下一步：核对").click()
    expect(page.get_by_role("alert")).to_be_visible()
    inspect(page)
    fill_in(page, answers)
    page.get_by_role("button", name="下一步：核对").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("请核对后提交")
    inspect(page)
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("诉求已提交")
    inspect(page)


def test_the_suggested_request_types(page: Page, shown: Shown) -> None:
    page.goto(shown.zone.desk.url + "/ask")
    page.get_by_label("说说您遇到的问题").fill("车间要加两台设备，电不够用")
    page.get_by_role("button", name="下一步").click()
    expect(page.locator(".offer").first).to_be_visible()
    inspect(page)


@pytest.mark.parametrize(("state", "page_of"), FOLLOWED_PAGES)
def test_a_request_as_the_enterprise_follows_it(state: str, page_of: str, page: Page, shown: Shown) -> None:
    number = shown.tickets[state]
    track(page, shown.zone.desk.url, number, shown.zone.ticket(number).query_code)
    expect(page.get_by_role("heading", name="办理过程")).to_be_visible()
    page.goto(f"{shown.zone.desk.url}/track/{number}{page_of}")
    inspect(page)


def test_a_link_that_was_mailed_to_somebody_invited(page: Page, shown: Shown) -> None:
    page.goto(f"{shown.zone.desk.url}/link/{shown.invitation}")
    expect(page.locator("[name=new]")).to_be_visible()
    inspect(page)


def test_an_address_that_wants_to_follow_a_notice(page: Page, shown: Shown) -> None:
    page.goto(shown.zone.desk.url + "/knowledge/notices/1")
    page.locator("main [name=email]").fill("follower@firm.example")
    page.locator("main form:has([name=email]) button").first.click()
    with shown.zone.inside():
        token = db.session.scalar(sa.select(AreaFollower.token))
    page.goto(f"{shown.zone.desk.url}/knowledge/following/{token}")
    inspect(page)


def test_tags_on_several_tickets_and_what_became_of_it(
    shown: Shown, signed_in: States, new_page: Callable[..., Page]
) -> None:
    page = new_page(storage_state=signed_in(Role.HEAD, "PW"))
    page.goto("{}/desk/bulk/tags?t={at_work}&t={dispatched}".format(shown.zone.desk.url, **shown.tickets))
    page.locator("main [name=add]").fill("夏季用电")
    page.get_by_role("main").get_by_role("button").last.click()
    page.wait_for_url("**/desk/bulk/tags/*")
    inspect(page)


def test_a_list_looked_at_before_it_is_brought_in(
    shown: Shown, signed_in: States, new_page: Callable[..., Page]
) -> None:
    lines = "企业名称,诉求内容,联系电话\n演示甲公司,变压器容量不够,13800138000\n演示乙公司,,12\n"
    page = new_page(storage_state=signed_in(Role.DISPATCHER, None))
    page.goto(shown.zone.desk.url + "/lists")
    sent = {"name": "清单.csv", "mimeType": "text/csv", "buffer": lines.encode("gb18030")}
    page.locator("main [type=file]").set_input_files([sent])  # type: ignore[list-item]
    page.locator("main form:has([type=file]) button").first.click()
    expect(page.get_by_role("main")).to_contain_text("没有填写")
    inspect(page)
    page.locator("main form[action$=import] button").first.click()
    page.get_by_role("link", name="已导入").first.click()
    expect(page.get_by_role("main")).to_contain_text("演示甲公司")
    inspect(page)


def test_a_pasted_chat_taken_apart_and_looked_at(
    shown: Shown, signed_in: States, new_page: Callable[..., Page]
) -> None:
    chat = "张三 9:05\n车间停水，找王经理，打13800138000\n李四 9:10\n招不到焊工"
    page = new_page(storage_state=signed_in(Role.DISPATCHER, None))
    page.goto(shown.zone.desk.url + "/desk/record")
    page.get_by_label("原话").fill(chat)
    page.get_by_label("企业").fill("新材料")
    page.get_by_role("button", name="下一步：核对").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("核对后录入")
    inspect(page)
    page.goto(shown.zone.desk.url + "/visits/new")
    page.get_by_label("企业名称").fill("新材料")
    page.locator("summary", has_text="粘贴").click()
    page.locator("[name=pasted]").fill(chat)
    page.get_by_role("button", name="拆成诉求").click()
    expect(page.locator("[name=asked-1-text]")).to_have_value("招不到焊工")
    inspect(page)


@pytest.mark.parametrize(("role", "department", "path"), PEOPLES_PAGES, ids=str)
def test_a_page_of_the_zones_people(
    role: Role,
    department: str | None,
    path: str,
    shown: Shown,
    signed_in: States,
    new_page: Callable[..., Page],
) -> None:
    page = new_page(storage_state=signed_in(role, department))
    where = path.format(**shown.tickets, **shown.named)
    answer = page.goto(shown.zone.desk.url + where)
    assert answer is not None
    assert answer.status == 200, f"{where} answered {answer.status}"
    assert page.url.endswith(Path(where).name), f"{where} led to {page.url}"
    inspect(page)
