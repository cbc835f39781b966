"""`service-desk files` copies into another store, checks what is kept, and scans what came before the scanner."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from service_desk.cli.files import files_command
from service_desk.config import Settings
from service_desk.domain.actors import guest
from service_desk.persistence.database import db
from service_desk.persistence.storing.folder import FolderStore
from service_desk.persistence.storing.opening import open_store
from service_desk.persistence.tables import Attachment
from service_desk.usecases.files.receive_file import receive_file
from service_desk.web.files import store
from tests.support import acted_out
from tests.support.histories import at
from tests.support.object_store import KEYS, ObjectStore
from tests.support.samples import paper, photograph
from tests.support.virus_scanner import VirusScanner

Run = Callable[..., Result]


@pytest.fixture
def run(app: Flask, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command on a zone with two files: three contents, as one is a photograph."""
    with app.app_context():
        number = acted_out.submitted(at(25))
        for name, content in (("铭牌.jpg", photograph()), ("合同.pdf", paper())):
            receive_file(number, name, content, guest("企业", number), at(25), store())
    monkeypatch.setenv("DESK_INSTANCE_FOLDER", str(settings.instance_folder))
    monkeypatch.setenv("DESK_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("DESK_SECRET_KEY", "x" * 32)
    monkeypatch.setenv("DESK_FILES_ACCESS_KEY", KEYS[0])
    monkeypatch.setenv("DESK_FILES_SECRET_KEY", KEYS[1])
    return lambda *arguments: CliRunner().invoke(files_command, list(arguments))


def contents(app: Flask) -> list[str]:
    with app.app_context():
        rows = db.session.query(Attachment).all()
        return [digest for row in rows for digest in (row.sha256, row.thumbnail) if digest]


def test_every_file_is_copied_into_an_object_store_and_a_second_run_sends_nothing(
    run: Run, app: Flask, object_store: ObjectStore, tmp_path: Path
) -> None:
    target = object_store.address(tmp_path.name)
    first = run("copy", "--to", target)
    assert (first.exit_code, "已复制 3 个，原已有 0 个" in first.output) == (0, True), first.output
    there = open_store(target, *KEYS)
    assert all(there.has(digest) for digest in contents(app))
    assert "已复制 0 个，原已有 3 个" in run("copy", "--to", target).output


def test_a_content_that_was_changed_is_not_copied_and_ends_the_command_with_one(
    run: Run, settings: Settings, app: Flask, tmp_path: Path
) -> None:
    digest = contents(app)[0]
    (settings.instance_folder / "uploads" / digest[:2] / digest).write_bytes(b"changed")
    copied = run("copy", "--to", str(tmp_path / "other"))
    assert copied.exit_code == 1
    assert digest in copied.output
    assert not FolderStore(tmp_path / "other").has(digest)
    checked = run("check")
    assert (checked.exit_code, "已核对 3 个，有问题 1 个" in checked.output) == (1, True), checked.output


def test_sound_files_check_well(run: Run) -> None:
    checked = run("check")
    assert (checked.exit_code, "已核对 3 个，有问题 0 个" in checked.output) == (0, True), checked.output


def test_an_address_that_is_none_and_a_store_that_is_down_are_said_in_words(run: Run, tmp_path: Path) -> None:
    assert "s3://bucket" in run("copy", "--to", "s3://").output
    down = run("copy", "--to", "s3://desk?endpoint=http://127.0.0.1:1")
    assert (down.exit_code, "does not answer" in down.output) == (1, True), down.output


def test_a_silent_store_is_said_in_words_while_scanning(
    run: Run, virus_scanner: VirusScanner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DESK_CLAMD", virus_scanner.address)
    monkeypatch.setenv("DESK_FILES_URL", "s3://desk?endpoint=http://127.0.0.1:1")
    down = run("scan")
    assert (down.exit_code, "does not answer" in down.output) == (1, True), down.output


def test_files_from_before_the_scanner_are_scanned_by_command(
    run: Run, virus_scanner: VirusScanner, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "DESK_CLAMD" in run("scan").output
    monkeypatch.setenv("DESK_CLAMD", virus_scanner.address)
    assert "干净 2 个，带毒 0 个" in run("scan").output
    assert "干净 0 个，带毒 0 个" in run("scan").output
    monkeypatch.setenv("DESK_CLAMD", "127.0.0.1:1")
    assert run("scan").exit_code == 0
