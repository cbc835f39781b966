"""Header lines hold what people typed without letting it end a line, name a second recipient or turn the text round."""

from __future__ import annotations

import pytest

from service_desk.domain.notices import Audience, Notice
from service_desk.notify.headers import mail_address, message_id, one_line, subject_line
from tests.support.histories import at
from tests.support.letters import composer, ticket_letter

BREAKS = ["\r\n", "\n", "\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", "\x00", "\ud800"]


@pytest.mark.parametrize("line_end", BREAKS)
def test_nothing_typed_ends_a_line(line_end: str) -> None:
    assert one_line(f"增容{line_end}Bcc: thief@example.com") == "增容 Bcc: thief@example.com"


@pytest.mark.parametrize("mark", ["\u202e", "\u2066", "\u200b", "\ufeff", "\u200e"])
def test_direction_marks_and_invisible_characters_disappear(mark: str) -> None:
    assert one_line(f"增{mark}容") == "增容"


def test_a_subject_is_at_most_two_hundred_characters() -> None:
    assert subject_line("短") == "短"
    assert len(subject_line("长" * 300)) == 200
    assert subject_line("长" * 300).endswith("…")


@pytest.mark.parametrize(
    "address",
    [
        "a@example.com, thief@example.com",
        "a@example.com\nBcc: thief@example.com",
        "a@example.com\r\nBcc: thief@example.com",
        " a@example.com",
        "a",
        "",
        "a@b@c",
        "<a@example.com> x",
        "a@exa mple.com",
    ],
)
def test_anything_but_one_plain_address_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="not one mail address"):
        mail_address("somebody", address)


def test_a_name_cannot_smuggle_an_address() -> None:
    address = mail_address('甲" <thief@example.com>,\r\nBcc: x', "a@example.com")
    assert address.addr_spec == "a@example.com"
    assert "\n" not in str(address)


@pytest.mark.parametrize("field", ["title", "enterprise"])
@pytest.mark.parametrize("line_end", BREAKS[:-1])
def test_no_letter_can_be_given_another_header(field: str, line_end: str) -> None:
    typed = f"增容{line_end}Bcc: thief@example.com{line_end}{line_end}<script>"
    for audience, notice in (
        (Audience.ENTERPRISE, Notice.RECEIPT),
        (Audience.LEAD_DEPARTMENT, Notice.DISPATCHED),
    ):
        letter = ticket_letter(notice, audience, **{field: typed})
        message = composer()(letter)
        assert message["Bcc"] is None
        assert set(message.keys()) == {
            "Subject", "From", "To", "Date", "Message-ID", "Auto-Submitted", "X-Auto-Response-Suppress",
            "Content-Language", "MIME-Version", "Content-Type",
        }  # fmt: skip
        head = bytes(message).split(b"\r\n\r\n")[0]
        assert b"thief" not in head.replace(b"=?utf-8?", b"") or b"\r\nBcc" not in head


def test_the_message_id_is_the_same_for_the_same_key_and_says_nothing_of_it() -> None:
    first = message_id("receipt/QY1/1/a@example.com", "desk@zone.example.cn")
    assert first == message_id("receipt/QY1/1/a@example.com", "desk@zone.example.cn")
    assert first != message_id("receipt/QY1/1/b@example.com", "desk@zone.example.cn")
    assert first.endswith("@zone.example.cn>")
    assert "example.com" not in first


def test_a_letter_written_at_a_moment_keeps_that_moment() -> None:
    message = composer()(ticket_letter(Notice.RECEIPT, Audience.ENTERPRISE))
    assert str(message["Date"]) == "Wed, 26 May 2021 16:20:00 +0800"
    assert at(26, 16, 20) == message["Date"].datetime
