"""The forms of the web editor say what the content model says."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from pydantic import ValidationError

from engine import admin
from portal import media_types, settings
from portal.model import RECORDS
from portal.model.data import Admin, Site
from portal.model.notice import Led
from portal.model.page import OrdinaryText
from portal.model.record import Kind
from portal.project import Project
from portal.settings import Settings
from portal.store import digest
from portal.web_editor import outputs, package, words
from portal.web_editor.collections import LEFT_OUT, OrdinaryPage
from portal.web_editor.config import TEST, Content, configuration, git_backend, local_backend
from portal.web_editor.fields import ATTACHMENTS, PICTURES, Forms
from tests.projects import ROOT
from tests.unit.models import field_names

CONTENT = Content((OrdinaryPage("gioi-thieu.md", "Giới thiệu"),), frozenset({"hai-phong/kinh-mon"}))
GITHUB = Admin(backend="github", repo="don-vi/cong", base_url="https://dang-nhap.example")


@pytest.fixture(scope="module")
def known() -> Settings:
    found, problems = settings.load(ROOT / "data", digest)
    assert found is not None, problems
    return found


@pytest.fixture(scope="module")
def config(known: Settings) -> dict[str, Any]:
    return configuration(known, CONTENT, backend=TEST, site_url="https://cong.example/")


def _collection(config: dict[str, Any], kind: Kind) -> dict[str, Any]:
    return next(each for each in config["collections"] if each["name"] == kind.value)


def _form_names(fields: list[dict[str, Any]], before: str = "") -> Iterator[str]:
    for field in fields:
        yield before + field["name"]
        yield from _form_names(field.get("fields", []), f"{before}{field['name']}.")


def _every_field(fields: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for field in fields:
        yield field
        yield from _every_field(field.get("fields", []))
        yield from _every_field([field["field"]] if "field" in field else [])


@pytest.mark.parametrize("kind", Kind)
def test_a_form_has_every_field_of_its_model_and_no_other(kind: Kind, config: dict[str, Any]) -> None:
    left_out = {name for of, name in LEFT_OUT if of in (None, kind)}
    wanted = {name for name in field_names(RECORDS[kind]) if name.partition(".")[0] not in left_out}
    assert set(_form_names(_collection(config, kind)["fields"])) == wanted | {"body"}


def test_no_field_is_left_out_that_the_model_does_not_have() -> None:
    for kind, name in LEFT_OUT:
        assert all(name in RECORDS[each].model_fields for each in ([kind] if kind else Kind))


def test_an_ordinary_page_is_a_file_with_the_fields_of_pages(config: dict[str, Any]) -> None:
    (file,) = config["collections"][-1]["files"]
    assert file["file"] == "docs/gioi-thieu.md"
    assert set(_form_names(file["fields"])) == {*OrdinaryText.model_fields, "body"}


@pytest.mark.parametrize("kind", Kind)
def test_forms_ask_for_what_the_model_asks_for(kind: Kind, config: dict[str, Any]) -> None:
    fields = {field["name"]: field for field in _collection(config, kind)["fields"]}
    for name, info in RECORDS[kind].model_fields.items():
        if name in fields:
            assert fields[name]["required"] == info.is_required(), name
            assert fields[name]["label"] == info.title


def test_every_field_has_a_label_and_help_in_words(config: dict[str, Any]) -> None:
    for kind in Kind:
        for field in _every_field(_collection(config, kind)["fields"]):
            assert re.search(r"\w", field["label"])
            assert not re.search(r"\btrue\b|\.md\b", field.get("hint", "")), field["name"]


def test_every_value_of_an_enumeration_has_a_label() -> None:
    for kind, labels in words.LABELS.items():
        assert len(labels) == len(kind)
        assert len(set(labels)) == len(labels)


def test_the_configuration_fits_the_schema_of_the_pinned_version(known: Settings) -> None:
    """Sveltia's own schema; it is unpacked beside the editor by `portal admin`."""
    schema = json.loads((_files() / "schema.json").read_bytes())
    validator = jsonschema.validators.validator_for(schema)(schema)
    for backend in (TEST, local_backend(None), git_backend(GITHUB)):
        made = configuration(known, CONTENT, backend=backend, site_url="https://cong.example/")
        assert [error.message[:300] for error in validator.iter_errors(made)] == []
    assert not validator.is_valid({**made, "collections": [{"name": "x"}]})


def _files() -> Path:
    if package.found(ROOT) is None:
        assert admin.fetch(Project(ROOT)) == 0
    return package.place(ROOT)


@pytest.mark.parametrize(
    ("kind", "path", "good", "bad"),
    [
        (Kind.PLAN, "signed", ["2025", "2025-02", "2025-02-18"], ["18/2/2025", "2025-13", "25"]),
        (Kind.NOTICE, "ends", ["2025-01-31", "2025-01-31 07:30"], ["31/1/2025", "2025-01-31 25:00"]),
        (Kind.NOTICE, "hours", ["07:00-11:30", "07:00-11:30, 13:30-17:00"], ["7 giờ", "07:00"]),
    ],
)
def test_patterns_take_what_the_model_takes(
    kind: Kind, path: str, good: list[str], bad: list[str], config: dict[str, Any]
) -> None:
    field = next(field for field in _collection(config, kind)["fields"] if field["name"] == path)
    pattern, message = field["pattern"]
    for text in good:
        assert (bool(re.search(pattern, text)), _is_taken(kind, path, text)) == (True, True), text
    for text in bad:
        assert (bool(re.search(pattern, text)), _is_taken(kind, path, text)) == (False, False), text
    assert message


def _is_taken(kind: Kind, name: str, text: str) -> bool:
    try:
        RECORDS[kind].model_validate({name: text})
    except ValidationError as error:
        return all(detail["loc"] != (name,) for detail in error.errors())
    return True


def test_texts_for_boards_are_as_long_as_the_model_allows(config: dict[str, Any]) -> None:
    led = next(field for field in _collection(config, Kind.NOTICE)["fields"] if field["name"] == "led")
    for field in led["fields"]:
        limit = field["maxlength"]
        assert Led.model_validate({field["name"]: "x" * limit})
        with pytest.raises(ValidationError):
            Led.model_validate({field["name"]: "x" * (limit + 1)})


def test_choices_are_those_of_the_data_files(known: Settings, config: dict[str, Any]) -> None:
    fields = {field["name"]: field for field in _collection(config, Kind.PLAN)["fields"]}
    assert [each["value"] for each in fields["kind"]["options"]] == list(known.vocabulary.kinds)
    assert [each["value"] for each in fields["channels"]["options"]] == list(known.vocabulary.channels)
    assert [each["value"] for each in fields["sections"]["options"]] == list(known.sections)


def test_a_place_can_be_chosen_when_it_is_a_province_or_has_records(known: Settings) -> None:
    places = Forms(known, CONTENT.places).places
    assert {each.id for each in known.localities.provinces()} <= places.keys()
    assert places["hai-phong/kinh-mon"].endswith(", Thành phố Hải Phòng")
    assert len(places) < 200


def test_files_lie_beside_their_record_under_their_bare_name(config: dict[str, Any]) -> None:
    uploads = [
        field
        for kind in Kind
        for field in _every_field(_collection(config, kind)["fields"])
        if field["widget"] in ("file", "image")
    ]
    assert len(uploads) == 5
    for field in uploads:
        assert (field["media_folder"], field["public_folder"]) == ("", "")
        assert re.search(field["pattern"][0], "a.pdf")
        assert not re.search(field["pattern"][0], "/nhap/a.pdf")


def test_the_portal_knows_the_type_of_every_file_that_may_be_attached() -> None:
    for ending in (*ATTACHMENTS.split(","), *PICTURES.split(",")):
        assert media_types.media_type(f"a{ending}") != "application/octet-stream"


def test_a_section_is_edited_but_neither_made_nor_deleted(config: dict[str, Any]) -> None:
    section = _collection(config, Kind.SECTION)
    assert (section["create"], section["delete"]) == (False, False)


def test_a_preview_has_the_git_host_only_when_there_is_one() -> None:
    assert local_backend(GITHUB)["repo"] == "don-vi/cong"
    assert "base_url" not in local_backend(None)


def test_a_git_host_may_be_asked_and_no_other() -> None:
    assert outputs.hosts(GITHUB)[0] == "https://api.github.com"
    host = "https://git.example"
    own = Admin(backend="gitea", repo="a/b", base_url=host, api_root=f"{host}/api/v1")
    assert outputs.hosts(own) == (host,)
    policy = html.unescape(outputs.page(outputs.hosts(own)).decode())
    assert f"connect-src 'self' data: blob: {host};" in policy
    assert b"http" not in outputs.page().replace(b"http-equiv", b"")


@pytest.mark.parametrize("given", [{"backend": "svn", "repo": "a/b"}, {"backend": "github"}])
def test_a_git_host_that_makes_no_sense_is_refused(given: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        Admin.model_validate(given)
    assert Site.model_fields["admin"].default is None


def test_another_version_of_the_package_is_refused() -> None:
    with pytest.raises(package.UnexpectedError, match="SHA-256"):
        package.mended(b"import(`../locales/vi.json`)")


def test_the_lock_file_names_the_version_and_a_hash_and_no_registry() -> None:
    lock = (package.PINS / "package-lock.json").read_text("utf-8")
    locked = json.loads(lock)["packages"]["node_modules/@sveltia/cms"]
    assert locked["version"] == package.VERSION
    assert all("integrity" in each for name, each in json.loads(lock)["packages"].items() if name)
    assert "resolved" not in lock


@pytest.mark.parametrize(
    "path", ["/admin/../../../data/site.yml", "/admin/khong-co.js", "/admin//etc/hostname"]
)
def test_a_preview_hands_out_files_of_the_editor_and_no_others(path: str) -> None:
    _files()
    answer = admin.answer(Project(ROOT), path, site_url="http://127.0.0.1:8000/")
    assert answer is not None
    assert answer[2] == 404


def test_a_preview_without_the_files_says_which_command_gets_them(tmp_path: Path) -> None:
    answer = admin.answer(Project(tmp_path), "/admin/", site_url="http://127.0.0.1:8000/")
    assert answer is not None
    content, media_type, status = answer
    assert (media_type, status) == ("text/html", 503)
    assert "portal admin" in content.decode()
    assert admin.answer(Project(tmp_path), "/ke-hoach/", site_url="http://127.0.0.1:8000/") is None


def test_a_preview_answers_with_the_editor_and_its_configuration() -> None:
    _files()
    types = {}
    for path in ("", "start.js", "config.json", "npm/index.js", "locales/vi.js"):
        answer = admin.answer(Project(ROOT), f"/admin/{path}", site_url="http://127.0.0.1:8000/")
        assert answer is not None
        assert answer[2] == 200
        types[path] = answer[1]
    assert types[""] == "text/html"
    assert types["npm/index.js"] == types["start.js"] == types["locales/vi.js"] == "text/javascript"
    made = json.loads(admin.answer(Project(ROOT), "/admin/config.json", site_url="http://127.0.0.1:8000/")[0])  # type: ignore[index]
    files = {file["file"] for file in made["collections"][-1]["files"]}
    assert "docs/gioi-thieu.md" in files
    assert not any(file.startswith(("docs/ke-hoach", "docs/tin-tuc")) for file in files)
