"""The stages the tests stand on are what they claim to be."""

from __future__ import annotations

import smtplib
from pathlib import Path

import pytest
from flask_sqlalchemy import SQLAlchemy
from playwright.sync_api import Page
from sqlalchemy import text

from tests.support.application import StandingClock
from tests.support.browser import OF_LOOKS, PROGRAMS, accessibility_findings, find_chromium
from tests.support.post_office import PostOffice

LETTER = "From: desk@example.com\r\nTo: leader@example.com\r\nSubject: Monday\r\n\r\nNumbers."

SENDS_BLINDLY = """
import smtplib

def test_swallows_the_error():
    try:
        smtplib.SMTP("mail.example.com", 25)
    except OSError:
        pass
"""


@pytest.mark.every_database
def test_a_marked_test_meets_both_databases_fresh(database: SQLAlchemy, database_kind: str) -> None:
    assert database.engine.dialect.name == database_kind
    database.session.execute(text("create table left_behind (n integer)"))
    database.session.commit()


@pytest.mark.every_database
def test_nothing_another_test_did_is_left(database: SQLAlchemy) -> None:
    database.session.execute(text("create table left_behind (n integer)"))
    assert database.session.scalar(text("select count(*) from left_behind")) == 0


def test_the_post_office_keeps_what_it_is_given(post_office: PostOffice) -> None:
    with smtplib.SMTP(post_office.host, post_office.port) as smtp:
        smtp.sendmail("desk@example.com", ["leader@example.com", "mayor@example.com"], LETTER)
    assert [letter["subject"] for letter in post_office.letters_to("mayor@example.com")] == ["Monday"]
    assert post_office.letters_to("nobody@example.com") == []


def test_the_post_office_can_be_closed_for_a_while(post_office: PostOffice) -> None:
    post_office.refuse_with = "451 4.3.0 try later"
    with (
        smtplib.SMTP(post_office.host, post_office.port) as smtp,
        pytest.raises(smtplib.SMTPDataError) as answer,
    ):
        smtp.sendmail("desk@example.com", ["leader@example.com"], LETTER)
    assert answer.value.smtp_code == 451
    assert post_office.letters == []


def test_mail_to_any_other_server_fails_the_test_even_when_its_error_is_swallowed(
    pytester: pytest.Pytester,
) -> None:
    pytester.makepyfile(SENDS_BLINDLY)
    result = pytester.runpytest_inprocess("-p", "tests.support.post_office", "-p", "no:playwright")
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*mail.example.com*"])


def test_the_clock_moves_only_when_told(clock: StandingClock) -> None:
    before = clock()
    assert clock() == before
    assert (clock.forward(days=2) - before).days == 2


def test_a_chromium_is_found_by_any_of_its_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_chromium() is None
    program = tmp_path / PROGRAMS[-1]
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    assert find_chromium() == str(program)


def test_what_cannot_be_read_is_found_at_each_look(page: Page) -> None:
    page.set_content(
        "<style>:root{color-scheme:light dark} b{color:#aaa;background:#fff}"
        "@media(prefers-color-scheme:dark){b{color:#ddd;background:#eee}}</style>"
        "<html lang=en><title>Pale</title><main><h1>Pale</h1><b>one</b><p><b>two</b><img src='data:,'></main>"
    )
    seen = {finding.split(":")[0] for finding in accessibility_findings(page)}
    assert seen == {"color-contrast", "image-alt"}
    page.emulate_media(color_scheme="dark")
    (pale,) = accessibility_findings(page, *OF_LOOKS)
    assert pale.startswith("color-contrast")
    assert pale.count("b") >= 2
