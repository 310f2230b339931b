"""What the publisher has to have said before the public sees anything: who it is, where, under which name."""

from __future__ import annotations

import ipaddress
import urllib.parse
from collections.abc import Iterator

from portal.problems import Problem, Severity
from portal.settings import Settings

_PATH = "data/site.yml"
_RESERVED = ("example", "example.com", "example.net", "example.org", "invalid", "localhost", "test", "local")
"""Names that lead nowhere (RFC 2606, RFC 6762)."""


def check(settings: Settings, url: str) -> Iterator[Problem]:
    """What `data/site.yml` lacks, and whether `url`, the public address of the build, can be one."""
    site = settings.site
    for field, value, what in (
        ("agency", site.agency, "cơ quan chủ quản"),
        ("office", site.office, "đơn vị phụ trách nội dung"),
    ):
        if not value:
            yield _problem(
                settings, field, f"chưa ghi {what}", f"ghi «{field}: …»: người đọc cần biết ai nói"
            )
    contact = site.contact
    if not (contact.phone or contact.email):
        message = "chưa có cách liên hệ với đơn vị phụ trách"
        yield _problem(settings, "contact", message, "ghi phone hoặc email công vụ trong contact")
    if _leads_nowhere(urllib.parse.urlsplit(url).hostname or ""):
        message = f"địa chỉ công khai «{url}» không phải là địa chỉ mà người đọc mở được"
        yield _problem(settings, "address", message, "ghi tên miền thật, hoặc đặt biến PORTAL_SITE_URL")
    if _leads_nowhere(site.identity.authority):
        message = f"tên miền định danh «{site.identity.authority}» chỉ để làm ví dụ"
        remedy = "ghi tên miền của cơ quan; đã đăng rồi thì không bao giờ đổi nữa"
        yield _problem(settings, "identity.authority", message, remedy)


def _problem(settings: Settings, field: str, message: str, remedy: str) -> Problem:
    line = settings.line("site", *field.split("."))
    return Problem(_PATH, line, field, "site-unfinished", Severity.ERROR, message, remedy)


def _leads_nowhere(host: str) -> bool:
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return host in _RESERVED or host.endswith(tuple(f".{name}" for name in _RESERVED))
