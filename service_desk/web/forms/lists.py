"""The forms of problem lists: the file, and the import that goes on part by part."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField

from service_desk.web.forms import DeskForm


class ListForm(DeskForm):
    """The list to look at."""

    file = FileField(
        _l("问题清单"),
        [FileRequired(_l("请选择文件。"))],
        description=_l("Excel（.xlsx、.xls）或 CSV，一次最多 5000 行。先预览，不会马上提交。"),
    )


class ImportForm(DeskForm):
    """Which list, from which row on, how many were filed so far, and which lines were not taken."""

    digest = HiddenField()
    start = HiddenField()
    filed = HiddenField()
    refused = HiddenField()

    @property
    def begin(self) -> int:
        """The row to go on from."""
        return _number(self.start.data)

    @property
    def count(self) -> int:
        """How many were filed so far."""
        return _number(self.filed.data)


def _number(written: str | None) -> int:
    text = written or ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 0
