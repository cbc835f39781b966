"""The letters' templates in a reader's language: gettext, dates in words, styles written into the elements."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import css_inline
from babel.support import NullTranslations, Translations
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.date_words import day_words, deadline_words, moment_words
from service_desk.domain.zone_time import local_date

TRANSLATIONS = Path(__file__).parent.parent / "web" / "translations"
MINUS = "−"
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")
_INLINER = css_inline.CSSInliner(
    keep_style_tags=False, keep_at_rules=True, load_remote_stylesheets=False, minify_css=True
)


class Stationery:
    """The templates below `templates/mail/` for one language, "zh" or "en"."""

    def __init__(self, templates: Path, language: str) -> None:
        self._templates = templates
        self.language = "en" if language.startswith("en") else "zh"

    def words(self, name: str, **facts: Any) -> str:
        """Return a template filled in, never with more than one blank line in a row and none at its ends."""
        text = self._environment.get_template(f"mail/{name}").render(facts)
        return _BLANK_LINES.sub("\n\n", text).strip() + "\n"

    def page(self, name: str, **facts: Any) -> str:
        """Return an HTML template filled in, its style rules moved into the elements; those for phones stay on top."""
        return _INLINER.inline(self.words(name, **facts))

    @cached_property
    def _environment(self) -> Environment:
        environment = Environment(
            loader=FileSystemLoader(self._templates),
            extensions=["jinja2.ext.i18n"],
            autoescape=select_autoescape(("html", "svg"), disabled_extensions=("txt",), default=True),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.install_gettext_translations(self._catalogue(), newstyle=True)  # type: ignore[attr-defined]
        environment.filters.update(
            say=self.say,
            deadline=self._deadline,
            moment=self._moment,
            day=self._day,
            local_day=self._local_day,
            change=self._change,
        )
        environment.globals["language"] = self.language
        return environment

    def _catalogue(self) -> NullTranslations:
        if self.language == "zh":
            return NullTranslations()
        return Translations.load(str(TRANSLATIONS), [self.language])

    def say(self, words: Bilingual | str | None) -> str:
        """Return bilingual words in the reader's language; what people typed stays as it is."""
        if isinstance(words, Bilingual):
            return words.say(self.language)
        return words or ""

    def _deadline(self, due: datetime) -> str:
        return self.say(deadline_words(due))

    def _moment(self, moment: datetime) -> str:
        return self.say(moment_words(moment))

    def _day(self, day: date) -> str:
        return self.say(day_words(day))

    def _local_day(self, moment: datetime) -> str:
        return self._day(local_date(moment))

    def _change(self, difference: int) -> str:
        """Return +3, −2, or the words for no change."""
        if not difference:
            return self.say(Bilingual("持平", "same"))
        return f"+{difference}" if difference > 0 else f"{MINUS}{-difference}"


def share(part: int, whole: int) -> str:
    """Return a share in whole per cent, "—" where there is nothing to share."""
    return f"{(part * 200 + whole) // (whole * 2)}%" if whole else "—"
