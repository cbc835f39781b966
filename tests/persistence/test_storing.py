"""Both stores keep one contract: a folder of this machine, and a bucket of a real S3 server."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from service_desk.persistence.storing.folder import FolderStore
from service_desk.persistence.storing.opening import open_store
from service_desk.persistence.storing.s3 import S3Address
from service_desk.persistence.storing.store import FileStore, StoreDownError
from tests.support.object_store import KEYS, ObjectStore

NOW = datetime.now(UTC)
Opened = Callable[[str], FileStore]


@pytest.fixture(params=["folder", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> FileStore:
    """Return an empty store of each kind."""
    if request.param == "folder":
        return open_store(str(tmp_path / "files"))
    server: ObjectStore = request.getfixturevalue("object_store")
    return open_store(server.address(tmp_path.name), *KEYS)


def test_what_is_put_is_found_under_its_sha256(store: FileStore) -> None:
    digest = store.put(b"500 kVA", NOW)
    assert digest == hashlib.sha256(b"500 kVA").hexdigest()
    assert store.has(digest)
    assert store.get(digest) == b"500 kVA"


def test_the_same_content_is_kept_once(store: FileStore) -> None:
    assert store.put(b"x", NOW) == store.put(b"x", NOW)
    assert len(list(store.kept_before(NOW + timedelta(days=1)))) == 1


def test_what_is_not_kept_is_a_missing_file(store: FileStore) -> None:
    missing = hashlib.sha256(b"never came").hexdigest()
    assert not store.has(missing)
    with pytest.raises(FileNotFoundError):
        store.get(missing)


@pytest.mark.parametrize("name", ["../secret_key", "", "0" * 63, "Z" * 64, "a/b", "x" * 500])
def test_no_name_leads_anywhere_but_to_a_content(store: FileStore, name: str) -> None:
    assert not store.has(name)
    for act in (store.get, store.drop):
        with pytest.raises(FileNotFoundError):
            act(name)


def test_what_is_dropped_is_gone_and_may_be_dropped_again(store: FileStore) -> None:
    digest = store.put(b"x", NOW)
    store.drop(digest)
    store.drop(digest)
    assert not store.has(digest)


def test_the_sweeper_sees_what_is_older_than_a_moment_and_nothing_younger(store: FileStore) -> None:
    digest = store.put(b"x", NOW)
    assert list(store.kept_before(NOW - timedelta(hours=1))) == []
    assert list(store.kept_before(NOW + timedelta(hours=1))) == [digest]


def test_a_store_that_works_says_nothing(store: FileStore) -> None:
    store.check()


def test_two_desks_share_a_bucket_under_prefixes_of_their_own(
    object_store: ObjectStore, tmp_path: Path
) -> None:
    one = open_store(object_store.address(f"{tmp_path.name}/one"), *KEYS)
    other = open_store(object_store.address(f"{tmp_path.name}/other"), *KEYS)
    digest = one.put(b"x", NOW)
    assert not other.has(digest)
    assert list(other.kept_before(NOW + timedelta(days=1))) == []


def test_a_server_that_is_down_is_said_to_be_down_by_every_act() -> None:
    server = ObjectStore()
    server.make_bucket()
    store = open_store(server.address(), *KEYS)
    digest = store.put(b"x", NOW)
    server.stop()
    for act in (
        lambda: store.put(b"y", NOW),
        lambda: store.get(digest),
        lambda: store.has(digest),
        lambda: store.drop(digest),
        lambda: list(store.kept_before(NOW)),
        store.check,
    ):
        with pytest.raises(StoreDownError):
            act()


def test_a_bucket_that_does_not_exist_is_found_by_the_check(object_store: ObjectStore) -> None:
    store = open_store(object_store.address().replace("//desk/", "//nobodys/"), *KEYS)
    with pytest.raises(StoreDownError, match="nobodys"):
        store.check()
    with pytest.raises(StoreDownError):
        store.put(b"x", NOW)


def test_a_folder_that_cannot_be_used_is_a_store_that_is_down(tmp_path: Path) -> None:
    (tmp_path / "files").write_bytes(b"a file is in the way")
    store = FolderStore(tmp_path / "files")
    with pytest.raises(StoreDownError):
        store.put(b"x", NOW)
    with pytest.raises(StoreDownError):
        store.check()


def test_an_address_names_bucket_prefix_server_and_region() -> None:
    address = S3Address.parse("s3://files/zone/a?endpoint=https://oss.example:9000&region=north")
    assert address == S3Address("files", "zone/a/", "oss.example:9000", is_secure=True, region="north")


@pytest.mark.parametrize(
    ("address", "lacks"),
    [
        ("s3://", "s3://bucket"),
        ("s3://files", "endpoint="),
        ("s3://files?endpoint=oss.example", "endpoint="),
        ("ftp://files", "folder or at s3"),
    ],
)
def test_an_address_that_is_none_is_refused_in_words(address: str, lacks: str) -> None:
    with pytest.raises(ValueError, match=lacks):
        open_store(address)
