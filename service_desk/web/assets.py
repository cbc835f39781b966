"""Our own style sheet, scripts and pictures: served once, kept for ever, because every address holds their hash."""

from __future__ import annotations

import hashlib
from pathlib import Path

from flask import Flask
from whitenoise import WhiteNoise

from service_desk.web.styles import Styles

FOLDER = Path(__file__).parent / "static"
TEN_YEARS_SECONDS = 315_360_000
WORKER = "js/visits-worker.js"
"""The service worker of the visits: the only one, and it may answer for the addresses of the visits only."""


def init_app(app: Flask) -> None:
    """Serve `static/` under `/static/<hash of all files>/` and put `asset('seal.svg')` and `style('office')` into templates.

    One hash for the whole folder keeps the relative imports between our modules working.
    """
    prefix = f"/static/{_hash_of(FOLDER)}/"
    files = WhiteNoise(
        app.wsgi_app,
        max_age=TEN_YEARS_SECONDS,
        immutable_file_test=lambda _path, _url: True,
        add_headers_function=_harden,
    )
    files.add_files(str(FOLDER), prefix=prefix)
    styles = Styles(files, FOLDER)
    app.wsgi_app = styles  # type: ignore[method-assign]

    def asset(name: str) -> str:
        if not (FOLDER / name).is_file():
            raise LookupError(f"no file {name} in static/")
        return prefix + name

    app.jinja_env.globals["asset"] = asset
    app.jinja_env.globals["style"] = styles.address


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
