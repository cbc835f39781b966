"""Hashes of passwords (argon2id) and of random tokens (SHA-256)."""

from __future__ import annotations

import functools
import hashlib
import secrets
import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# 19 MiB, two passes: OWASP's floor. At most four at once, so a storm of sign-ins cannot eat the machine's memory.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_AT_ONCE = threading.BoundedSemaphore(4)


def hash_password(password: str) -> str:
    """Return the argon2id hash of a password."""
    with _AT_ONCE:
        return _HASHER.hash(password)


def is_password(stored: str | None, password: str) -> bool:
    """Tell whether a password fits the stored hash; without one, work just as long and say no."""
    with _AT_ONCE:
        try:
            return _HASHER.verify(stored or _nobodys_hash(), password) and stored is not None
        except (VerificationError, InvalidHashError):
            return False


def needs_new_hash(stored: str) -> bool:
    """Tell whether a stored hash was made with other costs than today's."""
    return _HASHER.check_needs_rehash(stored)


def new_token() -> str:
    """Return 256 random bits, fit for a link or a cookie."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """Return what is kept of a token: its SHA-256 in hexadecimal (the token is random, so no salt is needed)."""
    return hashlib.sha256(token.encode()).hexdigest()


@functools.cache
def _nobodys_hash() -> str:
    return _HASHER.hash(secrets.token_urlsafe(16))
