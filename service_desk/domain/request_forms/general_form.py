"""The general form: for every request type that has no form of its own."""

from __future__ import annotations

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.request_forms.applicant import (
    BODY,
    EXPECTED,
    KIND,
    OWN_TITLE,
    URGENCY,
    applicant_sections,
)
from service_desk.domain.request_forms.fields import FieldKind, FormField, RequestForm, Section
from service_desk.domain.request_forms.slots import OTHER

LOCATION = FormField(
    "location", FieldKind.LINE, Bilingual("发生地点", "Place"), needed=False,
    words=Bilingual("道路、厂房、车间等，越具体越好。", "Road, plant, workshop: the more exact the better."),
)  # fmt: skip

GENERAL_FORM = RequestForm(
    code="general",
    name=Bilingual("一般诉求", "General request"),
    slots=(OTHER,),
    prepare=(
        Bilingual("事情的经过：什么时候、在哪里、已经找过谁", "What happened: when, where, whom you have asked already"),
        Bilingual("有文号、证号、合同号的，请备好", "Numbers of documents, licences or contracts, if there are any"),
    ),
    sections=(
        Section("request", Bilingual("诉求内容", "Your request"), (OWN_TITLE, BODY, EXPECTED, LOCATION, KIND, URGENCY)),
        *applicant_sections(needs_uscc=False),
    ),
)  # fmt: skip
