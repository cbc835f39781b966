"""Compiles the translation catalogues (.po to .mo) whenever a wheel or an editable install is built."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileCatalogues(BuildHookInterface):  # type: ignore[type-arg]
    """The build hook hatchling finds in this file: every ``messages.po`` gets its ``messages.mo`` beside it."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the compiled catalogues before hatchling collects the package's files.

        Called by hatchling; ``version`` is "standard" or "editable" and makes no difference here.
        """
        for source in sorted(
            Path(self.root, "service_desk", "web", "translations").glob("*/LC_MESSAGES/*.po")
        ):
            with source.open("rb") as text:
                catalogue = read_po(text, locale=source.parent.parent.name)
            with source.with_suffix(".mo").open("wb") as compiled:
                write_mo(compiled, catalogue)
