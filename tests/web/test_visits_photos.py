"""Photographs of a visit: shrunk, without place and time, shown on the visit and its requests, to whoever reads visits."""

from __future__ import annotations

import io
import re
from datetime import timedelta

from PIL import Image
from werkzeug.test import TestResponse

from service_desk.domain.roles import Role
from service_desk.persistence.database import db
from service_desk.persistence.tables import ParcelFile, Visit, VisitPhoto
from service_desk.usecases.files.copy_files import wanted_contents
from service_desk.usecases.files.sweep_files import sweep_files
from service_desk.web.files import store
from tests.support.desk import Desk
from tests.support.samples import paper, photograph
from tests.support.visitor import Page, Visitor

R = Role


def send(officer: Visitor, page: Page, content: bytes, name: str = "配电房.jpg") -> TestResponse:
    """Send a photograph for the visit of the form on the page, as its script does."""
    fields = {"csrf_token": page.value("csrf_token"), "key": page.value("key")}
    return officer.client.post(
        "/visits/photos", data={**fields, "files": (io.BytesIO(content), name)}, headers={"Sec-Fetch-Site": "same-origin"}
    )  # fmt: skip


def visited(officer: Visitor, page: Page, tokens: list[str], status: int = 200) -> Page:
    """Record the visit of the form on the page with the photographs of these tokens."""
    written = {
        "firm_name": "演示甲厂",
        "asked-0-text": "变压器容量不够",
        "visited_on": page.value("visited_on"),
    }
    return officer.send(
        "/visits/new",
        {**written, "key": page.value("key"), "csrf_token": page.value("csrf_token"), "people": "演示专员",
         "asked-0-handling": "listed", "do": "send", "kept_photos": tokens},
        status=status,
    )  # fmt: skip


def held(desk: Desk) -> tuple[int, int, int]:
    with desk.app.app_context():
        visits, photos, waiting = (
            db.session.query(table).count() for table in (Visit, VisitPhoto, ParcelFile)
        )
        return visits, photos, waiting


def test_photographs_come_with_the_visit_once_and_are_shown_there_and_on_its_requests(desk: Desk) -> None:
    officer = desk.officer(R.COMMISSIONER)
    form = officer.get("/visits/new")
    sent = [
        send(officer, form, photograph(size=(3000, 1500), colour=colour))
        for colour in ("#36a", "#a63", "#3a6")
    ]
    tokens = [answer.get_json()["token"] for answer in sent]
    page = visited(officer, form, tokens[:2])  # the third was taken out again
    assert held(desk) == (1, 2, 0)
    assert visited(officer, form, tokens[:2]).path == page.path
    assert held(desk) == (1, 2, 0)

    [first, _second] = [
        a.get("href") for a in page.tree.all("a") if f"/photos/{tokens[0]}" in a.get("href")
    ] + [""]
    answer = officer.fetch(first)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    picture = Image.open(io.BytesIO(answer.get_data()))
    assert picture.size == (2000, 1000)
    assert not picture.getexif()
    assert b"SECRET-PLACE" not in answer.get_data()
    assert officer.fetch(first + "/small").mimetype == "image/webp"
    assert officer.fetch(first.replace(tokens[0], tokens[2]), status=404)

    number = re.findall(r"QY\d{8}-\d{4}", page.text)[0]
    pictures = [i.get("src") for i in desk.open(number, R.DISPATCHER).tree.all("img")]
    assert f"{first}/small" in pictures
    assert desk.officer(R.HANDLER, "PW").fetch(first, status=403)
    assert desk.app.test_client().get(first).status_code == 303


def test_only_pictures_are_taken_and_only_the_persons_own(desk: Desk) -> None:
    officer, other = desk.officer(R.COMMISSIONER), desk.officer(R.DISPATCHER)
    form = officer.get("/visits/new")
    refused = send(officer, form, paper(), "清单.pdf")
    assert refused.status_code == 422
    assert "只收照片" in refused.get_json()["reason"]
    token = send(officer, form, photograph()).get_json()["token"]
    theirs = other.get("/visits/new")
    page = other.send(
        "/visits/new",
        {"key": form.value("key"), "csrf_token": theirs.value("csrf_token"), "firm_name": "演示乙厂", "people": "演示",
         "visited_on": theirs.value("visited_on"), "do": "send", "kept_photos": [token]},
        status=422,
    )  # fmt: skip
    assert "有附件已失效" in page
    assert held(desk)[:2] == (0, 0)


def test_without_a_script_photographs_go_with_the_form_and_outlive_a_mistake(desk: Desk) -> None:
    officer = desk.officer(R.COMMISSIONER)
    form = officer.get("/visits/new")
    again = officer.submit(
        form, {"asked-0-text": "变压器容量不够", "photos": (io.BytesIO(photograph()), "车间.jpg")},
        button="do=send", status=422,
    )  # fmt: skip
    assert "车间.jpg" in again
    assert "车间.jpg" in officer.submit(again, {"firm_name": "演示丙厂"}, button="do=send")
    assert held(desk) == (1, 1, 0)


def test_what_was_never_sent_is_swept_and_what_belongs_to_a_visit_stays(desk: Desk) -> None:
    officer = desk.officer(R.COMMISSIONER)
    form = officer.get("/visits/new")
    token = send(officer, form, photograph()).get_json()["token"]
    visited(officer, form, [token])
    send(officer, officer.get("/visits/new"), photograph(colour="#000000"))
    assert held(desk) == (1, 1, 1)
    with desk.app.app_context():
        assert sweep_files(desk.clock.moment + timedelta(days=2), store())[0] == 1
        photo = db.session.query(VisitPhoto).one()
        assert {photo.sha256, photo.thumbnail} == set(wanted_contents())
        assert store().has(photo.sha256)
    assert held(desk) == (1, 1, 0)
