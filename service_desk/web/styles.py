"""One style sheet for a page: the small sources put together at the start and served from memory, kept for ever."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

LOOKS: Mapping[str, tuple[str, ...]] = {
    "public": ("desk", "rows", "portal", "bars"),
    "office": ("desk", "rows", "officer", "together", "reports", "bars", "charts"),
    "visits": ("desk", "rows", "officer", "visits"),
    "admin": ("desk", "admin"),
    "forms": ("desk", "rows", "admin", "portal"),
}
"""What each look is made of: enterprises and guests, the officers' whole day, visits, administration, a form beside its parts."""
_TEN_YEARS = "max-age=315360000, public, immutable"


class Styles:
    """The style sheets by their addresses; answers for those and leaves everything else to the application."""

    def __init__(self, application: WSGIApplication, folder: Path) -> None:
        self._application = application
        made = {look: _made(folder, look) for look in LOOKS}
        self._address = {look: address for look, (address, _) in made.items()}
        self._sheets = dict(made.values())

    def address(self, look: str) -> str:
        """Return where the style sheet of a look lies; raises LookupError for a look there is not."""
        if look not in self._address:
            raise LookupError(f"no look {look}; there are {', '.join(LOOKS)}")
        return self._address[look]

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        sheet = self._sheets.get(environ.get("PATH_INFO", ""))
        if sheet is None or environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return self._application(environ, start_response)
        is_packed = "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "")
        content = sheet[is_packed]
        headers = [
            ("Content-Type", "text/css; charset=utf-8"),
            ("Content-Length", str(len(content))),
            ("Cache-Control", _TEN_YEARS),
            ("Vary", "Accept-Encoding"),
            ("X-Content-Type-Options", "nosniff"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
        ]
        start_response("200 OK", headers + [("Content-Encoding", "gzip")] * is_packed)
        return [content] if environ["REQUEST_METHOD"] == "GET" else []


@cache
def _made(folder: Path, look: str) -> tuple[str, tuple[bytes, bytes]]:
    """Return the address of a look's sheet, and the sheet plain and packed; made once by a process."""
    text = b"".join((folder / f"{part}.css").read_bytes().rstrip() + b"\n" for part in LOOKS[look])
    address = f"/static/{look}-{hashlib.sha256(text).hexdigest()[:12]}.css"
    return address, (text, gzip.compress(text, mtime=0))
