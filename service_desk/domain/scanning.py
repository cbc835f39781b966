"""What is known of a file's viruses: scanned, still to be scanned, or held back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from service_desk.domain.bilingual import Bilingual


class ScanState(StrEnum):
    """How a content stands with the scanner; one that came before a scanner was set up has no state."""

    WAITING = "waiting"
    CLEAN = "clean"
    INFECTED = "infected"


SCAN_NAMES = {
    ScanState.WAITING: Bilingual("正在查毒", "Being scanned"),
    ScanState.CLEAN: Bilingual("已查毒", "Scanned"),
    ScanState.INFECTED: Bilingual("发现病毒，已隔离", "Virus found, held back"),
}


@dataclass(frozen=True)
class ScanResult:
    """What a scanner says of a content; `threat` is the scanner's name for what it found."""

    threat: str = ""

    @property
    def state(self) -> ScanState:
        """The state the content gets."""
        return ScanState.INFECTED if self.threat else ScanState.CLEAN


def may_be_handed_out(state: ScanState | None) -> bool:
    """Tell whether a file may be downloaded: scanned, or from the time before there was a scanner."""
    return state in (None, ScanState.CLEAN)
