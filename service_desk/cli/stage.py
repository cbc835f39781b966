"""Where a command acts something out: in the installation's own database, or in one that is thrown away afterwards."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

from service_desk.config import Settings, load_settings


@contextlib.contextmanager
def installation_or_throwaway(*, keep: bool = False) -> Iterator[Settings]:
    """Give the settings of the installation, or those of a desk in a folder that is thrown away afterwards."""
    settings = load_settings()
    if keep:
        yield settings
        return
    with tempfile.TemporaryDirectory(prefix="service-desk-") as folder:
        place = Path(folder)
        database = f"sqlite:///{place / 'desk.sqlite3'}"
        yield settings.model_copy(update={"instance_folder": place, "database_url": database})
