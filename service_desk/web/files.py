"""Handing out the files of a ticket: always as downloads, never as part of a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import quote

from flask import Flask, Response, current_app, url_for

from service_desk.config import Settings
from service_desk.domain.attachments import size_words
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.events import Event
from service_desk.domain.request_forms import slot_names
from service_desk.persistence.blobs import FolderStore
from service_desk.usecases.files.read_file import FileRead, files_of

EXTENSION = "desk_files"
_POLICY = "default-src 'none'; sandbox"
"""Even a browser that shows the file instead of saving it runs nothing in it."""


@dataclass(frozen=True)
class FileLink:
    """A file as an entry names it."""

    name: str
    size: str
    url: str
    slot: Bilingual | None = None


def init_app(app: Flask, settings: Settings) -> None:
    """Keep the files in the instance folder."""
    app.extensions[EXTENSION] = FolderStore(settings.uploads)


def store() -> FolderStore:
    """Return where the content of files is kept."""
    return cast("FolderStore", current_app.extensions[EXTENSION])


def links(event: Event, endpoint: str, **address: Any) -> list[FileLink]:
    """Return the files of an entry with their addresses."""
    return [
        FileLink(
            each["name"],
            size_words(int(each["size"])),
            url_for(endpoint, token=each["token"], **address),
            slot_names().get(each.get("slot", "")),
        )
        for each in files_of(event)
    ]


def hand_out(file: FileRead) -> Response:
    """Return a file as a download under its name for people."""
    answer = Response(file.content, mimetype=file.kind.media_type)
    plain = f"attachment.{file.kind.value}"
    answer.headers["Content-Disposition"] = (
        f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(file.name)}"
    )
    answer.headers["Content-Security-Policy"] = _POLICY
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
