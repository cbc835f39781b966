"""The administrator's letters: found, read exactly as they were sent, harmless in the browser, sent again when they failed."""

from __future__ import annotations

import struct
import zlib
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any

import pytest

from service_desk.config import Settings
from service_desk.domain.roles import Role
from service_desk.notify.headers import message_id
from service_desk.notify.spool import SpoolTransport
from service_desk.persistence.database import db, transaction
from service_desk.persistence.outbox import queue_mail
from service_desk.persistence.tables import OutboxMail
from service_desk.web.admin import spool
from tests.support.desk import Desk
from tests.support.trees import parse
from tests.support.visitor import Visitor

HTML = """<html lang="zh-CN"><head><title>周报</title><style>p{color:red}</style></head>
<body><p onclick="go()">在办 <b>81</b> 件</p><script>go()</script><a href="http://localhost/reports/weekly">看</a>
<img src="cid:chart" alt="图"><img src="cid:missing" alt=""><img src="http://evil.example/track.png" alt=""></body></html>"""


def picture() -> bytes:
    """Return the smallest PNG there is."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0\0"))
        + chunk(b"IEND", b"")
    )


def letter(desk: Desk, key: str = "weekly/2026-W10", **columns: Any) -> int:
    """Queue a letter and return its number; `columns` change the row."""
    with desk.app.app_context():
        with transaction() as session:
            queue_mail(
                session, key, columns.pop("notice", "weekly_zone"), columns.pop("recipient", "leader@zone.example"),
                desk.clock(), recipient_name="演示-区领导", ticket_no=columns.pop("ticket_no", None),
            )  # fmt: skip
        row = db.session.query(OutboxMail).filter_by(key=key).one()
        for name, value in columns.items():
            setattr(row, name, value)
        db.session.commit()
        return row.id


def deliver(desk: Desk, settings: Settings, mail_id: int, html: str | None = HTML) -> EmailMessage:
    """Lay a letter down in the spool the way the delivery does, with a picture and an attachment."""
    with desk.app.app_context():
        row = db.session.get_one(OutboxMail, mail_id)
        message = EmailMessage()
        message["Subject"] = "企业诉求办理周报 2026年第10期"
        message["From"] = "service-desk@localhost"
        message["To"] = row.recipient
        message["Date"] = format_datetime(row.created_at)
        message["Message-ID"] = message_id(row.key, "service-desk@localhost")
        message.set_content("在办 81 件\n<b>不是标签</b>\n")
        if html is not None:
            message.add_alternative(html, subtype="html")
            message.get_body(("html",)).add_related(picture(), "image", "png", cid="<chart>")  # type: ignore[union-attr]
        message.add_attachment("编号,企业\n".encode(), "text", "csv", filename="清单.csv")
        SpoolTransport(settings.mail_spool)(message)
        row.status, row.sent_at, row.attempts = "sent", row.created_at + timedelta(seconds=5), 1
        db.session.commit()
        return message


@pytest.fixture
def admin(desk: Desk) -> Visitor:
    """An administrator at his desk."""
    return desk.officer(Role.ADMINISTRATOR)


def test_the_list_is_narrowed_by_status_kind_and_recipient(desk: Desk, admin: Visitor) -> None:
    letter(desk, "a", recipient="one@zone.example", notice="receipt", ticket_no="QY20260310-0001")
    letter(desk, "b", recipient="two@zone.example", status="failed", error="550 no such user", attempts=8)
    letter(desk, "c", recipient="three@zone.example", attempts=2, error="timed out")
    page = admin.get("/admin/mail")
    assert page.tree.all("nav", class_="tabs")[0].text == "全部 待发 2 已发 0 没寄成 1"
    assert "待重试，已试 2 次 timed out" in page
    for query, there, not_there in (
        ("status=failed", "two@", "one@"),
        ("status=waiting", "one@", "two@"),
        ("notice=receipt", "one@", "three@"),
        ("q=TWO", "two@", "one@"),
        ("q=qy20260310-0001", "one@", "two@"),
    ):
        narrowed = admin.get(f"/admin/mail?{query}")
        assert there in narrowed
        assert not_there not in narrowed
    assert "没有符合条件的信" in admin.get("/admin/mail?status=sent")
    assert "three@" in admin.get("/admin/mail?status=x&notice=y&older=z")


def test_a_long_list_is_turned_page_by_page_both_ways(
    desk: Desk, admin: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = [letter(desk, f"k{number}") for number in range(5)]
    monkeypatch.setattr(spool, "PER_PAGE", 2)

    def shown(address: str) -> tuple[list[int], dict[str, str]]:
        page = admin.get(address)
        rows = [int(a.get("href").rpartition("/")[2]) for a in page.tree.all("a", class_="title")]
        return rows, {
            a.get("rel"): a.get("href") for a in page.tree.all("a") if a.get("rel") in ("prev", "next")
        }

    first, ways = shown("/admin/mail")
    second, ways = shown(ways["next"])
    third, ways = shown(ways["next"])
    assert (first + second + third, "next" in ways) == (numbers[::-1], False)
    back, ways = shown(ways["prev"])
    assert back == second
    assert shown(ways["prev"])[0] == first


def test_a_letter_is_read_as_it_was_sent(desk: Desk, admin: Visitor, settings: Settings) -> None:
    mail_id = letter(desk)
    sent = deliver(desk, settings, mail_id)
    page = admin.get(f"/admin/mail/{mail_id}")
    assert "企业诉求办理周报 2026年第10期" in page
    assert str(sent["Message-ID"]) in page
    assert "在办 81 件 <b>不是标签</b>" in page
    [frame] = page.tree.all("iframe")
    assert "allow-scripts" not in frame.get("sandbox")
    assert "allow-same-origin" not in frame.get("sandbox")
    source = admin.fetch(f"/admin/mail/{mail_id}/letter.eml")
    assert source.mimetype == "message/rfc822"
    assert message_from_bytes(source.data, policy=policy.default)["Subject"] == sent["Subject"]


def test_the_letters_html_may_run_nothing_and_load_nothing(
    desk: Desk, admin: Visitor, settings: Settings
) -> None:
    mail_id = letter(desk)
    deliver(desk, settings, mail_id)
    answer = admin.fetch(f"/admin/mail/{mail_id}/html")
    rules = dict(
        rule.strip().partition(" ")[::2] for rule in answer.headers["Content-Security-Policy"].split(";")
    )
    assert rules["default-src"] == "'none'"
    assert rules["img-src"] == "data:"
    assert "script-src" not in rules
    assert "allow-scripts" not in rules["sandbox"]
    assert rules["frame-ancestors"] == "'self'"
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    tree, _ = parse(answer.get_data(as_text=True))
    sources = [image.get("src") for image in tree.all("img")]
    assert sources[0].startswith("data:image/png;base64,iVBOR")
    assert sources[1] == "data:,"
    assert [base.get("target") for base in tree.all("base")] == ["_blank"]


def test_every_other_page_may_stand_in_no_frame(admin: Visitor) -> None:
    answer = admin.fetch("/admin/mail")
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Frame-Options"] == "DENY"


def test_an_attachment_is_saved_never_opened(desk: Desk, admin: Visitor, settings: Settings) -> None:
    mail_id = letter(desk)
    deliver(desk, settings, mail_id)
    assert "清单.csv" in admin.get(f"/admin/mail/{mail_id}")
    answer = admin.fetch(f"/admin/mail/{mail_id}/attachments/0")
    assert answer.get_data(as_text=True) == "编号,企业\n"
    assert answer.mimetype == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    admin.get(f"/admin/mail/{mail_id}/attachments/1", status=404)


def test_a_letter_in_plain_text_needs_no_frame(desk: Desk, admin: Visitor, settings: Settings) -> None:
    mail_id = letter(desk)
    deliver(desk, settings, mail_id, html=None)
    page = admin.get(f"/admin/mail/{mail_id}")
    assert page.tree.all("iframe") == []
    assert "在办 81 件" in page
    admin.get(f"/admin/mail/{mail_id}/html", status=404)


def test_a_letter_that_waits_or_whose_file_is_gone_says_so(desk: Desk, admin: Visitor) -> None:
    waiting = letter(desk, "a")
    gone = letter(desk, "b", status="sent", sent_at=desk.clock())
    assert "还没有寄出" in admin.get(f"/admin/mail/{waiting}")
    assert "找不到这封信" in admin.get(f"/admin/mail/{gone}")
    for part in ("html", "letter.eml", "attachments/0"):
        admin.get(f"/admin/mail/{gone}/{part}", status=404)
        admin.get(f"/admin/mail/999/{part}", status=404)
    admin.get("/admin/mail/999", status=404)


def test_a_failed_letter_is_sent_again_once(desk: Desk, admin: Visitor) -> None:
    mail_id = letter(desk, status="failed", attempts=8, error="550 no such user")
    page = admin.get(f"/admin/mail/{mail_id}")
    assert "550 no such user" in page
    done = admin.submit(page, action=f"/admin/mail/{mail_id}/again")
    assert "已放回待发" in done
    assert "重新发送" in done
    assert "不在“没寄成”之列" in admin.submit(page, action=f"/admin/mail/{mail_id}/again", status=409)
    with desk.app.app_context():
        row = db.session.get_one(OutboxMail, mail_id)
        assert (row.status, row.attempts) == ("waiting", 0)


def test_all_failed_letters_are_sent_again_with_one_button(desk: Desk, admin: Visitor) -> None:
    for key in ("a", "b"):
        letter(desk, key, status="failed", attempts=8)
    page = admin.get("/admin/mail")
    assert "2 封信多次没寄成" in page
    assert "2 封已放回待发" in admin.submit(page, action="/admin/mail/again")
    assert "没有需要重发的信" in admin.submit(page, action="/admin/mail/again")


def test_a_letter_sent_through_a_server_leaves_no_copy_and_the_page_says_so(
    desk: Desk, admin: Visitor, settings: Settings
) -> None:
    settings.smtp_host = "mail.zone.example"
    mail_id = letter(desk, status="sent", sent_at=desk.clock())
    assert "已由邮件服务器 mail.zone.example 收下" in admin.get(f"/admin/mail/{mail_id}")
    assert "信件经 mail.zone.example 寄出" in admin.get("/admin")
