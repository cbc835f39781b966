"""Letters leave through a real mail server or lie in the spool, once each, and a closed server is told from a refused letter."""

from __future__ import annotations

import smtplib
import stat
from collections.abc import Callable
from dataclasses import replace
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from service_desk.domain.notices import Audience, Notice
from service_desk.notify.smtp import SmtpTransport
from service_desk.notify.spool import SpoolTransport, spool_file
from service_desk.notify.transports import transport
from service_desk.usecases.delivery.deliver_mail import PostOfficeClosedError
from tests.support.histories import at
from tests.support.letters import composer, post_settings, ticket_letter
from tests.support.post_office import Address, PostOffice, free_port

LETTER = ticket_letter(Notice.RECEIPT, Audience.ENTERPRISE)


def plain_smtp(office: PostOffice, **more: object) -> SmtpTransport:
    return SmtpTransport(office.host, office.port, starttls=False, timeout=5, **more)  # type: ignore[arg-type]


def test_a_letter_arrives_as_it_was_written(post_office: PostOffice) -> None:
    plain_smtp(post_office)(composer()(LETTER))
    (arrived,) = post_office.letters_to("somebody@example.com")
    assert str(arrived["Subject"]) == "已收到您的诉求 QY20210526-0007：新车间投产，申请增容500 kVA"
    body = arrived.get_body(("plain",))
    assert body is not None
    assert "查询码：7K3MPA" in body.get_content()
    assert post_office.envelopes[0].mail_from == "service-desk@desk.example.cn"


def test_a_refused_letter_is_the_letters_trouble(post_office: PostOffice) -> None:
    post_office.refuse_with = "550 no such mailbox"
    with pytest.raises(smtplib.SMTPDataError):
        plain_smtp(post_office)(composer()(LETTER))
    post_office.refuse_with = None
    plain_smtp(post_office)(composer()(LETTER))
    assert len(post_office.letters) == 1


def test_a_server_that_is_not_there_is_a_closed_post_office(smtp_addresses: set[Address]) -> None:
    port = free_port()
    smtp_addresses.add(("127.0.0.1", port))
    with pytest.raises(PostOfficeClosedError, match=f"127.0.0.1:{port}"):
        SmtpTransport("127.0.0.1", port, timeout=2)(composer()(LETTER))


def test_a_server_without_encryption_is_not_trusted_unless_told_to(post_office: PostOffice) -> None:
    with pytest.raises(PostOfficeClosedError, match="STARTTLS"):
        SmtpTransport(post_office.host, post_office.port, timeout=5)(composer()(LETTER))
    assert post_office.letters == []


def test_a_server_that_lets_nobody_in_is_closed(post_office: PostOffice) -> None:
    with pytest.raises(PostOfficeClosedError, match="AUTH"):
        plain_smtp(post_office, user="desk", password="secret")(composer()(LETTER))


def test_a_server_that_speaks_no_tls_on_the_tls_port_is_closed(
    post_office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service_desk.notify.smtp.TLS_PORT", post_office.port)
    with pytest.raises(PostOfficeClosedError):
        SmtpTransport(post_office.host, post_office.port, timeout=5)(composer()(LETTER))


def test_a_server_that_dies_while_saying_goodbye_has_the_letter(
    post_office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(self: smtplib.SMTP) -> None:
        raise smtplib.SMTPServerDisconnected("gone")

    monkeypatch.setattr(smtplib.SMTP, "quit", gone)
    plain_smtp(post_office)(composer()(LETTER))
    assert len(post_office.letters) == 1


def spooled(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix == ".eml")


def test_without_a_server_letters_lie_in_the_spool_for_their_reader_only(tmp_path: Path) -> None:
    folder = tmp_path / "instance" / "mail"
    SpoolTransport(folder)(composer()(LETTER))
    (path,) = spooled(folder)
    assert path.name.startswith("20210526-162000-")
    assert path == spool_file(folder, LETTER.key, LETTER.written_at)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    letter = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert str(letter["To"]) == "演示联系人 <somebody@example.com>"
    assert list(folder.iterdir()) == [path]


def test_a_letter_delivered_twice_is_one_file(tmp_path: Path) -> None:
    SpoolTransport(tmp_path)(composer()(LETTER))
    SpoolTransport(tmp_path)(composer()(LETTER))
    SpoolTransport(tmp_path)(composer()(replace(LETTER, key="receipt/QY20210526-0007/4/other@example.com")))
    assert len(spooled(tmp_path)) == 2


def test_a_letter_that_cannot_be_laid_down_leaves_nothing_half(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="no space"):
        SpoolTransport(tmp_path)(composer()(LETTER))
    assert list(tmp_path.iterdir()) == []


def test_the_spool_is_sorted_by_when_letters_were_written(tmp_path: Path) -> None:
    for day in (27, 25, 26):
        SpoolTransport(tmp_path)(composer()(replace(LETTER, key=str(day), written_at=at(day, 23, 30))))
    assert [path.name[:15] for path in spooled(tmp_path)] == [f"202105{day}-233000" for day in (25, 26, 27)]


def test_the_settings_choose_the_way_out(post_office: PostOffice, tmp_path: Path) -> None:
    ways: list[Callable[[], object]] = [lambda: post_office.letters, lambda: spooled(tmp_path / "mail")]
    through_server = post_settings(
        smtp_host=post_office.host, smtp_port=post_office.port, smtp_starttls=False, instance_folder=tmp_path
    )
    transport(through_server)(composer()(LETTER))
    assert len(post_office.letters) == 1
    transport(post_settings(instance_folder=tmp_path))(composer()(LETTER))
    assert all(len(way()) == 1 for way in ways)  # type: ignore[arg-type]


def test_a_password_is_used_with_its_user(post_office: PostOffice) -> None:
    settings = post_settings(
        smtp_host=post_office.host,
        smtp_port=post_office.port,
        smtp_starttls=False,
        smtp_user="desk",
        smtp_password="secret",
    )
    with pytest.raises(PostOfficeClosedError, match="AUTH"):
        transport(settings)(composer()(LETTER))
