"""The form of the callback script: one text for each part, one step a line."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from service_desk.domain.callback_script import MAX_PART, PART_NAMES, CallbackScript
from service_desk.web.forms import DeskForm
from service_desk.web.forms.fields import Filled, LongTextField
from service_desk.web.language import say


class ScriptForm(DeskForm):
    """Every part of the script; `seen` is the version the administrator looked at."""

    seen = HiddenField()

    @property
    def texts(self) -> dict[str, str]:
        """What stands in the parts, by key."""
        return {key: self[key].data or "" for key in PART_NAMES}


for _key in PART_NAMES:
    setattr(ScriptForm, _key, LongTextField(_l("话术"), [Filled()], longest=MAX_PART, rows=4))


def script_form(script: CallbackScript, version: int, *, is_sent: bool) -> ScriptForm:
    """Return the form as it was sent, or filled in with what holds now."""
    given = {"seen": str(version), **{key: script.parts[key].zh for key in PART_NAMES}}
    form = ScriptForm(data=given) if is_sent else ScriptForm(formdata=None, data=given)
    for key, name in PART_NAMES.items():
        form[key].label.text = say(name)
    return form
