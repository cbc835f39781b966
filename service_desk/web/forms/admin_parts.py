"""The forms in which an administrator changes what a request form asks for in files, and what it reckons."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField
from wtforms.validators import Optional

from service_desk.domain.attachments import GROUP_NAMES
from service_desk.domain.bilingual import Bilingual
from service_desk.web.forms import DeskForm
from service_desk.web.forms.fields import CheckboxesField, Filled, LineField, choices
from service_desk.web.language import say

DEMANDS: Mapping[str, Bilingual] = {
    "no": Bilingual("可以不传", "May be left out"),
    "yes": Bilingual("必须上传", "Has to be uploaded"),
    "when": Bilingual("按情况必须上传", "Has to be uploaded sometimes"),
}


class SlotForm(DeskForm):
    """A kind of file that the form asks for."""

    seen = HiddenField()
    zh = LineField(_l("附件名称"), [Filled()], longest=60)
    en = LineField(_l("英文名称"), [Filled()], longest=80)
    help_zh = LineField(_l("填写说明"), [Optional()], longest=300)
    help_en = LineField(_l("英文说明"), [Optional()], longest=300)
    kinds = CheckboxesField(_l("收哪些文件"), [Optional()], description=_l("都不勾就都收。"))
    required = RadioField(
        _l("要不要传"), [Filled()], description=_l("“按情况必须上传”存好后接着问在什么情况下。")
    )

    def offer(self) -> None:
        """Offer kinds of files and demands in the visitor's language."""
        self.kinds.choices = choices((group.value, say(name)) for group, name in GROUP_NAMES.items())
        self.required.choices = choices((code, say(name)) for code, name in DEMANDS.items())


class FigureForm(DeskForm):
    """A figure that a rule of the program reckons from the answers."""

    seen = HiddenField()
    section = SelectField(_l("在哪一节"), [Filled()])
    rule = SelectField(_l("算什么"), [Filled()], description=_l("只列出这张表单的问题够用的。"))
    zh = LineField(_l("推算项名称"), [Filled()], longest=60)
    en = LineField(_l("英文名称"), [Filled()], longest=80)
    unit = LineField(_l("计量单位"), [Optional()], longest=20)

    def offer(self, sections: Mapping[str, Bilingual], rules: Mapping[str, Bilingual]) -> None:
        """Offer the sections and the rules that can be reckoned."""
        self.section.choices = choices((code, say(name)) for code, name in sections.items())
        self.rule.choices = choices((code, say(name)) for code, name in rules.items())
