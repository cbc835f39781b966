"""Pictures in letters: SVG templates drawn to PNG with the machine's own Chinese font, or not at all where it has none."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from functools import cache
from pathlib import Path

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import CATEGORY_NAMES, Category
from service_desk.domain.reporting.lines import CategoryLine, Strip, StripNode
from service_desk.notify.png import with_palette
from service_desk.notify.rendering import Stationery

FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")
FONT_NAMES = ("NotoSansCJK-Regular.ttc", "NotoSansCJKsc-Regular.otf", "wqy-microhei.ttc", "wqy-zenhei.ttc")
"""Fonts of Debian's packages, the best first; any other font that knows Chinese will do as well."""

WIDTH = 560
ZOOM = 1.25
"""Pixels per unit: sharp on a telephone, small in a letter."""

STRIP_LINE = 16
"""What fits below a node, in half-width characters."""
CATEGORY_COLOURS = {
    Category.OPERATIONS: "#6b3fa0",
    Category.APPROVALS: "#1b4f9c",
    Category.FACTORS: "#0b6b66",
    Category.OTHER: "#54606f",
}
LEGEND = Bilingual("深色为本周新增，浅色为上周", "Dark: new this week; light: the week before")


@cache
def chinese_font() -> Path | None:
    """Return a font file with Chinese characters on this machine, or None."""
    for name in FONT_NAMES:
        for folder in FONT_FOLDERS:
            found = next(folder.rglob(name), None) if folder.is_dir() else None
            if found is not None:
                return found
    program = shutil.which("fc-list")
    if program is None:
        return None
    listed = subprocess.run(  # noqa: S603 - a fixed command of the system
        [program, ":lang=zh-cn", "file"], capture_output=True, text=True, check=False, timeout=20
    )
    paths = sorted(line.strip().rstrip(":") for line in listed.stdout.splitlines() if line.strip())
    return Path(paths[0]) if paths else None


class Pictures:
    """Draws a report's pictures in one language; without a font every picture is None and the letter's text stands alone."""

    def __init__(self, stationery: Stationery, font: Path | None) -> None:
        self._stationery, self._font = stationery, font

    def strip(self, strip: Strip) -> bytes | None:
        """Return the 13710 strip of one ticket as PNG."""
        names = [self._lines(node.name) for node in strip.nodes]
        words = [self._lines(self._said(node)) for node in strip.nodes]
        step = WIDTH / len(strip.nodes)
        words_at = 51 + 14 * max(len(lines) for lines in names)
        nodes = [
            {
                "x": round(step * (place + 0.5), 1),
                "digit": node.digit,
                "status": node.status.value,
                "name": names[place],
                "words": words[place],
            }
            for place, node in enumerate(strip.nodes)
        ]
        height = words_at + 14 * max(len(lines) for lines in words)
        return self._draw("strip.svg", height, nodes=nodes, words_at=words_at)

    @staticmethod
    def _said(node: StripNode) -> Bilingual:
        """Say of a node what is late or running; of one that is done, when."""
        return node.when if node.status == "done" and node.when is not None else node.words

    def categories(self, lines: tuple[CategoryLine, ...]) -> bytes | None:
        """Return the four categories of this week and the week before as PNG."""
        left, room = 190, WIDTH - 190 - 50
        most = max(max(line.new, line.new_before) for line in lines) or 1
        bars = [
            {
                "name": self._stationery.say(CATEGORY_NAMES[line.category]),
                "colour": CATEGORY_COLOURS[line.category],
                "new": line.new,
                "before": line.new_before,
                "now": max(2, round(room * line.new / most)),
                "then": max(2, round(room * line.new_before / most)),
            }
            for line in lines
        ]
        legend = self._stationery.say(LEGEND)
        return self._draw("categories.svg", 44 * len(bars) + 28, bars=bars, left=left, legend=legend)

    def _draw(self, name: str, height: int, **facts: object) -> bytes | None:
        if self._font is None:
            return None
        import resvg_py  # noqa: PLC0415 - a large library that only pictures need

        svg = self._stationery.words(
            f"pictures/{name}", width=WIDTH, height=height, family="sans-serif", **facts
        )
        drawn = resvg_py.svg_to_bytes(
            svg_string=svg,
            zoom=ZOOM,
            font_files=[str(self._font)],
            skip_system_fonts=True,
            sans_serif_family=_family(self._font),
        )
        return with_palette(bytes(drawn))

    def _lines(self, words: Bilingual) -> list[str]:
        return wrapped(self._stationery.say(words), STRIP_LINE)


def wrapped(text: str, limit: int) -> list[str]:
    """Break a text into at most two lines, between words or, in Chinese, anywhere; widths in half-width characters."""
    if width(text) <= limit:
        return [text]
    breaks = [place for place, char in enumerate(text) if char == " " or width(char) > 1]
    fitting = [place for place in breaks if 0 < width(text[:place]) <= limit] or breaks[:1]
    if not fitting:
        return [text]
    return [text[: fitting[-1]].strip(), text[fitting[-1] :].strip()]


def width(text: str) -> int:
    """Return how wide a text is, Chinese characters counting twice."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _family(font: Path) -> str:
    """Return the family name of a known font file; any other file holds one font, which is then found without a name."""
    name = font.name
    if name.startswith("NotoSansCJK"):
        return "Noto Sans CJK SC"
    return "WenQuanYi Zen Hei" if "zenhei" in name else "WenQuanYi Micro Hei"
