"""A real clamd on this machine that knows one virus, the harmless test file of the trade, for the length of a test."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from service_desk.persistence.clamd import Clamd, ScannerDownError

_HALVES = (b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-", b"ANTIVIRUS-TEST-FILE!$H+H*")
"""In two halves, so that no scanner takes this file itself for one."""
THREAT = "Desk.Test"
_START_LIMIT_SECONDS = 30


def harmless_virus() -> bytes:
    """Return the test file that every scanner reports."""
    return b"".join(_HALVES)


class VirusScanner:
    """The running clamd; `knows` are further contents that it takes for infected."""

    def __init__(self, *knows: bytes) -> None:
        self._home = Path(tempfile.mkdtemp(prefix="desk-clamd-", dir="/tmp"))
        listed = "".join(f"{hashlib.md5(each).hexdigest()}:{len(each)}:{THREAT}\n" for each in knows)
        (self._home / "known.hdb").write_text(listed)
        self.path = self._home / "socket"
        settings = f"LocalSocket {self.path}\nDatabaseDirectory {self._home}\nForeground yes\n"
        (self._home / "clamd.conf").write_text(settings)
        program = shutil.which("clamd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
        if program is None:
            raise FileNotFoundError("clamd")
        self._process = subprocess.Popen(
            [program, "--config-file", str(self._home / "clamd.conf")],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    @property
    def address(self) -> str:
        """The address as a setting names it."""
        return f"unix:{self.path}"

    def wait(self) -> None:
        """Return when it answers."""
        end = time.monotonic() + _START_LIMIT_SECONDS
        while time.monotonic() < end and self._process.poll() is None:
            try:
                Clamd(self.address).scan(b"hello")
            except ScannerDownError:
                continue
            return
        raise RuntimeError("clamd did not start")

    def stop(self) -> None:
        """End it and take its folder away."""
        self._process.terminate()
        self._process.wait(10)
        shutil.rmtree(self._home, ignore_errors=True)


@pytest.fixture(scope="session")
def virus_scanner() -> Iterator[VirusScanner]:
    """Run a clamd; where there is none, skip in a run by hand and fail where CI is set."""
    try:
        scanner = VirusScanner(harmless_virus())
    except FileNotFoundError:
        complaint = "no clamd on this machine (Debian: apt-get install clamav-daemon)"
        if os.environ.get("CI", "").lower() in ("1", "true", "yes"):
            pytest.fail(complaint, pytrace=False)
        pytest.skip(complaint)
    try:
        scanner.wait()
        yield scanner
    finally:
        scanner.stop()
