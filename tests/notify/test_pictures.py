"""Pictures are small, hold what they should, and are left out where there is no Chinese font."""

from __future__ import annotations

import re
import shutil
import struct
import subprocess
import zlib
from pathlib import Path

import pytest

from service_desk.domain.catalogue import Category
from service_desk.domain.reporting.lines import CategoryLine
from service_desk.notify import pictures as module
from service_desk.notify.pictures import Pictures, chinese_font, width, wrapped
from service_desk.notify.png import SIGNATURE, size, with_palette
from service_desk.notify.rendering import Stationery
from tests.support.histories import History, at
from tests.support.letters import TEMPLATES
from tests.support.weekly import report_of

CHINESE = Stationery(TEMPLATES, "zh")
LINES = tuple(CategoryLine(category, 3, 1, 5) for category in Category)


def palette_and_pixels(png: bytes) -> tuple[list[bytes], set[bytes]]:
    """Return the colours of a palette picture and those that its pixels use."""
    parts = {kind: data for kind, data in _chunks(png) if kind != b"IDAT"}
    packed = zlib.decompress(b"".join(data for kind, data in _chunks(png) if kind == b"IDAT"))
    wide, high = size(png)
    colours = [parts[b"PLTE"][at : at + 3] for at in range(0, len(parts[b"PLTE"]), 3)]
    used = {colours[packed[row * (wide + 1) + 1 + at]] for row in range(high) for at in range(wide)}
    return colours, used


def _chunks(png: bytes) -> list[tuple[bytes, bytes]]:
    found, at_byte = [], len(SIGNATURE)
    while at_byte < len(png):
        (length,) = struct.unpack(">I", png[at_byte : at_byte + 4])
        kind, data = png[at_byte + 4 : at_byte + 8], png[at_byte + 8 : at_byte + 8 + length]
        (check,) = struct.unpack(">I", png[at_byte + 8 + length : at_byte + 12 + length])
        assert check == zlib.crc32(kind + data)
        found.append((kind, data))
        at_byte += length + 12
    return found


def kept(colour: str) -> bytes:
    """Return the shade that a colour of a drawing becomes."""
    return bytes(round(shade / 17) * 17 for shade in bytes.fromhex(colour[1:]))


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
    _, used = palette_and_pixels(png)
    assert {kept("#b3261e"), kept("#1a7044"), kept("#ffffff")} <= used


def test_the_categories_are_drawn_each_in_its_colour(drawing: Pictures) -> None:
    png = drawing.categories(LINES)
    assert png is not None
    _, used = palette_and_pixels(png)
    assert {kept(colour) for colour in module.CATEGORY_COLOURS.values()} <= used


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


def raw_png(rows: list[bytes], *, form: tuple[int, int] = (8, 6), filters: list[int]) -> bytes:
    """Write an RGBA picture whose rows use the given filters, as the specification defines them."""
    stride, packed, above = len(rows[0]), b"", bytes(len(rows[0]))
    for row, kind in zip(rows, filters, strict=True):
        line = bytearray()
        for place, value in enumerate(row):
            left, corner = (row[place - 4], above[place - 4]) if place >= 4 else (0, 0)
            up = above[place]
            guess = left + up - corner
            nearest = min(
                (abs(guess - left), 0, left), (abs(guess - up), 1, up), (abs(guess - corner), 2, corner)
            )[2]
            predicted = {0: 0, 1: left, 2: up, 3: (left + up) // 2, 4: nearest}[kind]
            line.append((value - predicted) % 256)
        packed += bytes([kind]) + bytes(line)
        above = row
    head = struct.pack(">IIBBBBB", stride // 4, len(rows), *form, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(packed)), (b"IEND", b""))
    return SIGNATURE + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def test_a_palette_picture_has_the_pixels_of_the_original_whatever_its_filters() -> None:
    shades = (0, 0x33, 0x66, 0xAA, 0xFF)
    rows = [
        bytes(
            part
            for x in range(7)
            for part in (shades[(x * y) % 5], shades[(x + y) % 5], shades[(3 * x + y) % 5], 255)
        )
        for y in range(10)
    ]
    png = with_palette(raw_png(rows, filters=[0, 1, 2, 3, 4, 4, 3, 2, 1, 0]))
    colours, _ = palette_and_pixels(png)
    packed = zlib.decompress(next(data for kind, data in _chunks(png) if kind == b"IDAT"))
    wide, high = size(png)
    drawn = [[colours[packed[y * (wide + 1) + 1 + x]] for x in range(wide)] for y in range(high)]
    assert drawn == [[row[x * 4 : x * 4 + 3] for x in range(7)] for row in rows]


def test_a_picture_of_too_many_colours_stays_as_it_is() -> None:
    rows = [
        bytes(part for x in range(20) for part in (x * 13 % 256, y * 13 % 256, x * y % 256, 255))
        for y in range(20)
    ]
    png = raw_png(rows, filters=[0] * 20)
    assert with_palette(png) == png


def test_another_kind_of_picture_stays_as_it_is() -> None:
    png = raw_png([bytes(8)], form=(8, 2), filters=[0])
    assert with_palette(png) == png


def test_names_in_a_drawing_are_escaped() -> None:
    svg = CHINESE.words(
        "pictures/categories.svg", width=1, height=1, family="x", left=0, legend="<&>", bars=[]
    )
    assert "&lt;&amp;&gt;" in svg
    assert not re.search(r"<script|href", svg)
