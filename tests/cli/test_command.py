"""The `service-desk` command as a whole: it lists every subcommand, and loads only the one that is called."""

from __future__ import annotations

import subprocess
import sys

import pytest
from click.testing import CliRunner

from service_desk.cli import SUBCOMMANDS, main
from tests.support.source_rules import ROOT

NOT_SUBCOMMANDS = {"__init__", "__main__", "stage"}
LOADED = """
import sys
from service_desk.cli import main
main(["serve", "--help"], standalone_mode=False)
print(*sys.modules)
"""


def test_every_module_of_the_folder_is_a_subcommand() -> None:
    found = {path.stem for path in (ROOT / "service_desk" / "cli").glob("*.py")}
    assert set(SUBCOMMANDS) == found - NOT_SUBCOMMANDS
    assert list(SUBCOMMANDS) == sorted(SUBCOMMANDS)


def test_the_help_page_says_what_each_subcommand_does() -> None:
    told = CliRunner().invoke(main, ["--help"])
    assert told.exit_code == 0, told.output
    for name in SUBCOMMANDS:
        (line,) = [line for line in told.output.splitlines() if line.startswith(f"  {name} ")]
        assert len(line.removeprefix(f"  {name} ").split()) >= 3, line


@pytest.mark.parametrize("name", SUBCOMMANDS)
def test_each_subcommand_is_called_by_its_name(name: str) -> None:
    told = CliRunner().invoke(main, [name, "--help"])
    assert told.exit_code == 0, told.output
    assert told.output.startswith(f"Usage: main {name} ")


def test_a_word_that_is_no_subcommand_is_refused() -> None:
    told = CliRunner().invoke(main, ["surve"])
    assert told.exit_code == 2
    assert "surve" in told.output


def test_serving_loads_nothing_that_migrates_schedules_or_fills_and_none_of_the_other_subcommands() -> None:
    run = subprocess.run([sys.executable, "-c", LOADED], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(run.stdout.split())
    assert "service_desk.cli.serve" in loaded
    assert not loaded & {"service_desk.cli.report", "service_desk.demo.zone"}
    assert not loaded & {"alembic", "apscheduler", "resvg_py", "xlsxwriter"}
