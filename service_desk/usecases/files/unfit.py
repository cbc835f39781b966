"""Why a file is not taken."""

from __future__ import annotations

from service_desk.domain.bilingual import Bilingual


class UnfitFileError(Exception):
    """The file is not taken; `reason` says why, in words for whoever sent it."""

    def __init__(self, reason: Bilingual) -> None:
        super().__init__(reason.en)
        self.reason = reason


BROKEN = Bilingual("文件打不开，请换一个再传。", "The file cannot be opened; please send another one.")
