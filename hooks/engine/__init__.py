"""The only room that knows both MkDocs and the portal."""

from portal import installed

VERSION = installed.version("nq57-portal") or "0"
