"""Settings: from the environment, a folder of secrets, or defaults that run a demonstration."""

from __future__ import annotations

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from service_desk.config import Settings, default_instance_folder, load_settings, secret_key
from service_desk.domain.zone_time import SHANGHAI


@pytest.fixture(autouse=True)
def quiet_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing this machine says about a desk is heard, except where its instance folder is."""
    for name in [name for name in os.environ if name.startswith("DESK_")] + ["DATABASE_URL", "PORT"]:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DESK_INSTANCE_FOLDER", str(tmp_path))


def test_without_any_setting_everything_lies_in_the_instance_folder(tmp_path: Path) -> None:
    settings = load_settings()
    assert settings.database == f"sqlite:///{tmp_path / 'desk.sqlite3'}"
    assert settings.mail_spool == tmp_path / "mail"
    assert settings.files == str(tmp_path / "uploads")
    assert settings.site_url == "http://127.0.0.1:8000"
    assert not settings.https


def test_the_instance_folder_of_a_checkout_is_its_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert (default_instance_folder().parent / "wsgi.py").is_file()
    monkeypatch.setattr("service_desk.config.CHECKOUT", tmp_path)
    monkeypatch.chdir(tmp_path)
    assert default_instance_folder() == tmp_path / "instance"


@pytest.mark.parametrize(
    ("name", "value", "field", "expected"),
    [
        ("DATABASE_URL", "postgres://a@b/c", "database", "postgresql+psycopg://a@b/c"),
        ("DATABASE_URL", "postgresql://a@b/c", "database", "postgresql+psycopg://a@b/c"),
        ("DESK_DATABASE_URL", "sqlite:////x.db", "database", "sqlite:////x.db"),
        ("PORT", "9000", "port", 9000),
        ("DESK_PORT", "9001", "port", 9001),
        ("DESK_PUBLIC_URL", "https://desk.example.cn/", "site_url", "https://desk.example.cn"),
        ("DESK_ZONE_NAME_ZH", "某某高新区", "zone_name", ("某某高新区", "Demo High-Tech Zone")),
        ("DESK_SESSION_IDLE_MINUTES", "20", "session_idle_minutes", 20),
    ],
)
def test_the_environment_is_heard(
    name: str, value: str, field: str, expected: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    assert getattr(load_settings(), field) == expected


def test_a_secret_may_lie_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "desk_smtp_password").write_text("hush\n", encoding="utf-8")
    password = load_settings().smtp_password
    assert password is not None
    assert password.get_secret_value() == "hush"
    assert "hush" not in repr(load_settings())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DESK_PUBLIC_URL", "desk.example.cn"),
        ("DESK_BEHIND_PROXIES", "-1"),
        ("DESK_SESSION_IDLE_MINUTES", "0"),
        ("PORT", "http"),
        ("DESK_CLOCK_AT", "2021-05-10T09:00:00"),
    ],
)
def test_a_setting_that_makes_no_sense_stops_the_start(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ValidationError):
        load_settings()


def test_the_clock_can_stand_still_for_a_demonstration(monkeypatch: pytest.MonkeyPatch) -> None:
    before = datetime.now(UTC)
    assert load_settings().clock()() >= before
    monkeypatch.setenv("DESK_CLOCK_AT", "2021-05-10T09:00:00+08:00")
    assert load_settings().clock()() == datetime(2021, 5, 10, 9, tzinfo=SHANGHAI)


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    settings = Settings(instance_folder=tmp_path / "new")
    with ThreadPoolExecutor(8) as workers:
        keys = set(workers.map(lambda _: secret_key(settings), range(16)))
    assert len(keys) == 1
    assert len(keys.pop()) >= 64
    files = list((tmp_path / "new").iterdir())
    assert [path.name for path in files] == ["secret_key"]
    assert stat.S_IMODE(files[0].stat().st_mode) == 0o600


def test_a_key_that_is_set_is_used_and_not_written(tmp_path: Path) -> None:
    settings = Settings(instance_folder=tmp_path / "new", secret_key=SecretStr("set by hand"))
    assert secret_key(settings) == "set by hand"
    assert not (tmp_path / "new").exists()
