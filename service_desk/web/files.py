"""Handing out the files of a ticket: always as downloads, never as part of a page; pictures also as small pictures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import quote

from flask import Flask, Response, current_app, url_for

from service_desk.config import Settings
from service_desk.domain.attachments import FileKind, size_words
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.events import Event
from service_desk.domain.request_forms import slot_names
from service_desk.domain.scanning import SCAN_NAMES, ScanState, may_be_handed_out
from service_desk.persistence.clamd import Clamd, Scanner
from service_desk.persistence.database import db
from service_desk.persistence.storing.opening import open_store
from service_desk.persistence.storing.store import FileStore
from service_desk.usecases.acting.published_forms import form_under
from service_desk.usecases.files.read_file import FileFacts, FileRead, files_of

EXTENSION = "desk_files"
_POLICY = "default-src 'none'; sandbox"
"""Even a browser that shows the file instead of saving it runs nothing in it."""
_NOTHING_KNOWN = FileFacts(has_thumbnail=False, pages=None, scan=None)


@dataclass(frozen=True)
class FileLink:
    """A file as an entry names it; without `url` it is held back."""

    name: str
    size: str
    url: str | None
    kind: FileKind
    thumbnail: str | None = None
    pages: int | None = None
    scan: ScanState | None = None
    slot: Bilingual | None = None

    @property
    def scan_name(self) -> Bilingual | None:
        """How it stands with the scanner, in words; nothing where the zone has none."""
        return SCAN_NAMES[self.scan] if self.scan else None


def init_app(app: Flask, settings: Settings) -> None:
    """Open the store and the scanner of the settings; raises ValueError for an address that cannot be one."""
    keys = (settings.files_access_key.get_secret_value(), settings.files_secret_key.get_secret_value())
    scanner = Clamd(settings.clamd) if settings.clamd else None
    app.extensions[EXTENSION] = (open_store(settings.files, *keys), scanner)


def store() -> FileStore:
    """Return where the content of files is kept."""
    return cast("FileStore", current_app.extensions[EXTENSION][0])


def scanner() -> Scanner | None:
    """Return who looks for viruses, None where nobody does."""
    return cast("Scanner | None", current_app.extensions[EXTENSION][1])


def links(event: Event, facts: Mapping[str, FileFacts], endpoint: str, **address: Any) -> list[FileLink]:
    """Return the files of an entry with their addresses, the small pictures' at `<endpoint>_thumbnail`."""
    files = files_of(event)
    slots = _slots_of(event) if any(each.get("slot") for each in files) else {}
    return [_link(each, slots, facts.get(each["token"], _NOTHING_KNOWN), endpoint, address) for each in files]


def _slots_of(event: Event) -> Mapping[str, Bilingual]:
    """Return the names of the papers asked for, as the form says that a ticket was filed with, whoever published it."""
    code, version = event.data.get("form"), event.data.get("form_version")
    form = form_under(db.session(), code, version) if code and isinstance(version, int) else None
    return {**slot_names(), **({slot.code: slot.name for slot in form.slots} if form else {})}


def _link(
    named: Mapping[str, str],
    slots: Mapping[str, Bilingual],
    facts: FileFacts,
    endpoint: str,
    address: Mapping[str, Any],
) -> FileLink:
    token, is_open = named["token"], may_be_handed_out(facts.scan)
    small = is_open and facts.has_thumbnail
    return FileLink(
        name=named["name"],
        size=size_words(int(named["size"])),
        url=url_for(endpoint, token=token, **address) if is_open else None,
        kind=FileKind(named["kind"]),
        thumbnail=url_for(f"{endpoint}_thumbnail", token=token, **address) if small else None,
        pages=facts.pages,
        scan=facts.scan,
        slot=slots.get(named.get("slot", "")),
    )


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


def show_thumbnail(picture: bytes) -> Response:
    """Return a small picture that the desk drew itself; the browser keeps it while the page is looked at again."""
    answer = Response(picture, mimetype="image/webp")
    answer.headers["Content-Security-Policy"] = _POLICY
    answer.headers["Cache-Control"] = "private, max-age=3600, immutable"
    return answer
