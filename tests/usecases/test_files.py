"""Files that come with tickets: looked into, written anew, part of a sealed event, swept when nobody wants them."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from datetime import timedelta

import pytest
from PIL import Image

from service_desk.domain.actors import Actor, guest
from service_desk.domain.attachments import MAX_BYTES, MAX_PER_ACT, MAX_PER_TICKET, FileGroup, FileKind
from service_desk.domain.refusals import InvalidInput, NotFound
from service_desk.persistence.database import db
from service_desk.persistence.event_log import broken_link
from service_desk.persistence.storing.folder import FolderStore
from service_desk.persistence.tables import Attachment, ParcelFile
from service_desk.usecases.files.looking_into import look_into
from service_desk.usecases.files.read_file import read_file
from service_desk.usecases.files.receive_file import keep_only, receive_file, receive_for_form
from service_desk.usecases.files.sweep_files import sweep_files
from service_desk.usecases.files.unfit import UnfitFileError
from service_desk.usecases.intake.submit_ticket import submit_ticket
from service_desk.usecases.reading.views import view_ticket
from tests.support.samples import binary_dxf, bomb, dwg, dxf, letter, package, paper, photograph, sheet
from tests.usecases.deeds import DISPATCHER, FIRM, HANDLER, REQUEST, WORKING, A
from tests.usecases.office import Office


def owner(number: str) -> Actor:
    return guest(FIRM.name, number)


def received(
    office: Office, store: FolderStore, number: str, by: Actor | None = None, name: str = "表.jpg"
) -> str:
    return receive_file(number, name, photograph(), by or owner(number), office.now, store).token


def test_a_photograph_loses_its_place_and_whatever_hides_behind_it() -> None:
    hidden = photograph() + package("payload.exe")
    kept = look_into(hidden)
    assert kept.kind is FileKind.JPEG
    assert b"SECRET-PLACE" not in kept.content
    assert b"payload.exe" not in kept.content
    with Image.open(io.BytesIO(kept.content)) as picture:
        assert picture.size == (64, 48)
        assert not picture.getexif()


def test_a_photograph_gets_a_small_picture_and_a_paper_is_counted() -> None:
    small = look_into(photograph(size=(2000, 1000))).thumbnail
    with Image.open(io.BytesIO(small or b"")) as picture:
        assert (picture.size, picture.format) == ((320, 160), "WEBP")
    assert look_into(paper(pages=3)).pages == 3


def test_a_photograph_taken_sideways_stands_upright() -> None:
    drawn, exif = io.BytesIO(), Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (64, 48)).save(drawn, format="JPEG", exif=exif)
    with Image.open(io.BytesIO(look_into(drawn.getvalue()).content)) as picture:
        assert picture.size == (48, 64)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (paper(), FileKind.PDF),
        (sheet(), FileKind.XLSX),
        (letter(), FileKind.DOCX),
        (dxf(), FileKind.DXF),
        (dxf(comment="由天正导出", line="\n"), FileKind.DXF),
        (binary_dxf(), FileKind.DXF),
        *(
            (dwg(version), FileKind.DWG)
            for version in ("AC1012", "AC1015", "AC1018", "AC1021", "AC1032", "AC1099")
        ),
    ],
)
def test_papers_are_kept_as_they_are(content: bytes, kind: FileKind) -> None:
    kept = look_into(content)
    assert (kept.kind, kept.content) == (kind, content)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"MZ\x90\x00 not a picture", "只收"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "只收"),
        (b"<html><script>alert(1)</script>", "只收"),
        (b"\xff\xd8\xff\xe0 cut off", "打不开"),
        (b"%PDF-1.4 cut off", "打不开"),
        (paper()[:-200], "打不开"),
        (paper(pages=0), "打不开"),
        (paper(password="1234"), "密码"),
        (paper(script="app.alert(1)"), "脚本"),
        (paper(inside=b"MZ program"), "嵌入"),
        (b"PK\x03\x04 cut off", "打不开"),
        (package("readme.txt"), "只收"),
        (package("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "带宏"),
        (bomb(), "过大"),
    ],
    ids=[
        "program",
        "svg",
        "html",
        "jpeg",
        "pdf",
        "half a pdf",
        "no pages",
        "locked",
        "script",
        "file inside",
        "zip",
        "any zip",
        "macros",
        "bomb",
    ],
)
def test_what_is_not_taken_is_refused_in_words(content: bytes, words: str) -> None:
    with pytest.raises(UnfitFileError) as refused:
        look_into(content)
    assert words in refused.value.reason.zh


def test_empty_and_oversized_files_are_refused(office: Office, store: FolderStore) -> None:
    number = office.submit()
    for content in (b"", b"%PDF-" + bytes(MAX_BYTES)):
        with pytest.raises(UnfitFileError):
            receive_file(number, "x.pdf", content, owner(number), office.now, store)


def test_a_file_becomes_part_of_the_sealed_event_and_the_other_side_can_read_it(
    office: Office, store: FolderStore
) -> None:
    number = office.bring(*WORKING)
    token = received(office, store, number)
    office.act(A.ADD_FACTS, number, by=owner(number), files=[token])
    ticket, event = office.ticket(number), office.events(number)[-1]
    (named,) = event.data["files"]
    assert (named["token"], named["name"]) == (token, "表.jpg")
    assert broken_link(db.session(), ticket) is None
    file = read_file(db.session(), view_ticket(db.session(), ticket, HANDLER, office.now), token, store)
    assert hashlib.sha256(file.content).hexdigest() == named["sha256"]


def test_a_file_of_an_internal_note_is_not_there_for_the_enterprise(
    office: Office, store: FolderStore
) -> None:
    number = office.bring(*WORKING)
    token = received(office, store, number, HANDLER)
    office.act(A.NOTE, number, by=HANDLER, files=[token])
    ticket = office.ticket(number)
    with pytest.raises(NotFound):
        read_file(db.session(), view_ticket(db.session(), ticket, owner(number), office.now), token, store)
    assert read_file(db.session(), view_ticket(db.session(), ticket, HANDLER, office.now), token, store)


def test_a_file_that_waits_is_nobodys_to_read_and_only_its_senders_to_use(
    office: Office, store: FolderStore
) -> None:
    number, other = office.bring(*WORKING), office.bring(*WORKING)
    token = received(office, store, number, HANDLER)
    view = view_ticket(db.session(), office.ticket(number), HANDLER, office.now)
    with pytest.raises(NotFound):
        read_file(db.session(), view, token, store)
    colleague = replace(HANDLER, user_id=99)
    for ticket_no, by in ((other, HANDLER), (number, colleague)):
        with pytest.raises(InvalidInput):
            office.act(A.NOTE, ticket_no, by=by, files=[token])
    assert db.session.query(Attachment).one().seq is None


def test_a_stranger_cannot_send_a_file_to_somebodys_ticket(office: Office, store: FolderStore) -> None:
    number = office.submit()
    with pytest.raises(NotFound):
        receive_file(number, "x.pdf", paper(), guest("别家", "QY20200101-0001"), office.now, store)
    assert list(store.kept_before(office.now + timedelta(days=9))) == []


def test_a_drawing_of_a_drawing_program_is_taken_from_officers_and_where_a_form_asks_for_drawings(
    office: Office, store: FolderStore
) -> None:
    number = office.bring(*WORKING)
    token = receive_file(number, "总图.dwg", dwg(), HANDLER, office.now, store).token
    office.act(A.NOTE, number, by=HANDLER, files=[token])
    file = read_file(
        db.session(), view_ticket(db.session(), office.ticket(number), HANDLER, office.now), token, store
    )
    assert (file.name, file.kind, file.content) == ("总图.dwg", FileKind.DWG, dwg())
    row = receive_for_form(
        "p" * 32, "site_plan", "红线.DXF", dxf(), office.now, store, groups=[FileGroup.DRAWING]
    )
    assert (row.name, row.thumbnail, row.pages) == ("红线.dxf", None, None)
    plain = office.submit(replace(REQUEST, request_type="construction_permit", form="general"))
    for send in (
        lambda: receive_file(plain, "总图.dwg", dwg(), owner(plain), office.now, store),
        lambda: receive_for_form("p" * 32, "other", "总图.dwg", dwg(), office.now, store),
        lambda: receive_for_form("p" * 32, "a", "a.dxf", dxf(), office.now, store, groups=[FileGroup.PDF]),
    ):
        with pytest.raises(UnfitFileError, match="Only "):
            send()
    later = receive_file(number, "接线图.dwg", dwg(), owner(number), office.now, store)
    assert (later.name, later.kind) == ("接线图.dwg", FileKind.DWG)


def test_an_act_takes_ten_files_and_a_ticket_sixty(office: Office, store: FolderStore) -> None:
    number = office.bring(*WORKING)
    tokens = [received(office, store, number) for _ in range(MAX_PER_ACT + 1)]
    with pytest.raises(InvalidInput):
        office.act(A.ADD_FACTS, number, by=owner(number), files=tokens)
    for _ in range(MAX_PER_TICKET - len(tokens)):
        received(office, store, number)
    with pytest.raises(UnfitFileError):
        received(office, store, number)


def test_uploads_that_nobody_wanted_are_swept_after_a_day_and_the_others_stay(
    office: Office, store: FolderStore
) -> None:
    number = office.bring(*WORKING)
    used = received(office, store, number)
    office.act(A.ADD_FACTS, number, by=owner(number), files=[used])
    lost = receive_file(
        number, "b.jpg", photograph(colour="#aa0000"), owner(number), office.now, store
    ).sha256
    store.put(b"left by a killed process", office.now)
    assert sweep_files(office.now + timedelta(hours=2), store) == (0, 0)
    # The second photograph, its small picture, and what nobody's row names.
    assert sweep_files(office.now + timedelta(hours=30), store) == (1, 3)
    with pytest.raises(FileNotFoundError):
        store.get(lost)
    kept = db.session.query(Attachment).one()
    assert kept.token == used
    assert store.get(kept.sha256)
    assert store.get(kept.thumbnail or "")


def test_the_same_content_is_kept_once_and_no_name_leads_out_of_the_folder(
    store: FolderStore, office: Office
) -> None:
    assert store.put(b"x", office.now) == store.put(b"x", office.now)
    for name in ("../secret_key", "", "0" * 63, "Z" * 64):
        with pytest.raises(FileNotFoundError):
            store.get(name)


def form_file(
    office: Office, store: FolderStore, parcel: str = "p" * 32, slot: str = "other", name: str = "一.pdf"
) -> str:
    return receive_for_form(parcel, slot, name, paper(), office.now, store).token


def test_what_came_with_a_form_becomes_part_of_its_first_sealed_entry(
    office: Office, store: FolderStore
) -> None:
    tokens = (form_file(office, store), form_file(office, store, slot="drawing", name="图.pdf"))
    form_file(office, store, parcel="q" * 32)
    number = submit_ticket(replace(REQUEST, parcel="p" * 32, files=tokens), FIRM, office.now).ticket_no
    event = office.events(number)[0]
    assert [(file["name"], file["slot"]) for file in event.data["files"]] == [
        ("一.pdf", "other"),
        ("图.pdf", "drawing"),
    ]
    view = view_ticket(db.session(), office.ticket(number), DISPATCHER, office.now)
    assert read_file(db.session(), view, tokens[1], store).content == paper()
    assert broken_link(db.session(), office.ticket(number)) is None
    assert [row.parcel for row in db.session.query(ParcelFile)] == ["q" * 32]


def test_a_form_whose_file_has_expired_is_not_submitted(office: Office, store: FolderStore) -> None:
    token = form_file(office, store)
    sweep_files(office.now + timedelta(hours=25), store)
    with pytest.raises(InvalidInput) as refused:
        submit_ticket(replace(REQUEST, parcel="p" * 32, files=(token,)), FIRM, office.now)
    assert "已失效" in refused.value.problems["files_other"].zh
    assert db.session.query(Attachment).count() == 0


def test_what_forms_may_leave_here_is_bounded(
    office: Office, store: FolderStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = "service_desk.usecases.files.receive_file"
    monkeypatch.setattr(f"{here}.MAX_PER_FORM", 1)
    form_file(office, store)
    with pytest.raises(UnfitFileError, match="no more files"):
        form_file(office, store)
    monkeypatch.setattr(f"{here}.MAX_UNSENT_BYTES", len(paper()) + 1)
    with pytest.raises(UnfitFileError, match="No room"):
        form_file(office, store, parcel="q" * 32)


def test_what_is_taken_out_of_a_form_is_forgotten(office: Office, store: FolderStore) -> None:
    one, two = form_file(office, store), form_file(office, store)
    keep_only("p" * 32, (one, two))
    assert db.session.query(ParcelFile).count() == 2
    keep_only("p" * 32, (two,))
    assert [row.token for row in db.session.query(ParcelFile)] == [two]
