"""The house rules for templates and for every file people read: nothing from outside, nothing the policy refuses."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.support.source_rules import ROOT

# Pieces, so that this file does not break the rule it states.
OUTSIDE_HOSTS = tuple(
    "".join(pieces)
    for pieces in (
        ("py", "pi.org"),
        ("python", "hosted.org"),
        ("npm", "js.org"),
        ("js", "delivr.net"),
        ("un", "pkg.com"),
        ("cdn", "js.cloudflare.com"),
        ("fonts.", "googleapis.com"),
        ("fonts.", "gstatic.com"),
        ("boot", "cdn.cn"),
        ("mirrors.", "aliyun.com"),
        ("tsinghua", ".edu.cn"),
    )
)
LOADED = re.compile(
    r"""\b(?:src|href|action|srcset|poster|data)\s*=\s*["']?\s*(?:https?:)?//""", re.IGNORECASE
)
STYLED_URL = re.compile(r"""(?:url\(|@import)\s*["']?\s*(?:https?:)?//""", re.IGNORECASE)
INLINE_SCRIPT = re.compile(
    r"<script(?![^>]*\bsrc\s*=)(?![^>]*application/(?:ld\+)?json)[^>]*>", re.IGNORECASE
)
INLINE_STYLE = re.compile(r"<style\b|<[a-z][^<>]*\sstyle\s*=", re.IGNORECASE)
HANDLER = re.compile(r"<[a-z][^<>]*\son[a-z]+\s*=", re.IGNORECASE)
SAFE = re.compile(r"\|\s*safe\b|\bMarkup\(|autoescape\s+false", re.IGNORECASE)
HAN = re.compile(r"[\u4e00-\u9fff]")
SAID_BY_GETTEXT = re.compile(
    r"\{#.*?#\}|\{%-?\s*trans\b.*?endtrans\s*-?%\}|\{\{.*?\}\}|\{%.*?%\}|<!--.*?-->", re.DOTALL
)


@dataclass(frozen=True)
class Template:
    """One template: its path below templates/, and its text."""

    path: str
    source: str

    @property
    def is_letter(self) -> bool:
        """Tell whether it is a mail: those carry their style, which is written into the elements before sending."""
        return self.path.startswith("mail/")


Rule = Callable[[Template], Iterator[str]]


def templates() -> list[Template]:
    """Return every template of the checkout."""
    folder = ROOT / "templates"
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return [Template(p.relative_to(folder).as_posix(), p.read_text(encoding="utf-8")) for p in files]


def _lines(template: Template, pattern: re.Pattern[str]) -> Iterator[str]:
    for match in pattern.finditer(template.source):
        line = template.source.count("\n", 0, match.start()) + 1
        yield f"templates/{template.path}:{line}: {match.group(0)[:80]}"


def nothing_from_outside(template: Template) -> Iterator[str]:
    """No script, picture, style or form of a template lies on another host."""
    yield from _lines(template, LOADED)
    yield from _lines(template, STYLED_URL)


def nothing_inline(template: Template) -> Iterator[str]:
    """No script or style stands in a page, because the content security policy refuses it."""
    if template.is_letter:
        return
    for pattern in (INLINE_SCRIPT, INLINE_STYLE, HANDLER):
        yield from _lines(template, pattern)


def nothing_unescaped(template: Template) -> Iterator[str]:
    """No template switches the escaping of what people typed off."""
    yield from _lines(template, SAFE)


def chinese_is_marked_for_translation(template: Template) -> Iterator[str]:
    """No Chinese stands outside `_()`: whoever reads English would be shown it."""
    bare = SAID_BY_GETTEXT.sub(lambda m: "\n" * m.group(0).count("\n"), template.source)
    for number, line in enumerate(bare.splitlines(), 1):
        if HAN.search(line):
            yield f"templates/{template.path}:{number}: {line.strip()[:80]}"


RULES: tuple[Rule, ...] = (
    nothing_from_outside,
    nothing_inline,
    nothing_unescaped,
    chinese_is_marked_for_translation,
)


def committed_files() -> list[Path]:
    """Return the text files git keeps (or would keep, were everything added); all files where there is no git."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listing = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if listing.returncode == 0:
        paths = [ROOT / name for name in listing.stdout.decode().split("\0") if name]
    else:
        paths = [path for path in ROOT.rglob("*") if not any(part.startswith(".") for part in path.parts)]
    pictures = {".png", ".jpg", ".ico", ".woff2", ".mo"}
    return [path for path in paths if path.is_file() and path.suffix not in pictures]


def outside_hosts_named(text: str) -> list[str]:
    """Return the registries and delivery networks a text names; a clone must not depend on any of them."""
    return [host for host in OUTSIDE_HOSTS if host in text]
