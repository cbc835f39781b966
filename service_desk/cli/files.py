"""`service-desk files`: copy the files into another store, check them, scan those that came before the scanner."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import click

from service_desk.app import create_app
from service_desk.config import load_settings
from service_desk.persistence.storing.opening import open_store
from service_desk.persistence.storing.store import StoreDownError
from service_desk.usecases.files.copy_files import Copied, copy_files, faulty_contents
from service_desk.usecases.files.scan_files import scan_all
from service_desk.web.files import scanner, store

_EVERY = 50


@click.group("files")
def files_command() -> None:
    """Look after the files that came with tickets."""


@files_command.command("copy")
@click.option("--to", "target", required=True, help="A folder, or s3://bucket/prefix?endpoint=https://…")
def copy(target: str) -> None:
    """Copy every file into another store; then set DESK_FILES_URL to it and start the desk anew.

    May be stopped and started again; nothing is taken away from the present store.
    """
    settings = load_settings()
    keys = (settings.files_access_key.get_secret_value(), settings.files_secret_key.get_secret_value())
    try:
        there = open_store(target, *keys)
    except ValueError as wrong:
        raise click.BadParameter(str(wrong), param_hint="--to") from wrong
    progress = Copied()
    with _stores_that_answer(), create_app(settings).app_context():
        for progress, fault in copy_files(store(), there, datetime.now(UTC)):
            if fault:
                click.echo(f"\r有问题 / faulty: {fault}", err=True)
            _tick(progress.copied + progress.there_already)
    click.echo(
        f"\r已复制 {progress.copied:,} 个，原已有 {progress.there_already:,} 个，有问题 {progress.faults:,} 个 / "
        f"copied {progress.copied:,}, already there {progress.there_already:,}, faulty {progress.faults:,}"
    )
    if progress.faults:
        raise SystemExit(1)


@files_command.command("check")
def check() -> None:
    """Read every file and compare it with the SHA-256 in the sealed record; ends with 1 where one is gone or changed."""
    read = faulty = 0
    with _stores_that_answer(), create_app().app_context():
        for fault in faulty_contents(store()):
            read += 1
            if fault:
                faulty += 1
                click.echo(f"\r有问题 / faulty: {fault}", err=True)
            _tick(read)
    click.echo(f"\r已核对 {read:,} 个，有问题 {faulty:,} 个 / checked {read:,}, faulty {faulty:,}")
    if faulty:
        raise SystemExit(1)


@files_command.command("scan")
def scan() -> None:
    """Scan every file that was never scanned: once, after DESK_CLAMD was set."""
    with _stores_that_answer(), create_app().app_context():
        asked = scanner()
        if asked is None:
            raise click.ClickException("没有设置查毒（DESK_CLAMD） / no scanner is set (DESK_CLAMD)")
        done = scan_all(datetime.now(UTC), store(), asked)
    click.echo(
        f"干净 {done.clean:,} 个，带毒 {done.infected:,} 个 / clean {done.clean:,}, infected {done.infected:,}"
    )
    if done.stopped:
        raise click.ClickException(f"查毒程序没有应答 / the scanner does not answer: {done.stopped}")


@contextmanager
def _stores_that_answer() -> Iterator[None]:
    """End the command in words where a store falls silent."""
    try:
        yield
    except StoreDownError as down:
        raise click.ClickException(f"存储不可用 / the store does not answer: {down}") from down


def _tick(count: int) -> None:
    if count % _EVERY == 0:
        click.echo(f"\r{count:,}", nl=False)
