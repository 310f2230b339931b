"""Outputs: files of addresses, manifests, and what two of them differ in."""

from __future__ import annotations

import pickle
from collections.abc import Iterable

import pytest
from hypothesis import given, settings, strategies as st

from portal.outputs import (
    MOST_PARTS,
    TOGETHER,
    Assembled,
    Difference,
    Manifest,
    Output,
    contents,
    difference,
    file_of,
    in_runs,
    missing_parts,
    runs,
    together,
)
from portal.store import DamagedError, Memory, Store, digest

manifests = st.dictionaries(
    st.text("abc/", min_size=1, max_size=4), st.text("01", min_size=1, max_size=2)
).map(Manifest)


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/", "index.html"),
        ("/ke-hoach/", "ke-hoach/index.html"),
        ("/ke-hoach/trang/2/", "ke-hoach/trang/2/index.html"),
        ("/404.html", "404.html"),
        ("/feeds/tat-ca.xml", "feeds/tat-ca.xml"),
        ("/feeds/dia-phuong/hai-phong/kinh-mon.json", "feeds/dia-phuong/hai-phong/kinh-mon.json"),
    ],
)
def test_an_address_has_its_file(address: str, file: str) -> None:
    assert file_of(address) == file


def test_a_manifest_holds_files_and_keys() -> None:
    outputs = [Output("/", "k1", lambda: b""), Output("/a/", "k2", lambda: b"")]
    assert Manifest.of(outputs) == Manifest({"index.html": "k1", "a/index.html": "k2"})


@given(manifests)
def test_a_manifest_reads_back_from_its_json_whatever_its_order(manifest: Manifest) -> None:
    assert Manifest.from_json(manifest.to_json()) == manifest
    backwards = Manifest(dict(reversed(manifest.files.items())))
    assert backwards.to_json() == manifest.to_json()


@pytest.mark.parametrize("text", ["", "x", "[]", "1", "null", '{"a": 1}', '{"a": null}', '{"a": {}}'])
def test_what_is_no_manifest_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"manifest|Expecting value"):
        Manifest.from_json(text)


def test_names_in_vietnamese_stay_readable() -> None:
    assert "tệp.pdf" in Manifest({"tệp.pdf": "k"}).to_json()


def test_a_difference_names_what_came_changed_and_went_in_order() -> None:
    old = Manifest({"a": "1", "b": "1", "d": "1", "e": "1"})
    new = Manifest({"f": "1", "b": "2", "a": "1", "c": "1"})
    assert difference(old, new) == Difference(added=("c", "f"), changed=("b",), removed=("d", "e"))


@given(manifests, manifests)
def test_applying_a_difference_gives_the_new_site(old: Manifest, new: Manifest) -> None:
    found = difference(old, new)
    files = {name: key for name, key in old.files.items() if name not in found.removed}
    files.update({name: new.files[name] for name in (*found.added, *found.changed)})
    assert files == new.files
    assert bool(found) is (old != new)


# -- What is put together from parts ---------------------------------------------------------------------


def part(name: str, made: list[str] | None = None, *, apart: bool = True) -> Output:
    """A part whose content is its name; `made` gets the names of those that were made."""

    def make(_store: Store) -> bytes:
        (made if made is not None else []).append(name)
        return name.encode()

    return Output("", name, make, apart=apart)


def in_lines(head: str, parts: Iterable[bytes]) -> bytes:
    return b"\n".join([head.encode(), *parts])


def test_parts_come_from_the_store_or_are_made_once_and_left_there() -> None:
    store, made = Memory(), list[str]()
    store.put("k7", b"kept")
    names = [f"k{number}" for number in range(TOGETHER * 2 + 3)]
    expected = [b"kept" if name == "k7" else name.encode() for name in names]
    for _ in range(2):
        assert list(contents([part(name, made) for name in names], store)) == expected
    assert made == [name for name in names if name != "k7"]


@given(st.lists(st.from_regex(r"[0-9a-f]{4}", fullmatch=True)))
def test_runs_are_the_whole_list_in_its_order(names: list[str]) -> None:
    found = [names[run] for run in runs(names)]
    assert [name for run in found for name in run] == names
    assert all(found)


@given(st.integers(0, 999), st.sampled_from(["added", "removed", "changed"]))
@settings(max_examples=50)
def test_a_change_touches_one_or_two_runs(place: int, what: str) -> None:
    names = [digest(str(number).encode()) for number in range(1000)]
    after = list(names)
    if what == "added":
        after.insert(place, digest(b"new"))
    elif what == "removed":
        del after[place]
    else:
        after[place] = digest(b"other")
    before = {tuple(names[run]) for run in runs(names)}
    assert len({tuple(after[run]) for run in runs(after)} - before) <= 2
    assert 8 < len(before) < 40


def test_few_items_are_parts_themselves_and_many_go_in_runs() -> None:
    names = [digest(str(number).encode()) for number in range(TOGETHER * 10 + 1)]
    assert [each.key for each in in_runs(part, names[:-1], names[:-1], "x")] == names[:-1]
    store, made = Memory(), list[str]()
    found = list(in_runs(lambda name: part(name, made), names, names, "x"))
    assert len(found) < 40
    assert b"".join(contents(found, store)) == "".join(names).encode()
    assert made == names
    # Now the runs are there, and nothing below them is asked for.
    assert b"".join(contents(in_runs(lambda name: part(name, made), names, names, "x"), store))
    assert made == names


def test_what_is_missing_is_named_once_and_what_is_in_a_run_that_is_there_is_not() -> None:
    store = Memory()
    names = [digest(str(number).encode()) for number in range(TOGETHER * 10 + 1)]
    whole = Output("/a", "a", lambda _: b"", parts=lambda: in_runs(part, names, names, "x"))
    other = Output("/b", "b", lambda _: b"", parts=lambda: [part(names[0]), part("here", apart=False)])
    missing = [each.key for some in missing_parts([whole, other], store) for each in some]
    assert sorted(missing) == sorted(names)
    for run in whole.parts() if whole.parts else ():
        assert run.make is not None
        store.put(run.key, run.make(store))
    for name in names[1:]:
        store.put(name, name.encode())
    assert [[each.key for each in some] for some in missing_parts([whole], store)] == []
    assert [[each.key for each in some] for some in missing_parts([whole, other], store)] == []


def test_parts_that_wait_for_other_processes_are_not_too_many() -> None:
    names = [str(number) for number in range(MOST_PARTS + 10)]
    whole = Output("/a", "a", lambda _: b"", parts=lambda: map(part, names))
    assert [len(some) for some in missing_parts([whole], Memory())] == [MOST_PARTS, 10]


def test_another_process_takes_parts_from_the_store_and_knows_when_one_is_missing() -> None:
    store = Memory()
    names = [str(number) for number in range(TOGETHER + 5)]
    # What only this process has, and cannot be sent: a function of this one.
    parts = [part(name) for name in names]
    whole = Output(
        "/a", "a", Assembled(in_lines, lambda: "head", lambda: parts), parts=lambda: parts, apart=True
    )
    sent: Output = pickle.loads(pickle.dumps(whole))  # noqa: S301 - as a pool of processes does it
    assert sent.make is not None
    assert sent.parts is None
    with pytest.raises(DamagedError):
        sent.make(store)
    assert whole.make is not None
    expected = "\n".join(["head", *names]).encode()
    assert whole.make(store) == expected
    assert sent.make(store) == expected


def test_pieces_are_put_behind_each_other() -> None:
    assert together([]) == b""
    assert together(iter([b"a", b"", b"bc"])) == b"abc"
