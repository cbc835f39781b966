"""What a department asks leave for: more time, a higher level, a hold; somebody else decides (domain notes §1.5, §2.2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from service_desk.domain.bilingual import Bilingual


class ApplicationKind(StrEnum):
    """What is asked for."""

    EXTENSION = "extension"
    LEVEL = "level"
    HOLD = "hold"


APPLICATION_NAMES: dict[ApplicationKind, Bilingual] = {
    ApplicationKind.EXTENSION: Bilingual("延期", "Extension"),
    ApplicationKind.LEVEL: Bilingual("提级", "Higher level"),
    ApplicationKind.HOLD: Bilingual("挂账", "Hold"),
}

MAX_EXTENSIONS = 2
"""How often one closing period may be extended; a third time is a matter for a hold with a dated plan."""

MAX_EXTENSION_DAYS = 60
"""The longest single extension, in the days of the policy."""


@dataclass(frozen=True)
class Application:
    """A department's application that awaits its decision: by whom, when, and the event's data as it was asked."""

    kind: ApplicationKind
    asked_at: datetime
    asked_by: int | None
    asked_by_name: str
    data: Mapping[str, Any]
