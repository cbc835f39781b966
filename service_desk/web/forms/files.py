"""The field for files: several at once, those already received are kept when anything else has to be put right."""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from flask import g, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from flask_wtf.file import MultipleFileField
from wtforms.form import BaseForm
from wtforms.validators import ValidationError

from service_desk.domain.actors import Actor
from service_desk.domain.attachments import (
    EVERYDAY,
    MAX_BYTES,
    MAX_PER_ACT,
    FileGroup,
    FileKind,
    accepted_by_browsers,
    group_words,
    kinds_of,
    size_words,
)
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.visits import MAX_PHOTOS
from service_desk.persistence.attachments import parcel_files, waiting_files
from service_desk.persistence.database import db
from service_desk.persistence.storing.store import StoreDownError
from service_desk.persistence.tables import Attachment, ParcelFile, Ticket, VisitPhoto
from service_desk.usecases.files.receive_file import receive_file, receive_for_form
from service_desk.usecases.files.unfit import UnfitFileError
from service_desk.usecases.visits.photographs import photographs_under, receive_photograph
from service_desk.web.clock import now
from service_desk.web.files import scanner, store
from service_desk.web.forms import DeskForm
from service_desk.web.language import say

_NOTHING = Bilingual("没有收到文件。", "No file was received.")
Row = Attachment | ParcelFile | VisitPhoto
log = logging.getLogger(__name__)


class Receiver(Protocol):
    """Where files go: to a ticket, or to a form that is not submitted yet."""

    def waiting(self, tokens: Collection[str]) -> Sequence[Row]:
        """Return those received before."""

    def receive(self, name: str, content: bytes) -> Row:
        """Receive one; raises UnfitFileError."""


@dataclass(frozen=True)
class ForTicket:
    """Files for an act on a ticket, by the person who acts."""

    ticket: Ticket
    actor: Actor

    def waiting(self, tokens: Collection[str]) -> Sequence[Row]:
        """Return the person's own files that belong to no act yet."""
        rows = waiting_files(db.session(), self.ticket.id, tokens)
        return [row for row in rows if row.by_user_id == self.actor.user_id]

    def receive(self, name: str, content: bytes) -> Row:
        """Keep a file for the ticket."""
        return receive_file(self.ticket.ticket_no, name, content, self.actor, now(), store(), scanner())


@dataclass(frozen=True)
class ForForm:
    """Files for a request form that is not submitted yet, for one of its slots."""

    parcel: str
    slot: str
    groups: Collection[FileGroup] = ()

    def waiting(self, tokens: Collection[str] | None = None) -> Sequence[Row]:
        """Return the slot's files of these tokens, all of them for None."""
        rows = parcel_files(db.session(), self.parcel)
        return [row for row in rows if row.slot == self.slot and (tokens is None or row.token in tokens)]

    def receive(self, name: str, content: bytes) -> Row:
        """Keep a file for the form."""
        return receive_for_form(
            self.parcel, self.slot, name, content, now(), store(), scanner(), groups=self.groups
        )


def _limited(groups: Collection[FileGroup]) -> LazyString:
    def said() -> str:
        return str(_("只收%(kinds)s，每个不超过 20 MB，一次最多 10 个。", kinds=say(group_words(groups))))

    return LazyString(said)


def _hint(by_officers: bool) -> LazyString:
    if by_officers:
        return _l(
            "图片、PDF、Word、Excel、CAD 图纸（dwg、dxf），每个不超过 20 MB，一次最多 10 个。照片里的位置信息会去掉。"
        )
    return _l("图片、PDF、Word、Excel，每个不超过 20 MB，一次最多 10 个。照片里的位置信息会去掉。")


@dataclass(frozen=True)
class ForVisit:
    """Photographs of a visit that is being written down under a key, by the person who writes."""

    key: str
    actor: Actor

    def waiting(self, tokens: Collection[str]) -> Sequence[Row]:
        """Return those received before, also where the visit was recorded with them meanwhile."""
        return photographs_under(db.session(), self.key, self.actor, tokens)

    def receive(self, name: str, content: bytes) -> Row:
        """Keep a photograph for the visit."""
        return receive_photograph(self.key, name, content, self.actor, now(), store(), scanner())


class FilesField(MultipleFileField):  # type: ignore[misc]
    """Files to come with an act; `kept` are those received so far, of this page or of the one before it.

    Officers may send drawings of a drawing program too, an enterprise where its form asks for drawings.
    """

    accepted = accepted_by_browsers(EVERYDAY)
    at_most = MAX_PER_ACT

    def __init__(
        self, label: Any = None, *, groups: Collection[FileGroup] = (), by_officers: bool = False, **more: Any
    ) -> None:
        super().__init__(
            label or _l("附件"), description=_limited(groups) if groups else _hint(by_officers), **more
        )
        if groups or by_officers:
            self.accepted = accepted_by_browsers(kinds_of(groups) if groups else FileKind)
        self.kept: list[Row] = []
        self.problems: list[str] = []
        self.upload_url = ""

    def offer_drawings(self) -> None:
        """Say that drawings of a drawing program are taken too."""
        self.description, self.accepted = _hint(by_officers=True), accepted_by_browsers(FileKind)

    @property
    def tokens(self) -> list[str]:
        """The names of the files received, for the use case."""
        return [row.token for row in self.kept]

    @property
    def has_any(self) -> bool:
        """Tell whether a file was received, or came with this very page."""
        return bool(self.kept) or any(getattr(each, "filename", "") for each in self.data or ())

    def size(self, row: Row) -> str:
        """Return a file's size in words."""
        return size_words(row.size)

    def pre_validate(self, form: BaseForm) -> None:
        """Refuse the form while a file could not be taken; the others stay received."""
        if self.problems:
            raise ValidationError(" ".join(self.problems))

    def take(self, receiver: Receiver) -> None:
        """Receive what was sent, and find again what an earlier attempt had received."""
        named = f"_{self.name}"
        wanted = set(request.form.getlist("kept" + named)) - set(request.form.getlist("drop" + named))
        self.kept = list(receiver.waiting(wanted)) if wanted else []
        if len(self.kept) < len(wanted):
            self.problems.append(_("有附件已失效，请重新选择。"))
        sent: Sequence[Any] = [upload for upload in self.data or () if upload.filename]
        if g.get("csrf_failed", False):
            self.problems += [_("请重新选择附件。")] if sent else []
            return
        for upload in sent:
            self._receive(upload, receiver)

    def received(self) -> tuple[dict[str, str], int]:
        """Return the last file received, or why it was not, as a page's script is told it, and the status."""
        if self.problems or not self.kept:
            return {"reason": " ".join(self.problems) or say(_NOTHING)}, 422
        row = self.kept[-1]
        return {"token": row.token, "name": row.name, "size": size_words(row.size)}, 200

    def _receive(self, upload: Any, receiver: Receiver) -> None:
        if len(self.kept) >= self.at_most:
            self.problems.append(_("%(name)s：一次最多 %(n)s 个。", name=upload.filename, n=self.at_most))
            return
        content = upload.read(MAX_BYTES + 1)
        try:
            row = receiver.receive(upload.filename, content)
        except UnfitFileError as unfit:
            self.problems.append(f"{upload.filename}{_('：')}{say(unfit.reason)}")
        except StoreDownError:
            log.exception("the store of files is down")
            self.problems.append(
                _("%(name)s：附件暂时存不了，请稍后再传，或先不带附件提交。", name=upload.filename)
            )
        else:
            self.kept.append(row)


class PhotosField(FilesField):
    """Photographs of a visit: from the camera or the album."""

    accepted = "image/jpeg,image/png,image/webp"
    at_most = MAX_PHOTOS


class UploadForm(DeskForm):
    """One file, sent as soon as it is chosen."""

    files = FilesField()


def offer_upload(form: Any, url: str, *, drawings: bool = False) -> None:
    """Say where a browser sends the files of a form one by one, as soon as they are chosen, and whether drawings too."""
    if "files" in form:
        form["files"].upload_url = url
        if drawings:
            form["files"].offer_drawings()


def take_files(form: Any, ticket: Ticket, actor: Actor) -> None:
    """Receive the files of a form that was sent, if it has a field for them; call it before the form is validated."""
    if "files" in form and request.method == "POST":
        form["files"].take(ForTicket(ticket, actor))
