"""Pictures are small, hold what they should, and are left out where there is no Chinese font."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from service_desk.domain.catalogue import Category
from service_desk.domain.reporting.lines import CategoryLine
from service_desk.notify import pictures as module
from service_desk.notify.pictures import Pictures, chinese_font, width, wrapped
from service_desk.notify.png import size, with_palette
from service_desk.notify.rendering import Stationery
from tests.support.histories import History, at
from tests.support.letters import TEMPLATES
from tests.support.weekly import report_of

CHINESE = Stationery(TEMPLATES, "zh")
LINES = tuple(CategoryLine(category, 3, 1, 5) for category in Category)


def colours_of(png: bytes) -> set[tuple[int, ...]]:
    """Return the colours that the pixels of a picture have."""
    with Image.open(io.BytesIO(png)) as picture:
        found = picture.convert("RGB").getcolors(picture.width * picture.height)
    return {colour for _count, colour in found or () if isinstance(colour, tuple)}


def shows(png: bytes, colour: str) -> bool:
    """Tell whether a picture shows a colour, as far as an eye can tell."""
    wanted = bytes.fromhex(colour[1:])
    return any(max(abs(a - b) for a, b in zip(used, wanted, strict=True)) <= 8 for used in colours_of(png))


@pytest.fixture
def drawing() -> Pictures:
    font = chinese_font()
    assert font is not None, "this machine has no Chinese font"
    return Pictures(CHINESE, font)


def test_a_strip_shows_red_for_what_is_late_and_green_for_what_is_done(drawing: Pictures) -> None:
    (strip,) = report_of([History().at_work(at(12))]).strips
    png = drawing.strip(strip)
    assert png is not None
    assert len(png) < 8_000
    assert size(png)[0] == 700
    assert all(shows(png, colour) for colour in ("#b3261e", "#1a7044", "#ffffff"))


def test_the_categories_are_drawn_each_in_its_colour(drawing: Pictures) -> None:
    png = drawing.categories(LINES)
    assert png is not None
    assert all(shows(png, colour) for colour in module.CATEGORY_COLOURS.values())


def test_chinese_words_are_really_drawn(drawing: Pictures) -> None:
    named = drawing.categories(LINES)
    font = chinese_font()
    assert font is not None
    nameless = Pictures(Stationery(TEMPLATES, "zh"), font)
    nameless._stationery.say = lambda words: ""  # type: ignore[method-assign, assignment, misc]
    blank = nameless.categories(LINES)
    assert named is not None
    assert blank is not None
    assert len(named) > len(blank) * 1.5


def test_without_a_font_nothing_is_drawn() -> None:
    drawing = Pictures(CHINESE, None)
    (strip,) = report_of([History().at_work(at(12))]).strips
    assert drawing.strip(strip) is None
    assert drawing.categories(LINES) is None


def test_empty_categories_have_bars_of_a_hairs_breadth(drawing: Pictures) -> None:
    assert drawing.categories(tuple(CategoryLine(category, 0, 0, 0) for category in Category)) is not None


@pytest.fixture
def no_known_fonts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(module, "FONT_FOLDERS", (tmp_path, tmp_path / "missing"))


@pytest.mark.usefixtures("no_known_fonts")
def test_any_other_chinese_font_the_system_knows_will_do(monkeypatch: pytest.MonkeyPatch) -> None:
    if shutil.which("fc-list") is None:
        pytest.skip("fontconfig is not installed")
    found = chinese_font.__wrapped__()
    listed = subprocess.run(
        ["fc-list", ":lang=zh-cn", "file"], capture_output=True, text=True, check=True
    ).stdout
    assert found is not None
    assert str(found) in listed


@pytest.mark.usefixtures("no_known_fonts")
def test_a_machine_without_fontconfig_and_fonts_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert chinese_font.__wrapped__() is None


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("销号清零", ["销号清零"]),
        ("Struck off", ["Struck off"]),
        ("General request finished", ["General request", "finished"]),
        ("一般问题办结并且等待企业回访", ["一般问题办结并且", "等待企业回访"]),
        ("Unbreakablelongword", ["Unbreakablelongword"]),
        ("Unbreakablelongword follows", ["Unbreakablelongword", "follows"]),
    ],
)
def test_words_below_a_node_are_broken_into_two_lines_at_most(text: str, lines: list[str]) -> None:
    assert wrapped(text, 16) == lines


def test_chinese_characters_are_twice_as_wide() -> None:
    assert width("销号ab") == 6


def test_a_drawing_is_written_with_a_palette_and_looks_the_same() -> None:
    drawn = Image.new("RGBA", (60, 20), "#ffffff")
    drawn.paste("#b3261e", (0, 0, 20, 20))
    drawn.paste("#1a7044", (20, 0, 40, 20))
    raw = io.BytesIO()
    drawn.save(raw, "PNG")
    small = with_palette(raw.getvalue())
    with Image.open(io.BytesIO(small)) as picture:
        assert picture.mode == "P"
    assert size(small) == (60, 20)
    assert colours_of(small) == {(0xB3, 0x26, 0x1E), (0x1A, 0x70, 0x44), (0xFF, 0xFF, 0xFF)}


def test_names_in_a_drawing_are_escaped() -> None:
    svg = CHINESE.words(
        "pictures/categories.svg", width=1, height=1, family="x", left=0, legend="<&>", bars=[]
    )
    assert "&lt;&amp;&gt;" in svg
    assert not re.search(r"<script|href", svg)
