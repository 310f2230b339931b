"""Each file of the site once: a content file that claims an address of the portal's own is told so."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from operator import attrgetter

from portal.catalogue import Snapshot
from portal.model.base import field_name
from portal.model.page import OrdinaryText
from portal.model.record import Record
from portal.outputs import Output, file_of
from portal.problems import Problem, Severity

_OURS = frozenset("_preview _van-de admin api assets cap embed feeds led loa search build.json".split())
"""Where programs look for files of the portal's own, those of the preview and of the web editor included."""


def without(
    outputs: Iterable[Output], brought: Sequence[Output], snapshot: Snapshot
) -> tuple[list[Output], list[Problem]]:
    """The outputs that get the addresses that they claim, by address, and problems for the others.

    `brought` are files that content brings.
    """
    claims: tuple[list[Output], ...] = ([], [], [], [*brought])
    for output in outputs:
        claims[_claim(output)].append(output)
    kept: dict[str, Output] = {}
    folders: dict[str, bool] = {}
    problems = []
    for rank, output in ((rank, output) for rank, claim in enumerate(claims) for output in claim):
        name = file_of(output.address)
        taken = name in kept or name in folders or _in_a_file(name, kept, folders)
        if taken or (rank and _is_ours(name, rank)):
            problems.append(_clash(output, snapshot))
        else:
            kept[name] = output
    return sorted(kept.values(), key=attrgetter("address")), problems


def _claim(output: Output) -> int:
    """What the portal has of its own comes first, then pages of content, then former addresses."""
    if output.page is None:
        return 0
    outline = output.page.outline
    return 2 if outline.former else 1 if outline.source else 0


def _is_ours(name: str, rank: int) -> bool:
    # Pages may show the portal's own pictures, and small letters and capitals are the same to some systems.
    return name.partition("/")[0].casefold() in _OURS and not (rank == 3 and name.startswith("assets/"))


def _in_a_file(name: str, kept: Container[str], folders: dict[str, bool]) -> bool:
    """Whether something above is a file; `folders` keeps what is known of folders."""
    folder = name.rpartition("/")[0]
    found = folders.get(folder)
    if found is None:
        found = bool(folder) and (folder in kept or _in_a_file(folder, kept, folders))
        folders[folder] = found
    return found


def _clash(output: Output, snapshot: Snapshot) -> Problem:
    message = f"địa chỉ «{output.address}» đã là của một trang khác trên cổng"
    code, error = "address-taken", Severity.ERROR
    if output.page and output.page.outline.source:
        return Problem(f"docs/{output.page.outline.source}", 1, "", code, error, message, "đổi tên tệp")
    if output.address[1:] in snapshot.catalogue.others:
        path = f"docs/{output.address[1:]}"
        return Problem(path, 1, "", code, error, message, "chuyển tệp sang thư mục khác, hoặc đổi tên")
    owners: list[Record | OrdinaryText] = [*snapshot.shown, *snapshot.texts]
    for record in owners:
        if output.address in record.aliases:
            where = ("aliases", record.aliases.index(output.address))
            line, field = record.origin.line(*where), field_name(where)
            return Problem(record.origin.path, line, field, code, error, message, "xóa địa chỉ cũ này")
    return Problem("docs", 1, "", code, error, message, "đổi tên tệp")
