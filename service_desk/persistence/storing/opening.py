"""Opening the store that an address names."""

from __future__ import annotations

from pathlib import Path

from service_desk.persistence.storing.folder import FolderStore
from service_desk.persistence.storing.store import FileStore


def open_store(address: str, access_key: str = "", secret_key: str = "") -> FileStore:
    """Return the store at `s3://…` or in a folder; raises ValueError for an address that is neither.

    Nothing is asked of the store yet: one that is down is met when a file comes.
    """
    if address.startswith("s3://"):
        # A client that an installation with a folder never needs.
        from service_desk.persistence.storing.s3 import S3Address, S3Store  # noqa: PLC0415

        return S3Store(S3Address.parse(address), access_key, secret_key)
    if "://" in address:
        raise ValueError("files are kept in a folder or at s3://…")
    return FolderStore(Path(address))
