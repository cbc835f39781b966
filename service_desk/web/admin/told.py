"""One line of the history of a record that administrators change, as the timeline macro shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from service_desk.domain.bilingual import Bilingual


@dataclass(frozen=True)
class Told:
    """What was changed, when and by whom; `note` says what it was before and after."""

    at: datetime
    words: Bilingual | str
    who: str
    note: str
    internal: bool = False
