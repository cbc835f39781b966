"""Writing the tables of a form back as the TOML text they were read from; comments but those at the top are lost."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

_LISTED = ("slot", "section", "office", "field", "computed")
"""What is written as tables of their own, in this order behind the plain keys."""


def write_form(keys: Mapping[str, Any], *, heading: str = "") -> str:
    """Return the text of a form; `heading` are its comment lines."""
    lines = [heading.rstrip("\n")] if heading.strip() else []
    lines += _table(keys, "")
    for code, hint in keys.get("hints", {}).items():
        lines += ["", f"[hints.{code}]", *_table(hint, "")]
    return "\n".join(lines).strip("\n") + "\n"


def heading_of(text: str) -> str:
    """Return the comment lines at the top of a text."""
    lines = []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        lines.append(line)
    return "\n".join(lines)


def _table(keys: Mapping[str, Any], path: str) -> Iterator[str]:
    for key, value in keys.items():
        if key not in _LISTED and key != "hints":
            yield f"{key} = {_long(value) if isinstance(value, list) else as_written(value)}"
    for key in _LISTED:
        for each in keys.get(key, ()):
            yield ""
            yield f"[[{path}{key}]]"
            yield from _table(each, f"{path}{key}.")


def _long(values: list[Any]) -> str:
    """Return a list, its tables one a line."""
    if not values or not isinstance(values[0], Mapping):
        return as_written(values)
    return "[\n" + "".join(f"  {as_written(each)},\n" for each in values) + "]"


def as_written(value: Any) -> str:
    """Return one value as it is written behind its key."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(key)} = {as_written(each)}" for key, each in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(as_written(each) for each in value) + "]"
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else _quoted(key)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'
