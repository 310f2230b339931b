"""Outputs: files of addresses, manifests, and what two of them differ in."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from portal.outputs import Difference, Manifest, Output, difference, file_of

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
