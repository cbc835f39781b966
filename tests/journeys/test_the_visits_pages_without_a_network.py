"""The visits' pages opened without a network, from the copy last seen: marked, filled in, sent once; gone after signing out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa
from playwright.sync_api import BrowserContext, Page, expect

from service_desk.domain.roles import Role
from service_desk.persistence.accounts import UserSession
from service_desk.persistence.database import db, transaction
from service_desk.persistence.tables import Visit
from tests.support.browser import PHONE, fits_its_width
from tests.support.people import PASSWORD
from tests.support.samples import photograph
from tests.support.walking import sign_in
from tests.support.zone import Zone

pytestmark = pytest.mark.browser

PATIENCE = 20_000
KEPT = """async () => {
  const stored = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
  return stored.flat().map(({ url }) => new URL(url).pathname);
}"""


@pytest.fixture
def officer(shared_zone: Zone, new_page: Callable[..., Page]) -> Iterator[Page]:
    """An officer's telephone that has seen the page of the visits, and holds copies of it and of the form."""
    page = new_page(**PHONE)
    sign_in(page, shared_zone, Role.COMMISSIONER)
    page.goto(shared_zone.desk.url + "/visits")
    expect(page.locator("[data-offline-copy][data-copied]")).to_have_count(1)
    yield page
    page.context.set_offline(False)


def firms(zone: Zone) -> list[str]:
    with zone.inside():
        return list(db.session.scalars(sa.select(Visit.firm_name).order_by(Visit.id)))


def write(page: Page, firm: str) -> None:
    page.get_by_label("企业名称").fill(firm)
    page.locator("[name=asked-0-text]").fill("变压器容量不够，想增容")
    expect(page.locator("[data-standing]")).to_contain_text("未发送")


def reopened(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(address)
    expect(page.locator("[data-offline-copy]")).to_contain_text(
        re.compile(r"离线副本：没有网络，这是 20\d\d年.*看到的页面")
    )
    return page


def test_the_form_is_opened_twice_without_a_network_and_each_visit_is_sent_once(
    shared_zone: Zone, officer: Page
) -> None:
    before, form = firms(shared_zone), shared_zone.desk.url + "/visits/new"
    officer.context.set_offline(True)
    officer.close()
    for firm in ("离线甲厂", "离线乙厂"):
        page = reopened(officer.context, form)
        assert fits_its_width(page)
        write(page, firm)
        page.get_by_role("button", name="提交走访").click()
        expect(page.locator("[data-standing]")).to_contain_text("有网络时会自动发送")
        page.close()
    home = reopened(officer.context, shared_zone.desk.url + "/visits")
    expect(home.locator("[data-unsent] li")).to_have_count(2)
    assert firms(shared_zone) == before
    officer.context.set_offline(False)  # the page of the visits was left open: they go by themselves
    expect(home.locator("[data-unsent]")).to_contain_text("已发送 2 次走访。", timeout=PATIENCE)
    assert sorted(firms(shared_zone)[len(before) :]) == sorted(["离线甲厂", "离线乙厂"])
    home.reload()
    expect(home.locator("[data-offline-copy]")).to_be_hidden()
    expect(home.locator("[data-unsent]")).to_be_hidden()
    assert len(firms(shared_zone)) == len(before) + 2


def test_a_session_that_ended_meanwhile_costs_nothing_but_signing_in_again(
    shared_zone: Zone, officer: Page
) -> None:
    before = len(firms(shared_zone))
    officer.context.set_offline(True)
    officer.close()
    page = reopened(officer.context, shared_zone.desk.url + "/visits/new")
    write(page, "离线丙厂")
    page.get_by_role("button", name="提交走访").click()
    expect(page.locator("[data-standing]")).to_contain_text("有网络时会自动发送")
    with shared_zone.inside(), transaction() as session:
        session.execute(sa.delete(UserSession))
    officer.context.set_offline(False)
    expect(page).to_have_url(re.compile("/sign-in"), timeout=PATIENCE)
    assert len(firms(shared_zone)) == before
    page.locator("#login").fill(shared_zone.login(Role.COMMISSIONER))
    page.locator("#password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button").click()
    expect(page.locator("[data-unsent]")).to_contain_text("已发送 1 次走访。", timeout=PATIENCE)
    assert firms(shared_zone)[before:] == ["离线丙厂"]


def test_only_pages_of_visits_are_kept_and_none_after_signing_out(shared_zone: Zone, officer: Page) -> None:
    url = shared_zone.desk.url
    for address in ("/desk", "/account", "/visits?over=1", "/visits"):
        officer.goto(url + address)
    pages = {path for path in officer.evaluate(KEPT) if not path.startswith("/static/")}
    of_campaigns = {path for path in pages if re.fullmatch(r"/visits/campaigns/\d+", path)}
    assert pages - of_campaigns == {"/visits", "/visits/new"}
    officer.locator("header summary").last.click()
    officer.get_by_role("button", name="退出登录").click()
    expect(officer).to_have_url(re.compile("/sign-in"))
    officer.wait_for_function("async () => (await caches.keys()).length === 0")
    sign_in(officer, shared_zone, Role.COMMISSIONER)
    officer.goto(url + "/visits")
    expect(officer.locator("[data-offline-copy][data-copied]")).to_have_count(1)
    officer.context.clear_cookies()  # and somebody else signs in on the same telephone
    sign_in(officer, shared_zone, Role.HANDLER, "PW")
    officer.wait_for_function("async () => (await caches.keys()).length === 0")


def test_photographs_taken_without_a_network_outlive_the_page_and_go_with_the_visit(
    shared_zone: Zone, officer: Page
) -> None:
    url, taken = shared_zone.desk.url, photograph(size=(2400, 1200))
    officer.context.set_offline(True)
    officer.close()
    page = reopened(officer.context, url + "/visits/new")
    write(page, "离线丁厂")
    page.get_by_label("拍照").set_input_files(
        [{"name": "配电房.jpg", "mimeType": "image/jpeg", "buffer": taken}]
    )
    album = [{"name": f"{name}.jpg", "mimeType": "image/jpeg", "buffer": taken} for name in ("铭牌", "多余")]
    page.get_by_label("从相册选").set_input_files(album)
    photos = page.locator("[data-photos] li")
    expect(photos).to_have_count(3)
    expect(photos.first).to_contain_text("存在这台设备里")
    photos.filter(has_text="多余").get_by_role("button", name="删除").click()
    expect(photos).to_have_count(2)
    page.close(run_before_unload=True)
    home = reopened(officer.context, url + "/visits")
    box = home.locator("[data-unsent]")
    expect(box).to_contain_text("照片 2 张")
    box.get_by_role("link", name="打开").click()
    expect(home.get_by_label("企业名称")).to_have_value("离线丁厂")
    expect(home.locator("[data-photos] li canvas")).to_have_count(2)
    home.get_by_role("button", name="提交走访").click()
    expect(home.locator("[data-standing]")).to_contain_text("有网络时会自动发送")
    officer.context.set_offline(False)
    expect(home.get_by_role("heading", level=1)).to_have_text("离线丁厂", timeout=PATIENCE)
    expect(home.locator("ul.files img")).to_have_count(2)
    for picture in home.locator("ul.files img").all():
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("complete", True)
        assert picture.evaluate("picture => picture.naturalWidth") == 320
    assert fits_its_width(home)
    home.goto(url + "/visits")
    expect(home.locator("[data-unsent]")).to_be_hidden()
