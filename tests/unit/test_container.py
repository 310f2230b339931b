"""The container recipe names what exists, is pinned, and runs without root; nginx takes its configuration."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import yaml

from tests.projects import ROOT
from tests.readers import programs

FOLDER = ROOT / "deploy" / "container"
RECIPE = (FOLDER / "Containerfile").read_text("utf-8")


def test_every_image_comes_from_one_pinned_base_and_ends_without_root() -> None:
    stages = re.findall(r"^FROM (\S+) AS (\w+)$", RECIPE, re.MULTILINE)
    assert stages == [
        ("docker.io/library/debian:bookworm-slim", "base"),
        ("base", "publish"),
        ("base", "serve"),
    ]
    for stage in re.split(r"^FROM .*$", RECIPE, flags=re.MULTILINE)[2:]:
        commands = re.findall(r"^(USER|CMD|RUN|COPY|VOLUME)\b", stage, re.MULTILINE)
        assert commands.count("USER") == 1
        assert commands.index("USER") > len(commands) - 4
    assert set(re.findall(r"^USER (.*)$", RECIPE, re.MULTILINE)) == {"33:33"}


def test_what_is_copied_is_there() -> None:
    for line in re.findall(r"^COPY (.*)$", RECIPE, re.MULTILINE):
        *names, _ = line.split()
        assert names
        assert all((ROOT / name).exists() for name in names), line


def test_services_are_images_of_the_recipe_that_write_to_volumes_only() -> None:
    services = yaml.safe_load((FOLDER / "compose.yaml").read_text("utf-8"))["services"]
    assert services.keys() == {"publish", "serve"}
    for name, service in services.items():
        assert service["build"]["target"] == name
        assert (FOLDER / service["build"]["context"] / service["build"]["dockerfile"]).is_file()
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["tmpfs"] == ["/tmp"]  # noqa: S108 - of the container
    assert services["serve"]["volumes"] == ["releases:/srv/portal:ro"]


def test_nginx_takes_the_configuration(tmp_path: Path) -> None:
    programs.require("nginx")
    shutil.copytree(ROOT / "deploy" / "nginx" / "portal", tmp_path / "portal")
    text = (FOLDER / "nginx.conf").read_text("utf-8").replace("/tmp/", f"{tmp_path}/")  # noqa: S108
    (tmp_path / "nginx.conf").write_text(text, "utf-8")
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    command = [program, "-t", "-e", "stderr", "-c", str(tmp_path / "nginx.conf")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "[warn]" not in done.stderr
