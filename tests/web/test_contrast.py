"""Everything that is read can be read: contrast of the tokens, in the light and in the dark (WCAG 2.2 AA)."""

from __future__ import annotations

import re

import pytest

from service_desk.web.assets import FOLDER

READ = 4.5
SEEN = 3.0
TEXT_ON_PAGE = [
    (text, page)
    for text in ("ink", "ink-2", "ink-3", "blue", "ok", "warn", "late", "stop", "blue-hover")
    for page in ("paper", "ground")
]
TEXT_ON_TINT = [
    *((name, f"{name}-2") for name in ("om", "aa", "fs", "ot", "ok", "warn", "late", "stop")),
    *((text, "blue-2") for text in ("blue-ink", "ink", "ink-2", "blue")),
    *(("ink", tint) for tint in ("warn-2", "late-2", "ok-2")),
    ("blue", "warn-2"),
]
TEXT_ON_FILL = [("paper", fill) for fill in ("blue", "blue-hover", "ok", "late")]
EDGES = [(edge, page) for edge in ("edge", "blue", "late", "ok", "warn") for page in ("paper", "ground")]


def schemes() -> dict[str, dict[str, str]]:
    """Return the tokens of both schemes."""
    style = (FOLDER / "desk.css").read_text(encoding="utf-8")
    light, dark = re.findall(r":root\{(.*?)\}", style, re.DOTALL)[:2]

    def read(text: str) -> dict[str, str]:
        return dict(re.findall(r"--([\w-]+):(#[0-9a-f]{3,6})\b", text))

    return {"light": read(light), "dark": read(light) | read(dark)}


def luminance(colour: str) -> float:
    """Return the relative luminance of #rgb or #rrggbb."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_is_right() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_read_stands_out(scheme: str) -> None:
    tokens = schemes()[scheme]
    pairs = [*TEXT_ON_PAGE, *TEXT_ON_TINT, *TEXT_ON_FILL]
    ratios = {f"{text} on {page}": contrast(tokens[text], tokens[page]) for text, page in pairs}
    assert {pair: round(ratio, 2) for pair, ratio in ratios.items() if ratio < READ} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_edge_of_what_is_filled_in_can_be_seen(scheme: str) -> None:
    tokens = schemes()[scheme]
    ratios = {f"{edge} on {page}": contrast(tokens[edge], tokens[page]) for edge, page in EDGES}
    assert {pair: round(ratio, 2) for pair, ratio in ratios.items() if ratio < SEEN} == {}


def test_the_dark_scheme_names_every_colour_the_light_one_has() -> None:
    style = (FOLDER / "desk.css").read_text(encoding="utf-8")
    light, dark = (
        set(re.findall(r"--([\w-]+):#", text)) for text in re.findall(r":root\{(.*?)\}", style, re.DOTALL)[:2]
    )
    assert light == dark


def test_the_dark_scheme_changes_colours_alone_so_that_a_page_is_as_wide_in_it() -> None:
    styles = "".join(path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.css")))
    blocks = re.findall(r"@media [^{]*prefers-color-scheme[^{]*\{:root\{(.*?)\}\}", styles, re.DOTALL)
    assert (len(blocks), styles.count("prefers-color-scheme")) == (1, 1)
    changed = dict(re.findall(r"([\w-]+):([^;]+);", blocks[0]))
    assert {
        name: value
        for name, value in changed.items()
        if not re.fullmatch(r"#[0-9a-f]{3,6}", value) and name not in ("color-scheme", "--shadow")
    } == {}
