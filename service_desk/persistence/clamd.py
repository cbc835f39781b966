"""Asking a clamd whether a content is infected, over its INSTREAM command."""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterator
from typing import Protocol

from service_desk.domain.scanning import ScanResult

_SECONDS = 20
_CHUNK = 64 * 1024
_LONGEST_ANSWER = 4096


class ScannerDownError(Exception):
    """The scanner does not answer, or answers nothing that can be understood. The message is for the log."""


class Scanner(Protocol):
    """Looks for viruses in a content."""

    def scan(self, content: bytes) -> ScanResult:
        """Return what was found; raises ScannerDownError where nothing could be said."""


class Clamd:
    """A clamd at `host:port` or at `unix:/path/of/its/socket`."""

    def __init__(self, address: str) -> None:
        """Read the address; raises ValueError for one that is neither."""
        self._path = address.removeprefix("unix:") if address.startswith("unix:") else ""
        host, _, port = address.rpartition(":")
        if not self._path and (not host or not port.isdecimal()):
            raise ValueError("clamd is at host:port or unix:/path")
        self._place = (host.strip("[]"), int(port)) if not self._path else ("", 0)

    def scan(self, content: bytes) -> ScanResult:
        """Send a content and return what clamd says of it."""
        answer = self._ask(b"zINSTREAM\0", content)
        said = answer.rpartition(": ")[2]
        if said == "OK":
            return ScanResult()
        if said.endswith(" FOUND"):
            return ScanResult(said.removesuffix(" FOUND"))
        raise ScannerDownError(answer or "clamd closed the connection")

    def _ask(self, command: bytes, content: bytes) -> str:
        try:
            with self._connection() as connection:
                connection.settimeout(_SECONDS)
                connection.sendall(command)
                for piece in _pieces(content):
                    connection.sendall(piece)
                return _answer(connection)
        except OSError as silent:
            raise ScannerDownError(str(silent)) from silent

    def _connection(self) -> socket.socket:
        if not self._path:
            return socket.create_connection(self._place, _SECONDS)
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            connection.settimeout(_SECONDS)
            connection.connect(self._path)
        except OSError:
            connection.close()
            raise
        return connection


def _pieces(content: bytes) -> Iterator[bytes]:
    """Yield a content as INSTREAM wants it: each chunk after its length in four bytes, at the end a length of zero."""
    for start in range(0, len(content), _CHUNK):
        chunk = content[start : start + _CHUNK]
        yield struct.pack("!I", len(chunk)) + chunk
    yield struct.pack("!I", 0)


def _answer(connection: socket.socket) -> str:
    """Return the line that ends with a zero byte."""
    said = b""
    while not said.endswith(b"\0") and len(said) < _LONGEST_ANSWER:
        more = connection.recv(1024)
        if not more:
            break
        said += more
    return said.rstrip(b"\0\n").decode("utf-8", "replace")
