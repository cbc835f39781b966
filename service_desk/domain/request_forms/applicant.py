"""The part every form has: the request in words, the enterprise, and whom to call (domain notes §2.6, §6.1)."""

from __future__ import annotations

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.parks import load_parks
from service_desk.domain.request_forms.fields import Choice, FieldKind, FormField, Section, named
from service_desk.domain.requests import KIND_NAMES, MAX_BODY, MAX_TITLE, URGENCY_NAMES, Kind

MAX_EXPECTED = 500

BODY = FormField(
    "body", FieldKind.TEXT, Bilingual("情况说明", "What is the matter"), longest=MAX_BODY, rows=7
)  # fmt: skip
EXPECTED = FormField(
    "expected_result", FieldKind.TEXT, Bilingual("希望怎样解决", "What result you hope for"), needed=False,
    longest=MAX_EXPECTED, rows=3,
)  # fmt: skip
OWN_TITLE = FormField(
    "title", FieldKind.LINE, Bilingual("标题", "Title"), longest=MAX_TITLE,
    words=Bilingual("一句话说清是什么事。", "Say in one line what it is about."),
)  # fmt: skip
MADE_TITLE = FormField(
    "title", FieldKind.LINE, Bilingual("标题", "Title"), needed=False, longest=MAX_TITLE,
    words=Bilingual("不填就由系统按您填的内容拟写。", "Left empty, it is worded from your entries."),
)  # fmt: skip
KIND = FormField(
    "kind", FieldKind.SELECT, Bilingual("诉求性质", "Nature of the request"), choices=named(KIND_NAMES),
    default=Kind.HELP.value,
)  # fmt: skip
URGENCY = FormField(
    "urgency", FieldKind.CHOICE, Bilingual("紧急程度", "Urgency"), default="0",
    choices=tuple(Choice(str(int(level)), name) for level, name in URGENCY_NAMES.items()),
    words=Bilingual(
        "有人身危险的，请先拨打 110、119、120 或供电、燃气抢修电话。",
        "If people are in danger, first call 110, 119, 120 or the utility's emergency line.",
    ),
)  # fmt: skip

_ENTERPRISE = (
    FormField("enterprise_name", FieldKind.LINE, Bilingual("企业名称", "Enterprise name"), longest=100,
              words=Bilingual("与营业执照一致。", "As on the business licence.")),
    FormField("uscc", FieldKind.USCC, Bilingual("统一社会信用代码", "Unified social credit code"), needed=False, longest=40,
              words=Bilingual("营业执照上的 18 位代码。", "The 18-character code on the business licence.")),
    FormField("park", FieldKind.SELECT, Bilingual("所在园区", "Park"),
              choices=tuple(Choice(park.zh, park) for park in load_parks())),
)  # fmt: skip
_CONTACT = (
    FormField("contact_name", FieldKind.LINE, Bilingual("联系人", "Contact"), longest=40,
              words=Bilingual("姓名即可，不需要身份证号码。", "A name is enough; no identity number is asked.")),
    FormField("contact_mobile", FieldKind.PHONE, Bilingual("联系电话", "Telephone"), longest=30,
              words=Bilingual("最好是手机；也可以填带区号的固定电话。",
                              "Best a mobile; a landline with its area code will do.")),
    FormField("contact_email", FieldKind.EMAIL, Bilingual("电子邮箱", "Email"), needed=False, longest=254,
              words=Bilingual("填了邮箱就把回执和进展发给您。",
                              "With an address you are sent the receipt and the progress.")),
)  # fmt: skip
_CONSENT = FormField(
    "is_publishable", FieldKind.TICK,
    Bilingual("办结后可作为案例公开（隐去企业名称和联系人）",
              "May be published as a case once finished (without names of enterprise and contact)"),
    needed=False,
)  # fmt: skip


def applicant_sections(*, needs_uscc: bool) -> tuple[Section, ...]:
    """Return the sections about the enterprise and its contact; some trades cannot do without the code."""
    name, code, park = _ENTERPRISE
    if needs_uscc:
        code = FormField(code.name, code.kind, code.label, words=code.words, longest=code.longest)
    return (
        Section("enterprise", Bilingual("企业", "Enterprise"), (name, code, park)),
        Section("contact", Bilingual("联系人", "Contact"), (*_CONTACT, _CONSENT)),
    )


APPLICANT_FIELDS = frozenset(
    field.name for field in (BODY, EXPECTED, OWN_TITLE, KIND, URGENCY, *_ENTERPRISE, *_CONTACT, _CONSENT)
)
"""Answers that a ticket keeps in columns of its own, not in its form data."""
