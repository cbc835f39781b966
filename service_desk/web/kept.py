"""A form that was sent too late: its text rides along while the visitor signs in again, and is then sent after all.

Only a form that provably came from one of our own pages is kept: another site must not get a visitor to send words he
has not written with one careless click.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import request

from service_desk.web.security import safe_next

MARK = "kept:"
_NEVER_KEPT = frozenset({"password", "old", "new", "again"})


@dataclass(frozen=True)
class KeptForm:
    """Where the form was going and what it said; files cannot ride along."""

    action: str
    fields: tuple[tuple[str, str], ...]
    had_files: bool = False

    @property
    def readable(self) -> list[str]:
        """The texts a person typed, to show what is still there."""
        return [value for _name, value in self.fields if len(value.strip()) > 1]


def kept_form() -> KeptForm | None:
    """Return the form of this request when it came from our own page and holds anything, else None."""
    if request.method != "POST" or not _is_our_own():
        return None
    fields = tuple(
        (name, value)
        for name, value in request.form.items(multi=True)
        if not name.endswith("csrf_token") and not name.startswith(MARK) and name not in _NEVER_KEPT
    )
    if not fields:
        return None
    had_files = any(file.filename for file in request.files.values())
    return KeptForm(safe_next(request.full_path.rstrip("?")), fields, had_files)


def riding_along() -> KeptForm | None:
    """Return the kept form that came with a sign-in, None when there is none."""
    action = request.form.get(MARK)
    if action is None:
        return None
    fields = tuple(
        (name.removeprefix(MARK), value)
        for name, value in request.form.items(multi=True)
        if name.startswith(MARK) and name != MARK
    )
    return KeptForm(safe_next(action), fields)


def _is_our_own() -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc == request.host
