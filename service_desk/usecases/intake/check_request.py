"""What is submitted, and whether it can be filed: every field looked at, the problems named per field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from service_desk.domain.catalogue import RequestType
from service_desk.domain.identifiers import check_phone, check_uscc
from service_desk.domain.requests import MAX_BODY, MAX_TITLE, Kind, Source, Urgency
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.learning.suggest import Suggested


@dataclass(frozen=True)
class Request:
    """What is submitted; texts as typed, `form_data` as the request type's form gives it (JSON values).

    `request_type` is None where nobody named one: a sure suggestion is followed, an unsure one is left to the dispatcher.
    `form_version` is the published version of the form it was filled in with, None for the one in force;
    `form` is its code, None for the one its request type is filed with now.
    `submission_key` is drawn when the form is first shown: the same key twice makes one ticket. `suggested` is what was
    suggested for title and body just before, None where nobody asked. `files` are tokens of the
    files in `parcel` that come along, `draft` is the code of the draft that ends with the submission.
    """

    title: str
    body: str
    request_type: str | None
    enterprise_name: str
    contact_name: str | None
    contact_mobile: str | None
    contact_email: str | None = None
    uscc: str | None = None
    park: str | None = None
    expected_result: str | None = None
    kind: Kind = Kind.HELP
    source: Source = Source.WEB
    urgency: Urgency = Urgency.NORMAL
    form_data: Mapping[str, Any] = field(default_factory=dict)
    form_version: int | None = None
    form: str | None = None
    location: str | None = None
    occurred_on: date | None = None
    date_precision: str = "exact"
    is_publishable: bool = False
    language: str = "zh"
    submission_key: str | None = None
    suggested: Suggested | None = None
    parcel: str = ""
    files: tuple[str, ...] = ()
    draft: str = ""


def check_request(request: Request, request_types: Mapping[str, RequestType]) -> Request:
    """Return a request as it is stored, its texts trimmed; raises InvalidInput with a problem per field."""
    inputs = Inputs()
    title = inputs.line("title", request.title, MAX_TITLE)
    body = inputs.text("body", request.body, MAX_BODY)
    expected = inputs.text("expected_result", request.expected_result, 500, required=False)
    name = inputs.line("enterprise_name", request.enterprise_name, 100)
    is_replayed = request.date_precision != "exact" or request.source is not Source.WEB
    contact = inputs.line("contact_name", request.contact_name, 40, required=not is_replayed)
    email = inputs.line("contact_email", request.contact_email, 254, required=False)
    park = inputs.line("park", request.park, 60, required=False)
    location = inputs.line("location", request.location, 200, required=False)
    if request.request_type is not None:
        inputs.one_of("request_type", request.request_type, request_types)
    mobile = _phone(inputs, request.contact_mobile, required=not is_replayed)
    uscc = _uscc(inputs, request.uscc)
    inputs.finish()
    return Request(
        title=title, body=body, request_type=request.request_type, enterprise_name=name,
        contact_name=contact or None, contact_mobile=mobile, contact_email=email or None,
        uscc=uscc, park=park or None, expected_result=expected or None, kind=request.kind,
        source=request.source, urgency=request.urgency, form_data=request.form_data, form_version=request.form_version, form=request.form,
        location=location or None, occurred_on=request.occurred_on, date_precision=request.date_precision,
        is_publishable=request.is_publishable, language=request.language, submission_key=request.submission_key,
        suggested=request.suggested if (title, body) == (request.title, request.body) else None,
    )  # fmt: skip


def _phone(inputs: Inputs, typed: str | None, *, required: bool) -> str | None:
    text = inputs.text("contact_mobile", typed, 30, required=required)
    if not text:
        return None
    phone = check_phone(text)
    for error in phone.errors[:1]:
        inputs.fail("contact_mobile", *error)
    return phone.number


def _uscc(inputs: Inputs, typed: str | None) -> str | None:
    if not (typed or "").strip():
        return None
    result = check_uscc(typed or "")
    for error in result.errors[:1]:
        inputs.fail("uscc", *error)
    return result.code
