"""Small pictures, files held back, and what is said when the store or the scanner does not answer."""

from __future__ import annotations

import io

import pytest
from flask import Flask
from PIL import Image

from service_desk.config import Settings
from service_desk.domain.roles import Role
from service_desk.domain.scanning import ScanState
from service_desk.persistence.database import db, transaction
from service_desk.persistence.scans import record_scan
from service_desk.persistence.storing.folder import FolderStore
from service_desk.persistence.storing.opening import open_store
from service_desk.persistence.tables import Attachment
from service_desk.web.files import EXTENSION
from tests.support.desk import Desk
from tests.support.object_store import KEYS, ObjectStore
from tests.support.portal import show_code
from tests.support.samples import paper, photograph
from tests.support.visitor import Page, Visitor
from tests.usecases.deeds import WORKING

R = Role


def sent_photograph(desk: Desk, visitor: Visitor, *, status: int = 200) -> tuple[str, Page]:
    """Send a photograph and a paper with added facts; returns the ticket and the page that follows."""
    number = desk.bring(*WORKING)
    show_code(visitor, number, desk.ticket(number).query_code)
    files = [(io.BytesIO(photograph(size=(800, 600))), "铭牌.jpg"), (io.BytesIO(paper(pages=3)), "合同.pdf")]
    form = visitor.get(f"/track/{number}/supplement")
    return number, visitor.submit(form, {"note": "铭牌见照片", "files": files}, status=status)


def stands(desk: Desk, state: ScanState) -> None:
    """Let the scanner have said something of every file."""
    with desk.app.app_context(), transaction() as session:
        for row in session.query(Attachment):
            record_scan(
                session, row.sha256, state, desk.clock(), "Virus" if state is ScanState.INFECTED else None
            )


def pictures(page: Page) -> list[str]:
    return [img.get("src") for img in page.tree.all("img") if "/files/" in img.get("src")]


def test_both_sides_see_small_pictures_and_how_many_pages_a_paper_has(desk: Desk, visitor: Visitor) -> None:
    number, page = sent_photograph(desk, visitor)
    handler = desk.officer(R.HANDLER, "PW")
    for reader, there in ((visitor, page), (handler, handler.get(f"/desk/tickets/{number}"))):
        (small,) = set(pictures(there))  # an officer sees it among all files as well
        assert "3 页" in there
        answer = reader.fetch(small)
        with Image.open(io.BytesIO(answer.data)) as picture:
            assert (picture.format, max(picture.size)) == ("WEBP", 320)
        assert "immutable" in answer.headers["Cache-Control"]
        assert "private" in answer.headers["Cache-Control"]
        assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_a_small_picture_is_shown_to_nobody_but_the_readers_of_its_entry(
    desk: Desk, visitor: Visitor
) -> None:
    number, page = sent_photograph(desk, visitor)
    (small,) = pictures(page)
    token = small.split("/")[-2]
    stranger = Visitor(desk.app.test_client())
    assert stranger.fetch(small, status=303).headers["Location"].startswith("/track")
    desk.officer(R.HANDLER, "LE").fetch(f"/desk/tickets/{number}/files/{token}/small", status=404)
    visitor.fetch(f"/track/{number}/files/{'x' * 27}/small", status=404)
    paper_token = next(a.get("href") for a in page.tree.all("a") if a.text == "合同.pdf").split("/")[-1]
    visitor.fetch(f"/track/{number}/files/{paper_token}/small", status=404)


@pytest.mark.parametrize(
    ("state", "words"), [(ScanState.WAITING, "正在查毒"), (ScanState.INFECTED, "发现病毒，已隔离")]
)
def test_what_is_held_back_is_named_with_its_reason_and_cannot_be_fetched(
    state: ScanState, words: str, desk: Desk, visitor: Visitor
) -> None:
    number, page = sent_photograph(desk, visitor)
    link = next(a.get("href") for a in page.tree.all("a") if "铭牌" in a.text)
    (small,) = pictures(page)
    stands(desk, state)
    page = visitor.get(f"/track/{number}")
    assert "铭牌.jpg" in page
    assert words in page
    assert not pictures(page)
    assert link not in page.links
    assert "不能下载" in visitor.get(link, status=503)
    visitor.fetch(small, status=503)


def test_a_scanned_file_says_so(desk: Desk, visitor: Visitor) -> None:
    number, page = sent_photograph(desk, visitor)
    assert "已查毒" not in page
    stands(desk, ScanState.CLEAN)
    page = visitor.get(f"/track/{number}")
    assert "已查毒" in page
    assert pictures(page)


def test_while_the_store_is_down_the_words_stay_and_the_request_goes_without_files(
    desk: Desk, visitor: Visitor, settings: Settings
) -> None:
    break_store(desk.app, settings)
    number, page = sent_photograph(desk, visitor, status=422)
    assert "铭牌.jpg：附件暂时存不了" in page.errors()["files"]
    assert page.value("note") == "铭牌见照片"
    done = visitor.submit(page, {})
    assert "铭牌见照片" in done
    assert done.path == f"/track/{number}"


def test_while_the_store_is_down_a_download_says_to_come_back(desk: Desk, visitor: Visitor) -> None:
    _, page = sent_photograph(desk, visitor)
    link = next(a.get("href") for a in page.tree.all("a") if "铭牌" in a.text)
    desk.app.extensions[EXTENSION] = (open_store("s3://desk?endpoint=http://127.0.0.1:1"), None)
    assert "附件暂时取不出来" in visitor.get(link, status=503)


def test_the_administrator_is_told_that_files_cannot_be_stored(desk: Desk, settings: Settings) -> None:
    admin = desk.officer(R.ADMINISTRATOR)
    assert "附件存取正常，没有设置查毒" in admin.get("/admin")
    break_store(desk.app, settings)
    assert "附件存不进去" in admin.get("/admin")


def test_the_administrator_is_told_that_files_wait_for_the_scanner(
    desk: Desk, visitor: Visitor, app: Flask
) -> None:
    sent_photograph(desk, visitor)
    stands(desk, ScanState.WAITING)
    store, _none = app.extensions[EXTENSION]
    app.extensions[EXTENSION] = (store, object())
    assert "2 个附件还没有查毒" in desk.officer(R.ADMINISTRATOR).get("/admin")


def test_one_setting_moves_the_files_into_an_object_store(
    desk: Desk, visitor: Visitor, object_store: ObjectStore, settings: Settings
) -> None:
    desk.app.extensions[EXTENSION] = (open_store(object_store.address("moved"), *KEYS), None)
    _, page = sent_photograph(desk, visitor)
    (small,) = pictures(page)
    visitor.fetch(small)
    link = next(a.get("href") for a in page.tree.all("a") if "合同" in a.text)
    assert visitor.fetch(link).data.startswith(b"%PDF")
    assert not (settings.instance_folder / "uploads").exists()


def break_store(app: Flask, settings: Settings) -> None:
    """Put a file where the folder should be."""
    (settings.instance_folder / "broken").write_bytes(b"")
    _store, scanner = app.extensions[EXTENSION]
    app.extensions[EXTENSION] = (FolderStore(settings.instance_folder / "broken"), scanner)


def test_rows_keep_the_small_picture_when_a_form_becomes_a_ticket(desk: Desk, visitor: Visitor) -> None:
    sent_photograph(desk, visitor)
    with desk.app.app_context():
        kept = {row.name: (row.thumbnail is not None, row.pages) for row in db.session.query(Attachment)}
    assert kept == {"铭牌.jpg": (True, None), "合同.pdf": (False, 3)}
