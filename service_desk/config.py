"""Typed settings, read from the environment, a folder of secrets and `instance/`.

Every setting is an environment variable `DESK_<NAME>` (for example `DESK_PUBLIC_URL`) or a file of that name in
`instance/secrets/`; `DATABASE_URL` and `PORT` are understood as well, because hosting platforms set them.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AliasChoices, AwareDatetime, Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from service_desk.domain.bilingual import Bilingual

CHECKOUT = Path(__file__).resolve().parent.parent
Clock = Callable[[], datetime]


def default_instance_folder() -> Path:
    """Return `instance/` of the checkout when run from one, otherwise of the current folder."""
    home = CHECKOUT if (CHECKOUT / "wsgi.py").is_file() else Path.cwd()
    return home / "instance"


class Settings(BaseSettings):
    """What an installation may decide; every value has a default that runs a demonstration on one machine."""

    model_config = SettingsConfigDict(env_prefix="DESK_", extra="ignore", populate_by_name=True)

    instance_folder: Path = Field(default_factory=default_instance_folder)
    database_url: Annotated[
        str, Field(validation_alias=AliasChoices("DESK_DATABASE_URL", "DATABASE_URL"))
    ] = ""
    host: str = "127.0.0.1"
    port: Annotated[int, Field(validation_alias=AliasChoices("DESK_PORT", "PORT"), ge=0, le=65535)] = 8000
    public_url: str = ""
    behind_proxies: Annotated[int, Field(ge=0, le=5)] = 0
    secret_key: SecretStr | None = None

    zone_name_zh: str = "演示高新区"
    zone_name_en: str = "Demo High-Tech Zone"
    host_office_zh: str = "演示高新区管理委员会"
    host_office_en: str = "Administrative Committee of the Demo High-Tech Zone"
    contact_phone: str = ""
    contact_email: str = ""
    filing_number: str = ""

    smtp_host: str = ""
    smtp_port: Annotated[int, Field(ge=1, le=65535)] = 587
    smtp_user: str = ""
    smtp_password: SecretStr | None = None
    smtp_starttls: bool = True
    mail_sender: str = "service-desk@localhost"

    session_idle_minutes: Annotated[int, Field(ge=1)] = 30
    session_idle_minutes_administrator: Annotated[int, Field(ge=1)] = 15
    session_absolute_hours: Annotated[int, Field(ge=1)] = 12
    link_hours: Annotated[int, Field(ge=1)] = 72
    contact_years: Annotated[int, Field(ge=1, le=50)] = 3
    upload_limit_mb: Annotated[int, Field(ge=1)] = 60

    files_url: str = ""
    files_access_key: SecretStr = SecretStr("")
    files_secret_key: SecretStr = SecretStr("")
    clamd: str = ""

    rate_sign_in: str = "30 per 15 minutes"
    rate_submit: str = "20 per hour"
    rate_lookup: str = "30 per 10 minutes"
    rate_lookup_number: str = "10 per 30 minutes"
    rate_write: str = "120 per minute"
    rate_hint: str = "600 per minute"
    rate_vote: str = "60 per hour"
    rate_follow: str = "20 per hour"
    rate_draft: str = "1200 per minute"
    rate_new_draft: str = "120 per hour"
    rate_mail: str = "10 per hour"

    heartbeat_seconds: Annotated[float, Field(gt=0, le=20)] = 10
    mail_seconds: Annotated[float, Field(gt=0)] = 5
    sweep_seconds: Annotated[float, Field(gt=0)] = 600

    clock_at: AwareDatetime | None = None

    @field_validator("database_url")
    @classmethod
    def _name_the_driver(cls, url: str) -> str:
        for plain in ("postgres://", "postgresql://"):
            if url.startswith(plain):
                return "postgresql+psycopg://" + url.removeprefix(plain)
        return url

    @field_validator("public_url")
    @classmethod
    def _absolute_without_slash(cls, url: str) -> str:
        if url and urlsplit(url).scheme not in ("http", "https"):
            raise ValueError("public_url begins with http:// or https://")
        return url.rstrip("/")

    @property
    def database(self) -> str:
        """The SQLAlchemy URL; SQLite in the instance folder unless another is set."""
        return self.database_url or f"sqlite:///{self.instance_folder.resolve() / 'desk.sqlite3'}"

    @property
    def site_url(self) -> str:
        """The address people reach the desk at, without a slash at the end; used in letters."""
        return self.public_url or f"http://{self.host}:{self.port}"

    @property
    def https(self) -> bool:
        """Whether people reach the desk over https; decides Secure cookies and HSTS."""
        return self.site_url.startswith("https://")

    @property
    def zone_name(self) -> Bilingual:
        """The name of the zone, as the header and the letters say it."""
        return Bilingual(self.zone_name_zh, self.zone_name_en)

    @property
    def host_office(self) -> Bilingual:
        """The office that runs the desk (主办单位)."""
        return Bilingual(self.host_office_zh, self.host_office_en)

    @property
    def mail_spool(self) -> Path:
        """Where letters are laid down when no mail server is set."""
        return self.instance_folder / "mail"

    @property
    def files(self) -> str:
        """Where the files of the enterprises are kept: a folder, or `s3://bucket/prefix?endpoint=https://…`."""
        return self.files_url or str(self.instance_folder / "uploads")

    @property
    def exports(self) -> Path:
        """Where long exports lie until they are fetched or thrown away."""
        return self.instance_folder / "exports"

    def clock(self) -> Clock:
        """Return the clock of the installation: the system's, or one standing still at `clock_at` for a demonstration."""
        fixed = self.clock_at
        if fixed is not None:
            return lambda: fixed
        return lambda: datetime.now(UTC)


def load_settings() -> Settings:
    """Read the settings of this machine: environment first, then `instance/secrets/`, then the defaults."""
    named = os.environ.get("DESK_INSTANCE_FOLDER")
    folder = Path(named) if named else default_instance_folder()
    vault = folder / "secrets"
    return Settings(_secrets_dir=vault if vault.is_dir() else None)


def secret_key(settings: Settings) -> str:
    """Return the key that signs cookies, making one in `instance/secret_key` (mode 0600) at the first start.

    Two workers that start at once agree on one key: the file is created exclusively, the loser reads the winner's.
    """
    if settings.secret_key is not None:
        return settings.secret_key.get_secret_value()
    settings.instance_folder.mkdir(parents=True, exist_ok=True)
    path = settings.instance_folder / "secret_key"
    if not path.exists():
        draft = path.with_name(f"secret_key.{secrets.token_hex(4)}")
        descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text(encoding="ascii").strip()
