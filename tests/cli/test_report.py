"""`service-desk report` shows a week in four formats, frozen or not, and sends nothing."""

from __future__ import annotations

from collections.abc import Callable
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from service_desk.cli.report import report_command
from service_desk.config import Settings
from service_desk.domain.reporting.week import Week
from service_desk.persistence.database import db
from service_desk.persistence.tables import OutboxMail, ReportSnapshot
from service_desk.usecases.reporting.compile_weekly_report import compile_weekly_report
from tests.support import acted_out
from tests.support.histories import at

Run = Callable[..., Result]


@pytest.fixture
def run(app: Flask, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command on a zone with two tickets of week 21, on the morning after it."""
    with app.app_context():
        acted_out.at_work(at(20), contact_email=None)
        acted_out.submitted(at(25), contact_email=None, title="停车不便")
    monkeypatch.setenv("DESK_INSTANCE_FOLDER", str(settings.instance_folder))
    monkeypatch.setenv("DESK_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("DESK_SECRET_KEY", "x" * 32)
    monkeypatch.setenv("DESK_PUBLIC_URL", "https://desk.example.cn")
    monkeypatch.setenv("DESK_CLOCK_AT", at(31, 9).isoformat())

    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(report_command, ["--week", "2021-W21", *arguments])

    return invoke


def test_without_a_file_the_words_are_printed(run: Run, app: Flask) -> None:
    result = run()
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith(
        "企业诉求办理周报\n\n2021年第21期（5月24日—5月30日）\n\n新增 1（环比 持平）"
    )
    assert "尚未定稿" in result.stderr
    with app.app_context():
        assert db.session.query(ReportSnapshot).count() == 0
        assert db.session.query(OutboxMail).count() == 0


def test_a_frozen_report_is_shown_as_it_was_frozen(run: Run, app: Flask) -> None:
    with app.app_context():
        compile_weekly_report(Week(2021, 21), at(31, 8, 30))
        acted_out.submitted(at(26), contact_email=None)
    result = run("--language", "en")
    assert "New 1 (vs last week: same)" in result.stdout
    assert result.stderr == ""


def test_a_department_has_its_own(run: Run) -> None:
    result = run("--scope", "PW")
    assert result.stdout.startswith("供电局诉求办理周报")


def test_the_html_file_carries_its_pictures(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "f.html"
    assert run("--out", str(out)).exit_code == 0
    html = out.read_text("utf-8")
    assert "data:image/png;base64,iVBOR" in html
    assert "cid:" not in html
    assert "https://desk.example.cn/reports/weekly/2021-W21/zone/overdue" in html


def test_the_text_file_holds_what_would_be_printed(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "f.txt"
    run("--out", str(out))
    assert out.read_text("utf-8") == run().stdout


def test_the_eml_file_is_the_letter(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "f.eml"
    run("--out", str(out))
    letter = message_from_bytes(out.read_bytes(), policy=policy.default)
    assert str(letter["Subject"]) == "企业诉求办理周报 2021年第21期（5月24日—5月30日）｜在办 2 · 超期 2"
    assert letter.get_body(("html",)) is not None


def test_the_excel_file_is_one(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "f.xlsx"
    run("--out", str(out))
    assert out.read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--out", "f.pdf"], "a file ends in"),
        (["--scope", "XX"], "no department has the code XX"),
        (["--week", "2021-W54"], "there is no week 54"),
        (["--week", "last"], "a week is written like 2021-W21"),
    ],
)
def test_what_cannot_be_shown_is_refused_in_words(run: Run, arguments: list[str], complaint: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert complaint in " ".join(result.stderr.split())


def test_figures_that_contradict_each_other_are_not_shown(run: Run, app: Flask) -> None:
    with app.app_context():
        db.session.execute(db.text("update ticket_event set to_state = 'closed' where seq = 1"))
        db.session.commit()
    result = run()
    assert result.exit_code == 1
    assert "open at the end" in result.stderr
