"""The forms in which an administrator changes request forms: the text of a draft, and the note of a publication."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from service_desk.domain.request_forms.form_text import LONGEST_TEXT
from service_desk.usecases.zone.publish_forms import MAX_NOTE
from service_desk.web.forms import DeskForm
from service_desk.web.forms.fields import Filled, LineField, LongTextField


class FormTextForm(DeskForm):
    """The TOML text of one form; `seen` is the change the administrator looked at last."""

    seen = HiddenField()
    text = LongTextField(
        _l("表单文字（TOML）"),
        [Filled()],
        longest=LONGEST_TEXT,
        rows=32,
        render_kw={"spellcheck": "false", "autocapitalize": "none", "autocomplete": "off", "wrap": "off"},
    )


class TakeBackForm(DeskForm):
    """One click that changes a draft; `seen` is the change the administrator looked at last."""

    seen = HiddenField()


class PublishForm(DeskForm):
    """What the publication is for; `seen` names the last change of every form the administrator looked at."""

    seen = HiddenField()
    note = LineField(
        _l("发布说明"), [Filled()], longest=MAX_NOTE, description=_l("改了什么、为什么，留在版本记录里。")
    )

    @property
    def seen_versions(self) -> dict[str, int]:
        """The last change of each form, by its code; what cannot be read belongs to no form."""
        pairs = (pair.partition(":") for pair in (self.seen.data or "").split(","))
        return {
            code: int(number) for code, _colon, number in pairs if number.isascii() and number.isdecimal()
        }


def said_versions(versions: Mapping[str, int]) -> str:
    """Return the last change of each form as a page carries it."""
    return ",".join(f"{code}:{number}" for code, number in versions.items())
