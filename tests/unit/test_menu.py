"""The main menu as it is read from mkdocs.yml, without MkDocs."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.config import load_config

from engine import menu
from portal.views.pages import MenuEntry
from tests.projects import ROOT


def read(tmp_path: Path, text: str) -> tuple[MenuEntry, ...]:
    (tmp_path / "mkdocs.yml").write_text(text, "utf-8")
    return menu.read(tmp_path / "mkdocs.yml")


def test_it_is_the_menu_that_mkdocs_reads() -> None:
    config = load_config(str(ROOT / "mkdocs.yml"))
    found = menu.read(ROOT / "mkdocs.yml")
    assert found == menu.entries(config.nav or [])
    assert MenuEntry("Kế hoạch", "/ke-hoach/") in found


def test_there_may_be_none_and_what_mkdocs_has_of_its_own_is_passed_over(tmp_path: Path) -> None:
    assert read(tmp_path, "site_name: A\n") == ()
    own = "site_url: !ENV [A, b]\nmarkdown_extensions:\n  - a: !!python/name:b.c\n"
    text = f"{own}nav: [{{A: a.md}}]\n"
    assert read(tmp_path, text) == (MenuEntry("A", "/a/"),)


@pytest.mark.parametrize(
    "text",
    [
        "nav: [a",
        "\0",
        "- a\n",
        "nav: {A: a.md}\n",
        "nav: [a.md]\n",
        "nav: [{A: [{B: b.md}]}]\n",
        "nav: [{A: https://a.example/}]\n",
    ],
)
def test_what_is_no_menu_is_said_in_one_line(tmp_path: Path, text: str) -> None:
    with pytest.raises(menu.ConfigurationError) as error:
        read(tmp_path, text)
    assert str(error.value)
    assert "\n" not in str(error.value)
