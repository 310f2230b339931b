"""What the site consists of: outputs that are declared with a key and made only when it is new."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from portal.store import Store
from portal.views.pages import Page

TOGETHER = 500
"""Parts that are asked for at a time."""


@dataclass(frozen=True, slots=True)
class Deferred:
    """A `make` whose view is worked out when it is needed, which for most outputs is never.

    `view` may look at the whole catalogue; it is asked here, before `make` goes to another process with what
    it gave. `make` is a function of a module, and the view can be pickled.
    """

    view: Callable[[], Any]
    make: Callable[[Any, Store], bytes]

    def __call__(self, store: Store) -> bytes:
        return self.make(self.view(), store)

    def __reduce__(self) -> tuple[Any, ...]:
        return partial, (self.make, self.view())


@dataclass(frozen=True, slots=True)
class Output:
    """A file of the site. `address` is site-absolute; `/a/` stands for `/a/index.html`.

    `key` says all that the content depends on. `make` gives the bytes, from what the store holds of bodies;
    it is None for a page, which the engine renders from `page`. With `apart` another process may do it:
    `make` can be pickled then, and carries no more than it needs. `parts` gives values that `make` will look
    for in the store and else make itself: other processes can make them first. They are no files, and have
    no address.
    """

    address: str
    key: str
    make: Callable[[Store], bytes] | None = None
    page: Page | None = None
    apart: bool = False
    parts: Callable[[], Iterable[Output]] | None = None


def contents(parts: Iterable[Output], store: Store) -> Iterator[bytes]:
    """Of parts, in their order: from the store, or made now and left there."""
    waiting = iter(parts)
    while some := list(itertools.islice(waiting, TOGETHER)):
        found = store.get_many([part.key for part in some])
        for part in some:
            content = found.get(part.key)
            if content is None:
                assert part.make is not None
                content = part.make(store)
                store.put(part.key, content)
            yield content


def missing_parts(outputs: Iterable[Output], store: Store) -> list[Output]:
    """What other processes can make before these outputs, each once."""
    parts = {part.key: part for output in outputs if output.parts for part in output.parts() if part.apart}
    known = store.known(parts)
    # By key, which puts those that are made of the same body beside each other.
    return [parts[name] for name in sorted(parts.keys() - known)]


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
