"""The script of a callback: what is said and asked, in order, after the kind of result and the form of the request.

Source: domain notes §2.2 (three outcomes, no-answer rule), §2.4 (five levels). The words are data with a version.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

from service_desk.domain.bilingual import Bilingual

MAX_PART = 1000

PART_NAMES: dict[str, Bilingual] = {
    "opening": Bilingual("开头", "Opening"),
    "solved": Bilingual("结果是“已解决”", "The result is “solved”"),
    "partly_solved": Bilingual("结果是“部分解决”", "The result is “partly solved”"),
    "explained": Bilingual("结果是“解释说明”", "The result is “explained”"),
    "legal_channel": Bilingual("结果是“转法定渠道”", "The result is “legal channel”"),
    "out_of_scope": Bilingual("结果是“不属受理范围”", "The result is “out of scope”"),
    "on_site": Bilingual("走访当场解决的", "Solved during a visit"),
    "form_power": Bilingual("用电容量诉求再问", "Asked besides: power capacity"),
    "form_joint_utilities": Bilingual("联合报装诉求再问", "Asked besides: joint utilities"),
    "form_energy_list": Bilingual("名单调整诉求再问", "Asked besides: energy-use list"),
    "ending": Bilingual("结尾", "Ending"),
}
"""The parts of the script by key, in the order in which an administrator edits them."""


@dataclass(frozen=True)
class CallbackScript:
    """The script in force: its version and its parts, one step a line."""

    version: str
    parts: Mapping[str, Bilingual]

    def steps(self, result: str | None, form: str) -> tuple[Bilingual, ...]:
        """Return the steps for a result type (None: solved during a visit) and a form, in the order of the call."""
        keys = ("opening", result or "on_site", f"form_{form}", "ending")
        return tuple(step for key in keys if key in self.parts for step in _lines(self.parts[key]))

    def changed(self, texts: Mapping[str, str], version: str) -> CallbackScript:
        """Return the script with the administrator's words in place of its own, in whatever language he wrote them."""
        own = {key: Bilingual(text, text) for key, text in texts.items() if key in PART_NAMES}
        return replace(self, version=version, parts={**self.parts, **own})


@cache
def load_script() -> CallbackScript:
    """Return the script that comes with the program."""
    text = resources.files("service_desk.domain.data").joinpath("callback_scripts.toml").read_text("utf-8")
    data = tomllib.loads(text)
    parts = {row["key"]: Bilingual(row["zh"].strip(), row["en"].strip()) for row in data["part"]}
    return CallbackScript(data["version"], parts)


def _lines(part: Bilingual) -> list[Bilingual]:
    zh, en = part.zh.splitlines(), part.en.splitlines()
    pairs = zip(zh, en, strict=True) if len(zh) == len(en) else zip(zh, zh, strict=True)
    return [Bilingual(*pair) for pair in pairs if pair[0].strip()]
