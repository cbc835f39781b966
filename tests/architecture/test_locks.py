"""The locks pin and hash everything the project declares, agree with each other, and name no place to fetch it from."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.source_rules import ROOT

LOCKS = ("requirements.txt", "requirements-build.txt", "requirements-dev.txt")
PIN = re.compile(r"^([A-Za-z0-9_.-]+)(?:\[[^]]*\])?==(\S+)")


def pins(lock: str) -> dict[str, str]:
    """Return package and version of each pinned line."""
    return {canonicalize_name(m[1]): m[2] for line in lock.splitlines() if (m := PIN.match(line))}


def faults(lock: str) -> Iterator[str]:
    """Yield what makes a lock unfit: a line without version or hash, an address, an option."""
    for entry in re.split(r"\n(?=\S)", lock.strip()):
        line = entry.splitlines()[0]
        if line.startswith("#"):
            continue
        if not PIN.match(line):
            yield f"not a pinned package: {line}"
        elif "--hash=sha256:" not in entry:
            yield f"no hash: {line}"
        if "://" in entry or "file:" in entry:
            yield f"an address: {line}"


def text(name: str) -> str:
    return Path(ROOT, name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_is_pinned_hashed_and_names_no_place(name: str) -> None:
    assert list(faults(text(name))) == []


@pytest.mark.parametrize(
    "line",
    [
        "flask>=3.1",
        "flask==3.1.3",
        "--index-url https://packages.example/simple",
        "flask @ https://packages.example/flask.whl --hash=sha256:00",
        "flask==3.1.3 --hash=sha256:00\n    # from https://packages.example",
    ],
)
def test_an_unfit_line_is_found(line: str) -> None:
    assert list(faults(line)) != []


def test_everything_declared_is_in_its_lock() -> None:
    project = tomllib.loads(text("pyproject.toml"))
    groups = project["dependency-groups"]
    declared = {
        "requirements.txt": project["project"]["dependencies"],
        "requirements-build.txt": groups["build"],
        "requirements-dev.txt": [*groups["build"], *(d for d in groups["dev"] if isinstance(d, str))],
    }
    for name, lines in declared.items():
        locked = pins(text(name))
        for requirement in map(Requirement, lines):
            version = locked.get(canonicalize_name(requirement.name))
            assert version is not None, f"{requirement} is not in {name}; run make lock"
            assert requirement.specifier.contains(version), (
                f"{name} has {requirement.name} {version}; run make lock"
            )


def test_the_locks_agree_with_each_other() -> None:
    agreed: dict[str, str] = {}
    for name in LOCKS:
        for package, version in pins(text(name)).items():
            assert agreed.setdefault(package, version) == version, f"{package} in {name}"
