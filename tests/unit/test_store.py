"""The store: what was put comes back, what is damaged is noticed, what is not needed goes."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from portal import store as module
from portal.frontmatter import Document
from portal.store import (
    KEPT_DAYS,
    DamagedError,
    Disk,
    Memory,
    Store,
    digest,
    fingerprint_of_code,
    fingerprint_of_folder,
    key,
    with_store,
)

A, B, C = (digest(name) for name in (b"a", b"b", b"c"))
FILE = "values.db"


@pytest.fixture(params=["memory", "disk"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "memory":
        yield Memory()
    else:
        with Disk(tmp_path / "store") as disk:
            yield disk


def test_what_was_put_comes_back(store: Store) -> None:
    store.put(A, b"bytes \x00\xff")
    store.save(B, ("giá trị", 1))
    assert store.get(A) == b"bytes \x00\xff"
    assert store.load(B) == ("giá trị", 1)
    assert store.has(A)
    assert store.has(B)


def test_what_was_never_put_is_not_there(store: Store) -> None:
    assert store.get(A) is None
    assert store.load(A) is None
    assert not store.has(A)


def test_an_empty_value_is_a_value(store: Store) -> None:
    store.put(A, b"")
    assert store.get(A) == b""
    assert store.has(A)


def test_many_are_asked_for_at_once(store: Store) -> None:
    names = [key(number) for number in range(2500)]
    for number, name in enumerate(names[::2]):
        store.put(name, str(number).encode())
    assert store.known(names) == set(names[::2])
    assert store.known([]) == set()
    some = names[:500]
    assert store.get_many(some) == {name: str(number).encode() for number, name in enumerate(some[::2])}
    assert store.get_many([]) == {}


def test_values_last_longer_than_the_process(tmp_path: Path) -> None:
    with Disk(tmp_path) as disk:
        disk.put(A, b"a")
        disk.save(B, Document({"title": "A"}, {}))
    with Disk(tmp_path) as disk:
        assert disk.get(A) == b"a"
        assert disk.load(B) == Document({"title": "A"}, {})


def test_another_process_sees_what_is_written_out(tmp_path: Path) -> None:
    with Disk(tmp_path) as one, Disk(tmp_path) as other:
        one.put(A, b"a")
        one.flush()
        assert other.get(A) == b"a"
        other.put(B, b"b")
        other.flush()
        assert one.get(B) == b"b"


def test_large_values_are_written_before_they_fill_the_memory(tmp_path: Path) -> None:
    with Disk(tmp_path) as one, Disk(tmp_path) as other:
        one.put(A, b"x" * 5_000_000)
        assert other.get(A) == b"x" * 5_000_000


def test_the_folder_is_made_when_it_is_needed_and_may_be_deleted(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    with Disk(folder):
        assert not folder.exists()
    with Disk(folder) as disk:
        disk.put(A, b"a")
    (folder / FILE).unlink()
    with Disk(folder) as disk:
        assert disk.get(A) is None


def change(folder: Path, statement: str, *values: object) -> None:
    connection = sqlite3.connect(folder / FILE)
    with connection:
        assert connection.execute(statement, values).rowcount > 0
    connection.close()


def filled(folder: Path) -> Path:
    with Disk(folder) as disk:
        disk.put(A, b"a" * 100)
        disk.save(B, "b")
    return folder


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE made SET data = X'00'",
        "UPDATE made SET data = NULL",
        "UPDATE made SET data = 'text'",
        "UPDATE made SET seal = ''",
        "UPDATE made SET seal = NULL",
    ],
)
def test_a_damaged_value_is_noticed_and_never_handed_out(tmp_path: Path, statement: str) -> None:
    change(filled(tmp_path), statement)
    with Disk(tmp_path) as disk:
        with pytest.raises(DamagedError):
            disk.get(A)
        with pytest.raises(DamagedError):
            disk.load(B)


def test_a_value_under_another_key_is_damaged_too(tmp_path: Path) -> None:
    change(filled(tmp_path), "UPDATE made SET key = ? WHERE key = ?", C, A)
    with Disk(tmp_path) as disk, pytest.raises(DamagedError):
        disk.get(C)


@pytest.mark.parametrize("data", [b"no pickle", b"", b"\x80\x05cportal.nowhere\nNothing\n."])
def test_bytes_that_are_no_value_are_damaged(tmp_path: Path, data: bytes) -> None:
    with Disk(tmp_path) as disk:
        disk.put(A, data)
        with pytest.raises(DamagedError):
            disk.load(A)


def test_a_broken_file_is_noticed(tmp_path: Path) -> None:
    (filled(tmp_path) / FILE).write_bytes(b"this is no database, but a file of some other kind" * 100)
    with Disk(tmp_path) as disk, pytest.raises(DamagedError):
        disk.get(A)


def test_a_file_that_was_cut_off_is_noticed_or_gives_what_was_put(tmp_path: Path) -> None:
    whole = (filled(tmp_path) / FILE).read_bytes()
    for length in range(0, len(whole), 4096):
        (tmp_path / FILE).write_bytes(whole[:length])
        with Disk(tmp_path) as disk:
            with contextlib.suppress(DamagedError):
                assert disk.get(A) in (None, b"a" * 100)
            disk.clear()


def test_damage_costs_one_more_try_with_an_empty_store(tmp_path: Path) -> None:
    change(filled(tmp_path), "UPDATE made SET data = X'00'")
    tries: list[bytes | None] = []

    def work(disk: Disk) -> str:
        tries.append(None)
        tries[-1] = disk.get(A)
        disk.put(A, b"again")
        return "done"

    assert with_store(tmp_path, work) == "done"
    assert tries == [None, None]
    with Disk(tmp_path) as disk:
        assert (disk.get(A), disk.get(B)) == (b"again", None)


def test_what_is_still_damaged_then_is_our_bug(tmp_path: Path) -> None:
    def work(_: Disk) -> None:
        raise DamagedError(A)

    with pytest.raises(DamagedError):
        with_store(tmp_path, work)


def test_clearing_forgets_everything_written_or_not(tmp_path: Path) -> None:
    with Disk(filled(tmp_path)) as disk:
        disk.put(C, b"c")
        disk.clear()
        assert [disk.get(name) for name in (A, B, C)] == [None, None, None]


def test_what_no_build_has_needed_for_a_week_is_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = 20_000
    monkeypatch.setattr(module, "_today", lambda: today)
    filled(tmp_path)
    today += KEPT_DAYS
    with Disk(tmp_path) as disk:
        assert disk.get(A)
        disk.forget_unused()
        assert disk.has(B)  # The last day that it is kept, and now it has been asked for.
    today += 1
    with Disk(tmp_path) as disk:
        disk.forget_unused()
    with Disk(tmp_path) as disk:
        assert disk.has(A)
        assert not disk.has(B)


def test_before_anything_is_forgotten_it_is_asked_what_else_is_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = 20_000
    monkeypatch.setattr(module, "_today", lambda: today)
    filled(tmp_path)
    asked = []

    def needed() -> list[str]:
        asked.append(today)
        return [B]

    for _ in range(2 * KEPT_DAYS):
        today += 1
        with Disk(tmp_path) as disk:
            assert disk.get(A)
            disk.forget_unused(needed)
            assert disk.has(B)
    # Not with every build: to name all parts takes long.
    assert asked == [20_000 + KEPT_DAYS + 1]


def test_digests_name_bytes() -> None:
    assert digest(b"a") == digest(b"a") != digest(b"b")
    assert len(digest(b"")) == 32


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("a", "b"), ("ab",)),
        (("a", "b"), ("b", "a")),
        (("1",), (1,)),
        (("a", None), ("a",)),
        ((("a",), "b"), ("a", ("b",))),
    ],
)
def test_keys_of_different_parts_differ(one: tuple[object, ...], other: tuple[object, ...]) -> None:
    assert key(*one) == key(*one) != key(*other)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(st.dictionaries(st.integers(0, 20), st.binary(max_size=50), max_size=10))
def test_the_store_is_a_mapping(tmp_path: Path, values: dict[int, bytes]) -> None:
    with Disk(tmp_path) as disk:
        disk.clear()
        for number, data in values.items():
            disk.put(key(number), data)
        assert {number: disk.get(key(number)) for number in values} == values
        disk.flush()
        assert {number: disk.get(key(number)) for number in values} == values
        assert not any(disk.has(key(number)) for number in range(21) if number not in values)


def test_the_fingerprint_of_a_folder_follows_names_and_contents_and_not_the_place(tmp_path: Path) -> None:
    def folder(name: str, files: dict[str, str]) -> Path:
        for path, text in files.items():
            (tmp_path / name / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name / path).write_text(text)
        return tmp_path / name

    one = fingerprint_of_folder(folder("1", {"a.py": "a", "b/c.html": "c"}))
    assert fingerprint_of_folder(folder("2", {"b/c.html": "c", "a.py": "a"})) == one
    assert fingerprint_of_folder(folder("3", {"a.py": "a", "b/c.html": "d"})) != one
    assert fingerprint_of_folder(folder("4", {"a.py": "a", "b/d.html": "c"})) != one
    assert fingerprint_of_folder(folder("5", {"a.py": "a"})) != one
    left = {"__pycache__/a.pyc": "a", "x.egg-info/PKG-INFO": "a", "b/__pycache__/c.pyc": "b"}
    assert fingerprint_of_folder(folder("6", {"a.py": "a", "b/c.html": "c", **left})) == one


@pytest.mark.parametrize("name", ["a.py", "words.yml", "fonts/a.ttf"])
def test_the_fingerprint_of_code_changes_with_code_and_with_what_code_reads(
    tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("a")
    one = fingerprint_of_code(tmp_path)
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "a.pyc").write_text("b")
    assert fingerprint_of_code(tmp_path) == one
    path.write_text("b")
    assert fingerprint_of_code(tmp_path) != one
