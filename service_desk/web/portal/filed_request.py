"""What a filled-in form becomes: its sections to look at once more, and the request that is submitted."""

from __future__ import annotations

import hashlib

from service_desk.domain.catalogue import RequestType
from service_desk.domain.request_forms import Described, describe_request, made_title
from service_desk.domain.requests import MAX_TITLE, Kind, Urgency
from service_desk.usecases.intake.keep_request_draft import parcel_of
from service_desk.usecases.intake.submit_ticket import Request
from service_desk.web.forms.request_form import FilledForm
from service_desk.web.language import current_language, say


def sections_of(filled: FilledForm) -> list[Described]:
    """Return everything filled in, section by section."""
    values = {**filled.relevant(), "title": filled.title.data}
    return list(describe_request(filled.definition, values, filled.kept()))


def title_of(filled: FilledForm) -> str:
    """Return the title that is made of the answers where none is typed."""
    made = made_title(filled.definition, filled.relevant())
    return "" if made is None else say(made)[:MAX_TITLE]


def request_of(kind: RequestType, filled: FilledForm) -> Request:
    """Return the request that a form asks for."""
    answers = filled.relevant()
    return Request(
        title=answers["title"] or title_of(filled),
        body=answers["body"],
        request_type=kind.code,
        enterprise_name=answers["enterprise_name"],
        contact_name=answers["contact_name"],
        contact_mobile=answers["contact_mobile"],
        contact_email=answers["contact_email"],
        uscc=answers["uscc"],
        park=answers["park"],
        expected_result=answers["expected_result"],
        kind=Kind(answers.get("kind") or Kind.HELP),
        urgency=Urgency(int(answers["urgency"])),
        form_data=filled.kept(),
        form_version=filled.definition.version,
        form=filled.definition.code,
        location=answers.get("location") or answers.get("site_address"),
        is_publishable=bool(answers["is_publishable"]),
        language=current_language(),
        submission_key=_key_of(filled.submission_key.data or ""),
        parcel=parcel_of(filled.submission_key.data or ""),
        files=filled.tokens(),
        draft=filled.submission_key.data or "",
    )


def _key_of(code: str) -> str:
    """Return the key under which a form makes one ticket only; whoever may not open the draft never gets here with it."""
    return hashlib.sha256(f"form:{code}".encode()).hexdigest()[:32]
