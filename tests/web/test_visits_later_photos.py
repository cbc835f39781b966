"""Photographs are added to a recorded visit and taken away again on its page, by whoever recorded it."""

from __future__ import annotations

import io

from service_desk.domain.roles import Role
from service_desk.persistence.database import db
from service_desk.persistence.tables import Visit, VisitPhoto
from tests.support.desk import Desk
from tests.support.samples import paper, photograph
from tests.web.test_visits_photos import visited

R = Role


def recorded(desk: Desk) -> str:
    """Record a visit without photographs as the commissioner and return its address."""
    officer = desk.officer(R.COMMISSIONER)
    visited(officer, officer.get("/visits/new"), [])
    with desk.app.app_context():
        return f"/visits/{db.session.query(Visit).one().visit_no}"


def photos(desk: Desk) -> list[str]:
    with desk.app.app_context():
        return [row.token for row in db.session.query(VisitPhoto)]


def test_they_are_added_without_a_script_and_removed_again_and_the_page_tells_both(desk: Desk) -> None:
    address = recorded(desk)
    officer = desk.officer(R.COMMISSIONER)
    chosen = {"files": (io.BytesIO(photograph()), "大门.jpg")}
    page = officer.submit(officer.get(address), chosen, action=address + "/photos")
    assert page.path == address
    assert "补充照片：大门.jpg" in page
    [token] = photos(desk)
    assert officer.fetch(f"{address}/photos/{token}").content_type == "image/jpeg"
    page = officer.submit(page, action=f"{address}/photos/{token}/remove")
    assert "删除照片：大门.jpg" in page
    assert photos(desk) == []


def test_one_sent_as_soon_as_it_is_chosen_comes_with_the_form(desk: Desk) -> None:
    address = recorded(desk)
    officer = desk.officer(R.COMMISSIONER)
    page = officer.get(address)
    sent = {"csrf_token": page.value("csrf_token"), "files": (io.BytesIO(photograph()), "电表.jpg")}
    token = officer.client.post(address + "/photos/receive", data=sent).get_json()["token"]
    officer.send(address + "/photos", {"csrf_token": page.value("csrf_token"), "kept_files": token})
    assert len(photos(desk)) == 1


def test_what_is_none_is_said_beside_the_field_and_an_old_token_stores_nothing(desk: Desk) -> None:
    address = recorded(desk)
    officer = desk.officer(R.COMMISSIONER)
    page = officer.submit(officer.get(address), action=address + "/photos", status=422)
    assert "请选择照片" in page
    wrong = {"files": (io.BytesIO(paper()), "清单.pdf")}
    page = officer.submit(page, wrong, action=address + "/photos", status=422)
    assert "清单.pdf" in page
    officer.send(address + "/photos", {"csrf_token": "old"}, status=400)
    assert photos(desk) == []


def test_a_colleague_is_offered_nothing_and_refused_and_so_is_the_recorder_after_a_week(desk: Desk) -> None:
    address = recorded(desk)
    other = desk.officer(R.DISPATCHER)
    page = other.get(address)
    assert "补充照片" not in page
    sent = {"csrf_token": page.value("csrf_token")}
    other.send(address + "/photos", sent | {"kept_files": "x" * 27}, status=422)  # not his own: expired
    other.send(f"{address}/photos/x/remove", sent, status=403)
    desk.officer(R.HANDLER, "PW").get(address, status=403)
    desk.forward(days=8)
    officer = desk.officer(R.COMMISSIONER)
    late = officer.get(address)
    assert "补充照片" not in late
