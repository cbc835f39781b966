"""A built wheel carries everything that is not code, and serves pages far away from the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.support.source_rules import ROOT

CARRIED = {
    "templates": "service_desk/templates",
    "service_desk/domain/data": "service_desk/domain/data",
    "service_desk/demo/data": "service_desk/demo/data",
    "service_desk/demo/replays": "service_desk/demo/replays",
    "service_desk/web/static": "service_desk/web/static",
    "service_desk/persistence/migrations": "service_desk/persistence/migrations",
}
VISIT = """
import pathlib, service_desk
from service_desk.app import create_app
from service_desk.config import Settings
app = create_app(Settings(instance_folder=pathlib.Path("instance")))
print(service_desk.__file__)
print(app.test_client().get("/healthz").status_code in (200, 503))
print(app.test_client().get("/no-such-page", headers={"Accept-Language": "zh-CN"}).get_data(as_text=True))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_carries_templates_static_files_data_and_migrations(wheel: Path) -> None:
    carried = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        f"{target}/{path.relative_to(ROOT / source).as_posix()}"
        for source, target in CARRIED.items()
        for path in (ROOT / source).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert len(wanted) > 20
    assert wanted <= carried


def test_the_wheel_carries_the_compiled_english_catalogue(wheel: Path) -> None:
    assert "service_desk/web/translations/en/LC_MESSAGES/messages.mo" in zipfile.ZipFile(wheel).namelist()


def test_the_wheel_carries_neither_tests_nor_the_instance(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"service_desk"}


def test_the_wheel_runs_outside_the_checkout(wheel: Path, tmp_path: Path) -> None:
    installed, elsewhere = tmp_path / "installed", tmp_path / "elsewhere"
    elsewhere.mkdir()
    zipfile.ZipFile(wheel).extractall(installed)
    # The checkout is installed here as well; what stands on PYTHONPATH is found before it.
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("DESK_", "DATABASE_"))
    }
    environment["PYTHONPATH"] = str(installed)
    command = [sys.executable, "-W", "error", "-c", VISIT]
    run = subprocess.run(command, cwd=elsewhere, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    place, healthy, page = run.stdout.split("\n", 2)
    assert Path(place).is_relative_to(installed)
    assert healthy == "True"
    assert "<html" in page
