"""The Content-Security-Policy of all pages, as `deploy/nginx/portal/maps.conf` has it.

The preview and the test server send it too, so that what would break it is seen early.
"""

from __future__ import annotations

PAGES = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; worker-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'"
)
"""Without `frame-ancestors`, which differs from page to page."""
