"""The floors stand on each other and nothing goes round in circles, by two independent readings."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.support.import_cycles import cycle, cycles_at_any_depth, module_graph
from tests.support.source_rules import ROOT, Module, modules


def test_the_import_contracts_are_kept() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_no_module_or_folder_imports_itself_in_the_end() -> None:
    assert cycles_at_any_depth(modules("service_desk")) == []


def test_a_circle_of_three_modules_is_found() -> None:
    ring = [
        Module("service_desk/domain/a.py", "from service_desk.domain import b"),
        Module("service_desk/domain/b.py", "import service_desk.domain.c"),
        Module("service_desk/domain/c.py", "from service_desk.domain.a import x"),
    ]
    names = [
        "service_desk.domain.a",
        "service_desk.domain.b",
        "service_desk.domain.c",
        "service_desk.domain.a",
    ]
    assert cycle(module_graph(ring)) == names


def test_two_folders_that_import_each_other_are_found_even_where_no_module_does() -> None:
    crossed = [
        Module("service_desk/web/desk/a.py", "from service_desk.web.portal import b"),
        Module("service_desk/web/portal/b.py", ""),
        Module("service_desk/web/portal/c.py", "from service_desk.web.desk import d"),
        Module("service_desk/web/desk/d.py", ""),
    ]
    assert cycle(module_graph(crossed)) is None
    assert cycles_at_any_depth(crossed) == [
        ["service_desk.web.desk", "service_desk.web.portal", "service_desk.web.desk"]
    ]


def test_the_package_itself_imports_nothing() -> None:
    source = (ROOT / "service_desk" / "__init__.py").read_text(encoding="utf-8")
    assert list(Module("service_desk/__init__.py", source).imports()) == []
