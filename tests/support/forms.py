"""Request forms changed the way an administrator does it: an edited text, kept as a draft and published."""

from __future__ import annotations

from datetime import datetime

from service_desk.domain.request_forms import packaged_text
from service_desk.usecases.zone.draft_form import save_form_draft
from service_desk.usecases.zone.publish_forms import publish_forms
from tests.support.people import ADMINISTRATOR

FLOOR_AREA = """
[[section.field]]
name = "floor_height"
kind = "number"
zh = "层高"
en = "Height of a floor"
required = false
unit = "m"
above = 0
"""
BEFORE_THE_ENTERPRISE = '\n[[section]]\ncode = "enterprise"'


def edited(code: str, *changes: tuple[str, str]) -> str:
    """Return a packaged text with words replaced, each of which must be there."""
    text = packaged_text(code)
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def with_floor_height(code: str = "general") -> str:
    """Return a packaged text with one more question."""
    return edited(code, (BEFORE_THE_ENTERPRISE, FLOOR_AREA + BEFORE_THE_ENTERPRISE))


def publish(code: str, text: str, now: datetime, note: str = "试用一周后的修改") -> int:
    """Publish a text as the next version of a form, inside an application context; return its number."""
    save_form_draft(code, text, by=ADMINISTRATOR, now=now)
    return publish_forms(note, by=ADMINISTRATOR, now=now)[code]
