"""The columns of an officer's list and how close its lines stand: what there is, what is shown to whoever has not chosen."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from service_desk.domain.bilingual import Bilingual


class Column(StrEnum):
    """One column beside the request itself, which is always shown."""

    CATEGORY = "category"
    TYPE = "type"
    STATE = "state"
    PROGRESS = "progress"
    DUE = "due"
    WHO = "who"
    SOURCE = "source"
    SUBMITTED = "submitted"
    TAGS = "tags"


COLUMN_NAMES: dict[Column, Bilingual] = {
    Column.CATEGORY: Bilingual("类别", "Category"),
    Column.TYPE: Bilingual("事项", "Type"),
    Column.STATE: Bilingual("状态", "State"),
    Column.PROGRESS: Bilingual("进度", "Progress"),
    Column.DUE: Bilingual("时限", "Due"),
    Column.WHO: Bilingual("承办人", "Handler"),
    Column.SOURCE: Bilingual("来源", "Source"),
    Column.SUBMITTED: Bilingual("提交时间", "Submitted"),
    Column.TAGS: Bilingual("标签", "Tags"),
}

USUAL = (Column.CATEGORY, Column.PROGRESS, Column.DUE, Column.WHO, Column.TAGS)
"""What is shown to whoever has chosen nothing; tags take no room where a ticket has none."""


class Density(StrEnum):
    """How close the lines of a list stand."""

    COMFORTABLE = "comfortable"
    COMPACT = "compact"


DENSITY_NAMES: dict[Density, Bilingual] = {
    Density.COMFORTABLE: Bilingual("舒适", "Comfortable"),
    Density.COMPACT: Bilingual("紧凑", "Compact"),
}


def columns_named(codes: Iterable[str]) -> tuple[Column, ...]:
    """Return the columns with these codes in the order in which they are shown; unknown ones are left out."""
    wanted = set(codes)
    return tuple(column for column in Column if column.value in wanted)
