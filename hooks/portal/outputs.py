"""What the site consists of: outputs that are declared with a key and made only when it is new."""

from __future__ import annotations

import io
import itertools
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from portal.outlines import Outlined
from portal.store import DamagedError, Store, digest

T = TypeVar("T")
TOGETHER = 50
"""Parts that are asked for at a time."""
MOST_PARTS = 4_000
"""Parts that wait for other processes at a time."""
_LAST = ("00", "40", "80", "c0")
"""How the name of the last of a run begins."""


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
class Assembled:
    """A `make` that puts parts together. Another process takes them from the store, where they have to be.

    `head` gives what `document` needs besides, and is asked here; `document` is a function of a module, and
    the head can be pickled.
    """

    document: Callable[[Any, Iterable[bytes]], bytes]
    head: Callable[[], Any]
    parts: Callable[[], Iterable[Output]]

    def __call__(self, store: Store) -> bytes:
        return self.document(self.head(), contents(self.parts(), store))

    def __reduce__(self) -> tuple[Any, ...]:
        return partial, (_assembled, self.document, self.head(), [part.key for part in self.parts()])


def _assembled(
    document: Callable[[Any, Iterable[bytes]], bytes], head: Any, keys: Sequence[str], store: Store
) -> bytes:
    return document(head, _stored(keys, store))


def _stored(keys: Sequence[str], store: Store) -> Iterator[bytes]:
    """DamagedError for what is not in the store."""
    for start in range(0, len(keys), TOGETHER):
        some = keys[start : start + TOGETHER]
        found = store.get_many(some)
        for name in some:
            if name not in found:
                raise DamagedError(name)
            yield found[name]


@dataclass(frozen=True, slots=True)
class Output:
    """A file of the site. `address` is site-absolute; `/a/` stands for `/a/index.html`.

    `key` says all that the content depends on. `make` gives the bytes, from what the store holds of bodies;
    it is None for a page, which the engine renders from `page`. With `apart` another process may do it:
    `make` can be pickled then, and carries no more than it needs. `parts` gives values that `make` will look
    for in the store and else make itself: other processes can make them first, and the store keeps them
    instead of what they make together. They are no files, and have no address.
    """

    address: str
    key: str
    make: Callable[[Store], bytes] | None = None
    page: Outlined | None = None
    apart: bool = False
    parts: Callable[[], Iterable[Output]] | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        # Without its parts, which hold on to the whole catalogue: they were made before.
        return Output, (self.address, self.key, self.make, self.page, self.apart)


def finished(address: str, content: bytes) -> Output:
    """A file whose content is there already; its key is the digest of that."""
    return Output(address, digest(content), partial(_same, content))


def _same(content: bytes, _store: Store) -> bytes:
    return content


def without_store(make: Callable[[], bytes], _store: Store) -> bytes:
    """The `make` of what needs no bodies: `partial(without_store, make)`."""
    return make()


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


def together(pieces: Iterable[bytes]) -> bytes:
    """The pieces behind each other, of which there need not be two in memory at a time."""
    whole = io.BytesIO()
    whole.writelines(pieces)
    return whole.getvalue()


def runs(names: Sequence[str]) -> Iterator[slice]:
    """A long list in runs of which one or two change when one name comes, goes or changes: the name says
    itself whether a run ends with it, as one digest of 64 does.

    >>> names = ["3f1", "003", "a1c", "b22"]
    >>> [names[run] for run in runs(names)]
    [['3f1', '003'], ['a1c', 'b22']]
    """
    start = 0
    for end, name in enumerate(names, start=1):
        if name.startswith(_LAST) or end == len(names):
            yield slice(start, end)
            start = end


def in_runs(
    part: Callable[[T], Output], items: Sequence[T], names: Sequence[str], form: str
) -> Iterator[Output]:
    """A part of each item, but of a great many items each run as one: so that after an edit few values are
    read. `names` say what parts are made of, `form` as what."""
    if len(items) <= 10 * TOGETHER:
        yield from map(part, items)
        return
    for run in runs(names):
        some = partial(map, part, items[run])
        name = digest("\0".join([form, *names[run]]).encode())
        yield Output("", name, partial(_joined, some), parts=some)


def _joined(parts: Callable[[], Iterable[Output]], store: Store) -> bytes:
    return together(contents(parts(), store))


def all_parts(outputs: Iterable[Output], store: Store) -> Iterator[Output]:
    """What outputs are put together from, also over several steps; each part once."""
    return _all_parts(outputs, store, set())


def _all_parts(outputs: Iterable[Output], store: Store, seen: set[str]) -> Iterator[Output]:
    for output in outputs:
        for part in output.parts() if output.parts else ():
            if part.key in seen:
                continue
            seen.add(part.key)
            yield part
            # What is there needs nothing.
            if part.parts and not store.has(part.key):
                yield from _all_parts([part], store, seen)


def missing_parts(outputs: Iterable[Output], store: Store) -> Iterator[list[Output]]:
    """What other processes can make before these outputs, each once, not too much at a time."""
    waiting = (part for part in all_parts(outputs, store) if part.apart)
    while some := {part.key: part for part in itertools.islice(waiting, MOST_PARTS)}:
        # By key, which puts those that are made of the same body beside each other.
        if missing := sorted(some.keys() - store.known(some)):
            yield [some[name] for name in missing]


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
    if old.files == new.files:
        return Difference((), (), ())
    return Difference(
        added=tuple(sorted(new.files.keys() - old.files.keys())),
        changed=tuple(
            sorted(name for name in new.files.keys() & old.files.keys() if new.files[name] != old.files[name])
        ),
        removed=tuple(sorted(old.files.keys() - new.files.keys())),
    )
