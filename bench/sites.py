"""Real servers for a measurement: the desk and the floor, each in a gunicorn of its own on loopback."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

START_LIMIT_SECONDS = 30


def free_port() -> int:
    """Return a port of the loopback address that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def served(application: str, environment: dict[str, str], probe: str) -> Iterator[str]:
    """Serve an application with one worker of eight threads and yield its address; it ends with the context."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}", "--worker-class", "gthread",
               "--threads", "8", "--keep-alive", "120", "--no-control-socket", "--log-level", "error"]  # fmt: skip
    settings = {**os.environ, **environment, "DESK_PUBLIC_URL": f"http://127.0.0.1:{port}"}
    server = subprocess.Popen(command, env=settings, cwd=Path(__file__).parent.parent)
    try:
        _wait(f"http://127.0.0.1:{port}{probe}", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=START_LIMIT_SECONDS)


def _wait(address: str, server: subprocess.Popen[bytes]) -> None:
    limit = time.monotonic() + START_LIMIT_SECONDS
    while True:
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            if server.poll() is not None or time.monotonic() > limit:
                raise RuntimeError(f"{address} does not answer") from None
            time.sleep(0.05)
        else:
            return
