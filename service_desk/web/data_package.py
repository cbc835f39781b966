"""A person's data to take along: one archive with a page to read and a file for machines, saying the same."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from flask import Response, render_template

from service_desk.web.clock import now


def packed(data: Mapping[str, Any], name: str) -> Response:
    """Return the archive as a download; its name holds nothing but `name`."""
    written = io.BytesIO()
    page = render_template("my/export.html", rows=list(_rows(data)), name=name, made_at=now())
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.json", json.dumps(data, ensure_ascii=False, indent=2, default=str))
        archive.writestr("data.html", page)
    answer = Response(written.getvalue(), mimetype="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}-{now():%Y%m%d}.zip"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _rows(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield every value with where it stands: `contact.contact_name`, `events.1.at`."""
    if isinstance(value, Mapping):
        for key, each in value.items():
            yield from _rows(each, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list | tuple):
        for place, each in enumerate(value, start=1):
            yield from _rows(each, f"{path}.{place}")
    elif value is not None and value != "":
        yield path, str(value)
