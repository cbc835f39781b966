"""A request form as the administrator sees it: what is published, what is being changed, what is wrong with that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from flask import abort
from flask_babel import gettext as _

from service_desk.domain.actors import SYSTEM
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.request_forms import FormTextError, Problem, RequestForm, read_form
from service_desk.domain.request_forms.differing import FormChange, compare_forms
from service_desk.persistence.database import db
from service_desk.persistence.forms import form_draft, newest_version
from service_desk.persistence.tables import FormDraft, FormVersion, ZoneChange
from service_desk.persistence.zone_log import Subject, changes_to
from service_desk.usecases.acting.published_forms import form_codes, form_in_force, text_in_force
from service_desk.usecases.zone.draft_form import PACKAGED, form_subject
from service_desk.usecases.zone.seed_forms import PACKAGED_NOTE, is_overtaken
from service_desk.web.admin.told import Told
from service_desk.web.errors import Change
from service_desk.web.language import say

ACT_WORDS = {
    "draft_saved": Bilingual("保存草稿", "Draft saved"),
    "draft_dropped": Bilingual("放弃草稿", "Draft dropped"),
    "published": Bilingual("发布", "Published"),
}


@dataclass(frozen=True)
class FormView:
    """One form: its version in force, its draft, and the draft read, or what keeps it from being read."""

    code: str
    in_force: RequestForm
    published: FormVersion | None
    draft: FormDraft | None
    text: str
    read: RequestForm | None
    problems: tuple[Problem, ...]
    is_overtaken: bool

    @property
    def changes(self) -> tuple[FormChange, ...]:
        """What differs from the version in force; nothing where the text cannot be read."""
        return () if self.read is None else compare_forms(self.in_force, self.read)


def form_view(code: str, text: str | None = None) -> FormView:
    """Return the view of a form, with a text in the place of its draft if one was typed; aborts for an unknown code."""
    session = db.session()
    if code not in form_codes(session):
        abort(404)
    draft = form_draft(session, code)
    shown = text if text is not None else draft.text if draft else text_in_force(session, code)[1]
    read, problems = _checked(shown, code)
    return FormView(
        code, form_in_force(session, code), newest_version(session, code), draft, shown, read, problems,
        is_overtaken(session, code),
    )  # fmt: skip


@lru_cache(
    maxsize=32
)  # a form is looked at again with every step of its editor, and reading one takes ten milliseconds
def _checked(text: str, code: str) -> tuple[RequestForm | None, tuple[Problem, ...]]:
    try:
        return read_form(text, code=code), ()
    except FormTextError as fault:
        return None, fault.problems


def published_words(row: FormVersion) -> str:
    """Say who published a version and why; of the one nobody published, that it comes with the program."""
    if (row.published_by, row.note) == (SYSTEM.name, PACKAGED_NOTE):
        return str(_("程序自带"))
    return " · ".join(said for said in (row.published_by, row.note) if said)


def form_history(code: str, after_id: int = 0) -> list[Told]:
    """Return what was done to a form, newest first."""
    entries = changes_to(db.session(), Subject.SETTING, form_subject(code), after_id=after_id)
    return [Told(entry.at, _words(entry), entry.by_name, _note(entry)) for entry in entries]


def as_changes(lines: Iterable[Told]) -> list[Change]:
    """Return lines of the history as the lines of a stale page."""
    return [Change(line.at, line.who, f"{say(line.words)} {line.note}".strip()) for line in lines]


def _words(entry: ZoneChange) -> Bilingual:
    if entry.act.startswith("draft_from_"):
        number = entry.act.removeprefix("draft_from_")
        if number == str(PACKAGED):
            return Bilingual("以程序自带的写法为草稿", "The program's own text taken as draft")
        return Bilingual(f"以第 {number} 版为草稿", f"Version {number} taken as draft")
    return ACT_WORDS.get(entry.act, Bilingual(entry.act, entry.act))


def _note(entry: ZoneChange) -> str:
    if entry.act != "published":
        return ""
    return str(_("第 %(n)s 版：%(note)s", n=entry.data.get("version", ""), note=entry.data.get("note", "")))
