"""What a telephone may keep of the visits: named pages, all the files they need, a worker for their addresses alone."""

from __future__ import annotations

import json
import re

from service_desk.domain.roles import Role
from service_desk.web.assets import FOLDER
from service_desk.web.visits.offline import needed_files
from tests.support.desk import Desk


def test_the_page_names_the_worker_the_pages_and_every_module_they_import(desk: Desk) -> None:
    officer = desk.officer(Role.COMMISSIONER)
    [note] = [p for p in officer.get("/visits").tree.all("p") if p.get("data-offline-copy")]
    told = json.loads(note.get("data-offline-copy"))
    assert "hidden" in note.attributes
    assert told["pages"] == ["/visits", "/visits/new"]
    worker = officer.fetch(told["worker"])
    assert worker.headers["Service-Worker-Allowed"] == "/visits"
    assert worker.headers["Content-Security-Policy"] == "default-src 'none'; connect-src 'self'"
    worker.close()
    for address in told["assets"]:
        answer = officer.fetch(address)
        assert "Service-Worker-Allowed" not in answer.headers
        answer.close()
    for name in (name for name in needed_files() if name.endswith(".js")):
        for imported in re.findall(r'"\./([^"]+)"', (FOLDER / name).read_text("utf-8")):
            assert f"js/{imported}" in needed_files(), f"{name} imports {imported}"


def test_the_token_is_told_to_whoever_records_visits_and_to_nobody_else(desk: Desk) -> None:
    asking = {"headers": {"Accept": "application/json"}}
    told = desk.officer(Role.COMMISSIONER).client.get("/visits/token", **asking).get_json()
    assert told["user"] > 0
    assert told["token"]
    assert desk.app.test_client().get("/visits/token", **asking).status_code == 401
    assert desk.officer(Role.HANDLER, "PW").client.get("/visits/token", **asking).status_code == 403


def test_a_copy_takes_no_message_away_that_is_meant_for_the_person(desk: Desk) -> None:
    officer = desk.officer(Role.COMMISSIONER)
    plan = {"name": "演示一轮", "group_name": "演示组", "target": "3"}
    page = officer.get("/visits/campaigns/new")
    officer.client.post(
        "/visits/campaigns/new",
        data={
            **plan,
            "csrf_token": page.value("csrf_token"),
            "seen": "",
            "starts_on": page.value("starts_on"),
        },
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    copy = officer.client.get("/visits", headers={"X-Offline-Copy": "1"}).get_data(as_text=True)
    assert "已保存。" not in copy
    assert "已保存。" in officer.get("/visits")
