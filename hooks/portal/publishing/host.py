"""Releases on another machine, over ssh: what `releases` asks of a place, as commands of its shell.

The other machine needs a POSIX shell, GNU coreutils and findutils, flock of util-linux and rsync, as every
Linux server has them; nothing of the portal.
"""

from __future__ import annotations

import contextlib
import shlex
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from portal.locking import BusyError
from portal.publishing import assembling
from portal.publishing.assembling import Advance, Plan
from portal.publishing.manifest import Entry
from portal.publishing.place import LOCK, PlaceError

_BUSY = 75
"""EX_TEMPFAIL of sysexits(3)."""
_SECOND = 1_000_000_000


@contextmanager
def connected(host: str, root: str, *, ssh: str, aside: Path) -> Iterator[Host]:
    """A folder of another machine, with one connection for all commands: a handshake takes longer than most.

    `ssh` is the command with its options; what has to be sent waits below the folder `aside`.
    """
    # The path of a socket has at most 104 bytes.
    with tempfile.TemporaryDirectory(prefix="nq57-") as folder:
        shared = ("-o", "ControlMaster=auto", "-o", f"ControlPath={folder}/%C", "-o", "ControlPersist=60")
        command = [*shlex.split(ssh), "-o", "BatchMode=yes", "-o", "ConnectTimeout=20", *shared]
        try:
            yield Host(host, root, command, aside)
        finally:
            subprocess.run([*command, "-O", "exit", host], check=False, capture_output=True)


class Host:
    """A place; see `Place`. `ssh` is the command that begins a connection."""

    def __init__(self, host: str, root: str, ssh: Sequence[str], aside: Path) -> None:
        self.host = host
        self.root = root
        self.aside = aside
        self._ssh = tuple(ssh)

    def __str__(self) -> str:
        return f"{self.host}:{self.root}"

    def names(self, folder: str) -> dict[str, float] | None:
        found = self._run(
            'if [ ! -e "$1" ]; then echo none; '
            'elif [ ! -d "$1" ]; then echo file; '
            'else echo folder; find "$1" -mindepth 1 -maxdepth 1 -printf "%T@ %f\\0"; fi',
            self._at(folder),
        )
        kind, _, rest = found.decode().partition("\n")
        if kind == "none":
            return None
        # A file is something that nobody asked for.
        lines = (line.partition(" ") for line in rest.split("\0") if line)
        return {name: float(moment) for moment, _, name in lines} if kind == "folder" else {"": 0.0}

    def make(self, folder: str) -> None:
        self._run('mkdir -p -- "$1"', self._at(folder))

    @contextmanager
    def alone(self, waiting: Callable[[], None], wait_s: float) -> Iterator[None]:
        """The lock is held by a shell over there, which ends with its input: when we end, however."""
        script = f'exec 9>>"$1" && {{ flock -n 9 || {{ echo busy; flock -w "$2" 9 || exit {_BUSY}; }}; }} && '
        script += "echo held && cat >/dev/null"
        with subprocess.Popen(
            self._command(script, self._at(LOCK), str(max(wait_s, 0.1))),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as holder:
            assert holder.stdout is not None
            assert holder.stdin is not None
            said = holder.stdout.readline()
            if said == b"busy\n":
                waiting()
                said = holder.stdout.readline()
            try:
                if said != b"held\n":
                    raise self._not_held(holder)
                yield
            finally:
                with contextlib.suppress(OSError):
                    holder.stdin.close()

    def _not_held(self, holder: subprocess.Popen[bytes]) -> Exception:
        error = holder.communicate()[1]
        return BusyError(str(self)) if holder.returncode == _BUSY else self._failed(error)

    def read(self, name: str) -> bytes:
        return self._run('if [ -f "$1" ]; then cat "$1"; fi', self._at(name))

    def write(self, name: str, data: bytes) -> None:
        self._run('cat >"$1.new" && sync "$1.new" && mv -T "$1.new" "$1"', self._at(name), data=data)

    def delete(self, name: str) -> None:
        self._run('rm -rf -- "$1"', self._at(name))

    def rename(self, old: str, new: str) -> None:
        self._run('mv -T "$1" "$2"', self._at(old), self._at(new))

    def settle(self) -> None:
        self._run("sync")

    def link(self, name: str) -> str:
        return self._run('if [ -L "$1" ]; then readlink "$1"; fi', self._at(name)).decode().strip()

    def turn(self, name: str, target: str) -> None:
        self._run('ln -sfn "$2" "$1.new" && mv -T "$1.new" "$1"', self._at(name), target)

    def free(self) -> int:
        return int(self._run("df -P -B1 -- \"$1\" | awk 'NR==2 {print $4}'", self._at("")))

    def stamps(self, folder: str) -> dict[str, tuple[int, int]]:
        found = self._run('find "$1" -type f -printf "%s %T@ %P\\0"', self._at(folder)).decode()
        lines = (line.split(" ", 2) for line in found.split("\0") if line)
        return {name: (int(size), _nanoseconds(moment)) for size, moment, name in lines}

    def assemble(
        self, plan: Plan, site: Path, *, old: str, new: str, had: Mapping[str, Entry], advance: Advance
    ) -> Mapping[str, Entry]:
        self.make(new)
        kept = self._kept(plan, old, new, had)
        advance(len(plan.unchanged))
        self.aside.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self.aside) as folder:
            made = assembling.copy(str(site), f"{folder}/new", assembling.missing(plan, kept), advance)
            self._send(f"{folder}/new/", new, made)
        return {**kept, **made}

    def _kept(self, plan: Plan, old: str, new: str, had: Mapping[str, Entry]) -> dict[str, Entry]:
        """What the new release has of earlier ones: names that lead to the same files. rsync puts new files
        into their places, and writes into none."""
        stamps = self.stamps(new) if had else {}
        staying = assembling.staying(plan.unchanged, had, stamps)
        before = self.stamps(old) if plan.unchanged.keys() - staying.keys() else {}
        linked = {
            name: entry
            for name, entry in plan.unchanged.items()
            if name not in staying and before.get(name) == (entry.size, entry.mtime)
        }
        kept = assembling.in_pairs(plan.unchanged, {**staying, **linked})
        delete = 'cd "$1" && xargs -0 -r rm -f -- && find . -mindepth 1 -type d -empty -delete'
        self._run(delete, self._at(new), data=_listed(stamps.keys() - kept.keys()))
        link = 'to=$(readlink -f "$2") && cd "$1" && xargs -0 -r cp -al --parents -t "$to" --'
        self._run(link, self._at(old), self._at(new), data=_listed(linked.keys() & kept.keys()))
        return kept

    def _send(self, folder: str, new: str, names: Iterable[str]) -> None:
        """What pages need goes before the pages."""
        pages = [name for name in names if name.removesuffix(".gz").endswith(".html")]
        others = sorted(set(names) - set(pages))
        for some in (others, sorted(pages)):
            self._rsync(folder, new, some)

    def _rsync(self, folder: str, new: str, names: Sequence[str]) -> None:
        if not names:
            return
        # With --protect-args no shell over there sees the path. Every server may read what is put there.
        options = (
            "--protect-args --times --perms --chmod=D755,F444 --timeout=120 --from0 --files-from=-".split()
        )
        target = f"{self.host}:{self._at(new)}/"
        command = ["rsync", *options, "-e", shlex.join(self._ssh), "--", folder, target]
        done = subprocess.run(command, input="\0".join(names).encode(), capture_output=True, check=False)
        if done.returncode:
            raise self._failed(done.stderr)

    def _run(self, script: str, *arguments: str, data: bytes = b"") -> bytes:
        """What a script over there prints."""
        done = subprocess.run(self._command(script, *arguments), input=data, capture_output=True, check=False)
        if done.returncode:
            raise self._failed(done.stderr)
        return done.stdout

    def _command(self, script: str, *arguments: str) -> list[str]:
        # ssh puts its words together for the shell over there, which takes them apart again.
        return [*self._ssh, self.host, "--", shlex.join(["sh", "-c", script, "sh", *arguments])]

    def _at(self, name: str) -> str:
        return f"{self.root}/{name}" if name else self.root

    def _failed(self, error: bytes) -> PlaceError:
        text = error.decode(errors="replace").strip()
        return PlaceError(f"{self.host}: {text.splitlines()[-1] if text else 'không trả lời'}")


def _listed(names: Iterable[str]) -> bytes:
    return "".join(f"./{name}\0" for name in sorted(names)).encode()


def _nanoseconds(moment: str) -> int:
    """`1795890327.1481320400` of find(1): more digits than a number of Python's would keep."""
    seconds, _, rest = moment.partition(".")
    return int(seconds) * _SECOND + int(rest[:9].ljust(9, "0"))
