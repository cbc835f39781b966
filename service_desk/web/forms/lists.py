"""The forms of problem lists: the file, and the button that brings the list in, part by part."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired

from service_desk.web.forms import DeskForm


class ListForm(DeskForm):
    """The list to look at."""

    file = FileField(
        _l("问题清单"),
        [FileRequired(_l("请选择文件。"))],
        description=_l("Excel（.xlsx、.xls）或 CSV，一次最多 5000 行。先预览，不会马上提交。"),
    )


class ImportForm(DeskForm):
    """Bringing in the next part of a list; where it stands is kept with the list."""
