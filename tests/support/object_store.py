"""A real S3 server on this machine, in a process of its own, for the length of a test."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from minio import Minio

BUCKET = "desk"
KEYS = ("key", "secret-key")
_START_LIMIT_SECONDS = 30


class ObjectStore:
    """The running server and the address of a bucket in it; `stop` ends it before its time."""

    def __init__(self) -> None:
        with socket.socket() as finder:
            finder.bind(("127.0.0.1", 0))
            self.port: int = finder.getsockname()[1]
        program = "import sys; from moto.server import main; main(sys.argv[1:])"
        self._process = subprocess.Popen(
            [sys.executable, "-c", program, "-H", "127.0.0.1", "-p", str(self.port)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def address(self, prefix: str = "") -> str:
        """Return the address of the bucket as a setting names it."""
        return f"s3://{BUCKET}/{prefix}?endpoint=http://127.0.0.1:{self.port}"

    def make_bucket(self) -> None:
        """Wait for the server and make the bucket."""
        end = time.monotonic() + _START_LIMIT_SECONDS
        while time.monotonic() < end and self._process.poll() is None:
            with socket.socket() as knock:
                knock.settimeout(0.2)
                if knock.connect_ex(("127.0.0.1", self.port)) == 0:
                    Minio(f"127.0.0.1:{self.port}", *KEYS, secure=False).make_bucket(BUCKET)
                    return
        raise RuntimeError("the S3 server did not start")

    def stop(self) -> None:
        """End the server."""
        self._process.terminate()
        self._process.wait(10)


@pytest.fixture(scope="session")
def object_store() -> Iterator[ObjectStore]:
    """Run a server with a bucket."""
    server = ObjectStore()
    try:
        server.make_bucket()
        yield server
    finally:
        server.stop()
