"""Which way letters leave: through the mail server of the settings, or into the spool where none is set."""

from __future__ import annotations

from service_desk.config import Settings
from service_desk.notify.smtp import SmtpTransport
from service_desk.notify.spool import SpoolTransport
from service_desk.usecases.delivery.deliver_mail import Send


def transport(settings: Settings) -> Send:
    """Return the way out."""
    if not settings.smtp_host:
        return SpoolTransport(settings.mail_spool)
    password = settings.smtp_password.get_secret_value() if settings.smtp_password else ""
    return SmtpTransport(
        settings.smtp_host,
        settings.smtp_port,
        user=settings.smtp_user,
        password=password,
        starttls=settings.smtp_starttls,
    )
