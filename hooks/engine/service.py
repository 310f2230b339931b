"""What systemd is told of a service: that it is ready, alive, and what it does (sd_notify(3))."""

from __future__ import annotations

import contextlib
import os
import socket


def tell(*lines: str) -> None:
    """`READY=1`, `STATUS=…`, `WATCHDOG=1`; nothing where no systemd listens."""
    address = os.environ.get("NOTIFY_SOCKET")
    if not address or not hasattr(socket, "AF_UNIX"):
        return
    if address.startswith("@"):
        # A name in Linux's abstract space.
        address = "\0" + address[1:]
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as there, contextlib.suppress(OSError):
        there.sendto("\n".join(lines).encode(), address)
