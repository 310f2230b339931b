"""What the site consists of: outputs that are declared with a key and made only when it is new."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from portal.store import Store
from portal.views.pages import Page


@dataclass(frozen=True, slots=True)
class Output:
    """A file of the site. `address` is site-absolute; `/a/` stands for `/a/index.html`.

    `key` says all that the content depends on. `make` gives the bytes, from what the store holds of bodies;
    it is None for a page, which the engine renders from `page`. With `apart` another process may do it:
    `make` can be pickled then, and carries no more than it needs.
    """

    address: str
    key: str
    make: Callable[[Store], bytes] | None = None
    page: Page | None = None
    apart: bool = False


def file_of(address: str) -> str:
    """The path of an output's file below the site's folder.

    >>> file_of("/"), file_of("/ke-hoach/"), file_of("/feeds/tat-ca.xml")
    ('index.html', 'ke-hoach/index.html', 'feeds/tat-ca.xml')
    """
    path = address.lstrip("/")
    return f"{path}index.html" if path.endswith("/") or not path else path


@dataclass(frozen=True, slots=True)
class Manifest:
    """A finished site: file -> key of its content."""

    files: Mapping[str, str]

    @classmethod
    def of(cls, outputs: Iterable[Output]) -> Manifest:
        return cls({file_of(output.address): output.key for output in outputs})

    @classmethod
    def from_json(cls, text: str) -> Manifest:
        """ValueError when the text is no manifest."""
        files = json.loads(text)
        if not isinstance(files, dict) or not all(isinstance(key, str) for key in files.values()):
            raise ValueError("not a manifest")
        return cls(files)

    def to_json(self) -> str:
        return json.dumps(dict(sorted(self.files.items())), ensure_ascii=False, indent=0) + "\n"


@dataclass(frozen=True, slots=True)
class Difference:
    """What has to happen to a site to become another one: files, sorted."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


def difference(old: Manifest, new: Manifest) -> Difference:
    """From `old` to `new`."""
    return Difference(
        added=tuple(sorted(new.files.keys() - old.files.keys())),
        changed=tuple(
            sorted(name for name in new.files.keys() & old.files.keys() if new.files[name] != old.files[name])
        ),
        removed=tuple(sorted(old.files.keys() - new.files.keys())),
    )
