"""The only room that knows both MkDocs and the portal."""

from importlib import metadata


def _version() -> str:
    try:
        return metadata.version("nq57-portal")
    except metadata.PackageNotFoundError:
        return "0"


VERSION = _version()
