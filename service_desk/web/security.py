"""Headers, cookies and redirects that keep a page safe in the browser."""

from __future__ import annotations

import ipaddress
import re
import secrets
from urllib.parse import urlsplit

from flask import Flask, Response, g, request

from service_desk.config import Settings

POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
FRAMED_POLICY = POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
"""For a page that another page of ours shows in a frame."""

_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_REQUEST_ID = re.compile(r"[A-Za-z0-9-]{8,64}")


def init_app(app: Flask, settings: Settings) -> None:
    """Set the cookies' attributes, the headers of every answer, and the number every request is known by."""
    app.config.update(
        SESSION_COOKIE_NAME="__Host-desk" if settings.https else "desk",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.https,
        MAX_CONTENT_LENGTH=settings.upload_limit_mb * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=1024 * 1024,
        MAX_FORM_PARTS=500,
    )
    trusts_proxy = settings.behind_proxies > 0

    @app.before_request
    def _number() -> None:
        given = request.headers.get("X-Request-ID", "") if trusts_proxy else ""
        g.request_id = given if _REQUEST_ID.fullmatch(given) else secrets.token_hex(6)

    @app.after_request
    def _protect(response: Response) -> Response:
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        if settings.https:
            response.headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
        response.headers.setdefault("X-Request-ID", g.get("request_id", ""))
        # Pages hold names and telephones: no shared cache keeps them, and "back" after signing out shows nothing.
        response.headers.setdefault("Cache-Control", "no-store" if g.get("user") else "no-cache, private")
        response.vary.update(("Cookie", "Accept-Language"))
        return response


def safe_next(target: str | None, otherwise: str = "/") -> str:
    """Return a path of this site to go on to, or `otherwise` when the wish is another site's address or no path."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return otherwise
    if any(ord(letter) < 0x20 or letter == "\\" for letter in target):
        return otherwise  # browsers drop tabs and turn \ into /: "/\t/evil" would leave the site
    parts = urlsplit(target)
    return target if not parts.scheme and not parts.netloc else otherwise


def client_network() -> str:
    """Return the address a limit counts: the IPv4 address, or the /64 network of an IPv6 one (one line has many)."""
    try:
        address = ipaddress.ip_address(request.remote_addr or "")
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, 64), strict=False).network_address) + "/64"
    return str(address)
