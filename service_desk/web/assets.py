"""Our own style sheet, scripts and pictures: served once, kept for ever, because every address holds their hash."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from flask import Flask
from whitenoise import WhiteNoise
from whitenoise.responders import StaticFile

from service_desk.web.styles import Styles

FOLDER = Path(__file__).parent / "static"
TEN_YEARS_SECONDS = 315_360_000
WORKER = "js/visits-worker.js"
"""The service worker of the visits: the only one, and it may answer for the addresses of the visits only."""


def init_app(app: Flask) -> None:
    """Serve `static/` under `/static/<hash of all files>/` and put `asset('seal.svg')` and `style('office')` into templates.

    One hash for the whole folder keeps the relative imports between our modules working.
    """
    prefix, found = _found_in(FOLDER)
    files = WhiteNoise(app.wsgi_app)
    files.files = found
    styles = Styles(files, FOLDER)
    app.wsgi_app = styles  # type: ignore[method-assign]

    def asset(name: str) -> str:
        if not (FOLDER / name).is_file():
            raise LookupError(f"no file {name} in static/")
        return prefix + name

    app.jinja_env.globals["asset"] = asset
    app.jinja_env.globals["style"] = styles.address


@cache
def _found_in(folder: Path) -> tuple[str, dict[str, StaticFile]]:
    """Return what the addresses of a folder's files begin with, and the files; read once by a process."""
    prefix = f"/static/{_hash_of(folder)}/"
    reader = WhiteNoise(
        application=None,
        max_age=TEN_YEARS_SECONDS,
        immutable_file_test=lambda _path, _url: True,
        add_headers_function=_harden,
    )
    reader.add_files(str(folder), prefix=prefix)
    return prefix, reader.files


def _hash_of(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def _harden(headers: dict[str, str], _path: str, url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    if url.endswith("/" + WORKER):
        headers["Service-Worker-Allowed"] = "/visits"
        headers["Content-Security-Policy"] = "default-src 'none'; connect-src 'self'"
