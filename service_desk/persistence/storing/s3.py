"""The store in a bucket of an S3-compatible service."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qs, urlsplit

import urllib3
from minio import Minio
from minio.error import MinioException, S3Error
from urllib3.exceptions import HTTPError

from service_desk.persistence.storing.store import StoreDownError, digest_of, is_digest

_CONNECT_SECONDS = 3
_READ_SECONDS = 30
_TRIES_AGAIN = 1
"""Somebody waits for the page meanwhile: a store that is down is said to be down soon."""


@dataclass(frozen=True)
class S3Address:
    """Where a bucket is: `s3://bucket/prefix?endpoint=https://host:port&region=name`."""

    bucket: str
    prefix: str
    host: str
    is_secure: bool
    region: str

    @classmethod
    def parse(cls, url: str) -> S3Address:
        """Read an address; raises ValueError that says what is missing."""
        parts = urlsplit(url)
        query = parse_qs(parts.query)
        endpoint = urlsplit(query.get("endpoint", [""])[0])
        if parts.scheme != "s3" or not parts.netloc:
            raise ValueError("an S3 address begins with s3://bucket")
        if endpoint.scheme not in ("http", "https") or not endpoint.netloc:
            raise ValueError("an S3 address names its server: ?endpoint=https://host:port")
        prefix = parts.path.strip("/")
        region = query.get("region", ["us-east-1"])[0]
        return cls(
            parts.netloc, f"{prefix}/" if prefix else "", endpoint.netloc, endpoint.scheme == "https", region
        )


class S3Store:
    """Contents as objects `prefix/ab/abcd…`; an object put again counts as wanted again."""

    def __init__(self, address: S3Address, access_key: str, secret_key: str) -> None:
        self._address = address
        pool = urllib3.PoolManager(
            timeout=urllib3.Timeout(connect=_CONNECT_SECONDS, read=_READ_SECONDS),
            retries=urllib3.Retry(total=_TRIES_AGAIN, backoff_factor=0.2),
            maxsize=16,
        )
        self._client = Minio(
            address.host, access_key, secret_key,
            secure=address.is_secure, region=address.region, http_client=pool,
        )  # fmt: skip

    def put(self, content: bytes, now: datetime) -> str:
        """Keep a content; the service dates it by its own clock, whatever `now` says."""
        digest = digest_of(content)
        key = self._key(digest)
        with _service():
            self._client.put_object(self._address.bucket, key, io.BytesIO(content), len(content))
        return digest

    def get(self, digest: str) -> bytes:
        """Return a content; raises FileNotFoundError where it is not kept."""
        key = self._key(digest)
        with _service():
            answer = self._client.get_object(self._address.bucket, key)
            try:
                return bytes(answer.read())
            finally:
                answer.close()
                answer.release_conn()

    def has(self, digest: str) -> bool:
        """Tell whether a content is kept."""
        if not is_digest(digest):
            return False
        try:
            with _service():
                self._client.stat_object(self._address.bucket, self._key(digest))
        except FileNotFoundError:
            return False
        return True

    def drop(self, digest: str) -> None:
        """Forget a content."""
        key = self._key(digest)
        with _service():
            self._client.remove_object(self._address.bucket, key)

    def kept_before(self, moment: datetime) -> Iterator[str]:
        """Yield what was last put before a moment, as the service lists it."""
        with _service():
            for kept in self._client.list_objects(self._address.bucket, self._address.prefix, recursive=True):
                name = (kept.object_name or "").rpartition("/")[2]
                if is_digest(name) and kept.last_modified is not None and kept.last_modified < moment:
                    yield name

    def check(self) -> None:
        """Raise StoreDownError where the bucket is not there or not this desk's."""
        with _service():
            if not self._client.bucket_exists(self._address.bucket):
                raise StoreDownError(f"no bucket {self._address.bucket}")

    def _key(self, digest: str) -> str:
        if not is_digest(digest):
            raise FileNotFoundError(digest)
        return f"{self._address.prefix}{digest[:2]}/{digest}"


@contextmanager
def _service() -> Iterator[None]:
    """Say what the service refuses in the words of every store; an object that is not there is a missing file."""
    try:
        yield
    except S3Error as refused:
        if refused.code == "NoSuchKey":
            raise FileNotFoundError(refused.object_name) from refused
        raise StoreDownError(f"{refused.code}: {refused.message}") from refused
    except (MinioException, HTTPError, OSError) as silent:
        raise StoreDownError(str(silent)) from silent
