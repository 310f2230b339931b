"""`portal publish` and `portal rollback`: what the public sees is always a complete, verified build."""

from __future__ import annotations

import argparse
import errno
import os
import re
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from engine import building, progress, registering, site_folder, watching
from engine.failures import NotNowError, UsageError, WrongContentError
from engine.session import Session
from portal import published, settings
from portal.locking import BusyError
from portal.outputs import Difference
from portal.problems import Problem, Problems, Severity, as_text, summary
from portal.processes import Workers
from portal.project import Project, public_address
from portal.published import Published
from portal.publishing import assembling, host, site_files
from portal.publishing.assembling import ChangedError
from portal.publishing.folder import Folder
from portal.publishing.manifest import Entry, Manifest
from portal.publishing.place import Place, PlaceError
from portal.publishing.releases import NoReleaseError, NoRoomError, NotOursError, Releases
from portal.publishing.site_files import StrangeFileError
from portal.publishing.verification import site_settings
from portal.publishing.verification.verify import Verification
from portal.settings import Settings
from portal.store import digest, fingerprint_of_code

# Not a drive of Windows, and no option of ssh.
_REMOTE = re.compile(r"(?P<host>[^-/:][^/:]+):(?P<path>.+)")
KEPT_RELEASES = 5
WAIT_S = 60.0


def add_arguments(publish: argparse.ArgumentParser, back: argparse.ArgumentParser) -> None:
    publish.add_argument(
        "dest",
        metavar="NƠI_ĐĂNG",
        help="thư mục mà máy chủ web phục vụ qua current/; máy khác thì ghi người@máy:/thư/mục",
    )
    publish.add_argument("--built", action="store_true", help="đăng bản dựng đang có, không dựng lại")
    publish.add_argument(
        "--dry-run", action="store_true", help="chỉ liệt kê địa chỉ sẽ thêm (+), sửa (~), bỏ (-)"
    )
    publish.add_argument(
        "--keep",
        type=int,
        default=KEPT_RELEASES,
        metavar="N",
        help=f"số bản giữ lại (mặc định: {KEPT_RELEASES})",
    )
    # What --watch adds for each of its publications: not what somebody has just taken back.
    publish.add_argument("--automatic", action="store_true", help=argparse.SUPPRESS)
    building.add_arguments(publish)
    watching.add_arguments(publish)
    back.add_argument("dest", metavar="NƠI_ĐĂNG", help="như của portal publish")
    back.add_argument("--to", default="", metavar="BẢN", help="về đúng bản này thay vì bản liền trước")
    back.add_argument("--list", action="store_true", help="chỉ liệt kê các bản còn giữ")
    for parser in (publish, back):
        parser.add_argument(
            "--wait",
            type=float,
            default=WAIT_S,
            metavar="GIÂY",
            help=f"nơi khác đang đăng thì chờ bao lâu (mặc định: {WAIT_S:.0f})",
        )
        parser.add_argument(
            "--ssh",
            default=os.environ.get("PORTAL_SSH", "ssh"),
            metavar="LỆNH",
            help="cách gọi ssh tới máy khác, ví dụ «ssh -p 2222» (hoặc biến PORTAL_SSH)",
        )


def publish(project: Project, options: argparse.Namespace) -> None:
    """Build, verify, put beside the last release and serve it; telling of all that."""
    if options.keep < 2:
        raise UsageError("--keep phải từ 2 trở lên: bản đang phục vụ và bản để trả lại")
    if options.watch:
        watching.watch(project, options)
        return
    # What is served may be read by any web server, whatever the publisher's own mask is.
    os.umask(0o022)
    with _opened(project, options) as releases:
        _Publication(project, options, releases, building.site_dir_of(project, options)).run()


def roll_back(project: Project, options: argparse.Namespace) -> None:
    """Serve the release before, or list those that there are."""
    with _opened(project, options, there=True) as releases:
        if options.list:
            for release in releases.all():
                mark = " (đang phục vụ)" if release.served else ""
                print(f"{release.id}  {release.made:%d/%m/%Y %H:%M:%S}{mark}")
            return
        print(f"Đã trả lại bản {releases.roll_back(options.to)}.")


@contextmanager
def _opened(project: Project, options: argparse.Namespace, *, there: bool = False) -> Iterator[Releases]:
    """The releases at a place, for this publisher alone. With `there` they have to be there."""
    with _in_plain_words(), _place(project, options) as place:
        releases = Releases(place)
        if there and place.names("") is None:
            raise UsageError(f"chưa đăng gì ở {place}")
        if "dry_run" in options and options.dry_run and place.names("") is None:
            # All would be new, and nothing is made.
            yield releases
            return
        releases.prepare()
        with releases.alone(_waiting, options.wait):
            yield releases


@contextmanager
def _in_plain_words() -> Iterator[None]:
    """What is against a publication, as a failure of the command."""
    try:
        yield
    except NotOursError as error:
        message = f"{error} không phải là nơi đăng của cổng; hãy chọn thư mục trống"
        raise UsageError(message) from None
    except NoReleaseError as error:
        raise UsageError(str(error)) from None
    except BusyError:
        message = "nơi khác vẫn đang đăng vào đây; chưa đăng gì, hãy chạy lại sau"
        raise NotNowError(message) from None
    except ChangedError as error:
        message = f"{error} đổi hoặc mất giữa chừng; bản đang phục vụ giữ nguyên, hãy chạy lại"
        raise NotNowError(message) from None
    except (NoRoomError, PlaceError) as error:
        raise NotNowError(f"{error}; bản đang phục vụ giữ nguyên") from None
    except BrokenPipeError:
        raise
    except OSError as error:
        raise NotNowError(f"{_reason(error)}; bản đang phục vụ giữ nguyên") from error


@contextmanager
def _place(project: Project, options: argparse.Namespace) -> Iterator[Place]:
    """`/srv/cong`, or as rsync writes it `user@host:/srv/cong`."""
    remote = _REMOTE.fullmatch(options.dest)
    if remote is None:
        yield Folder(_outside(project, options))
        return
    root = remote["path"].rstrip("/") or "/"
    with host.connected(remote["host"], root, ssh=options.ssh, aside=project.cache / "publishing") as found:
        yield found


def _outside(project: Project, options: argparse.Namespace) -> Path:
    folder = Path(options.dest).resolve()
    taken = (building.site_dir_of(project, options), project.docs, project.data) if "built" in options else ()
    for other in taken:
        if folder.is_relative_to(other.resolve()):
            raise UsageError(f"{folder} nằm trong {other}; hãy chọn nơi khác")
    return folder


def _waiting() -> None:
    print("Đang chờ một lần đăng khác vào cùng nơi này xong …", flush=True)


def _reason(error: OSError) -> str:
    where = f" ({error.filename})" if error.filename else ""
    if error.errno == errno.ENOSPC:
        return f"ổ đĩa đã đầy{where}"
    if error.errno in {errno.EROFS, errno.EACCES, errno.EPERM}:
        return f"không có quyền ghi{where}"
    return f"{error.strerror or error}{where}"


@dataclass(frozen=True)
class _Publication:
    """One publication, while nobody else publishes there."""

    project: Project
    options: argparse.Namespace
    releases: Releases
    site_dir: Path

    def run(self) -> None:
        started = time.monotonic()
        public = published.read(self.releases.register)
        if not self.options.dry_run:
            # Before the build, which says best how to mend what is gone.
            registering.add(self.project, public.rows, sys.stdout)
        session = None if self.options.built else building.run(self.project, self.options)
        files = self._files()
        self._verify(files, session, public)
        old = self.releases.manifest(self.releases.current)
        changes = site_files.changes(old, files)
        if self.options.dry_run:
            sys.stdout.writelines(f"{line}\n" for line in _addresses(changes))
            print(f"{_summed(changes)} Chưa đăng gì (--dry-run).")
            return
        self.releases.tidy()
        if changes or not self.releases.current:
            self._put(files, old)
        self._note(session, public)
        taken = time.monotonic() - started
        print(f"{_summed(changes)} Đang phục vụ bản {self.releases.current}, sau {taken:.1f} giây.")

    def _files(self) -> dict[str, Entry]:
        if not self.site_dir.is_dir():
            raise UsageError(f"chưa có bản dựng ở {self.site_dir}; chạy: portal build")
        try:
            return site_files.scan(self.site_dir, self._beside("sums"))
        except StrangeFileError as error:
            message = f"{self.site_dir}/{error} không phải là tệp thường; xóa rồi dựng lại"
            raise UsageError(message) from None

    def _verify(self, files: Mapping[str, Entry], session: Session | None, public: Published) -> None:
        known, problems = _settings(self.project, session)
        if known is not None:
            url = public_address(known.site.address)
            problems += site_settings.check(known, url)
            problems += self._checked(files, url, public)
        found = Problems(problem for problem in problems if problem.severity is Severity.ERROR)
        if found:
            sys.stderr.write(as_text(found))
            print(f"{summary(found)} Chưa đăng gì; bản đang phục vụ giữ nguyên.", file=sys.stderr)
            raise WrongContentError

    def _checked(self, files: Mapping[str, Entry], url: str, public: Published) -> list[Problem]:
        verification = Verification(
            root=self.site_dir,
            shown=self.site_dir.name,
            url=url,
            register=Published((*registering.read(self.project).rows, *public.rows)),
            known=self._beside("verified"),
            code=fingerprint_of_code(self.project.root / "hooks"),
        )
        with (
            progress.stages()("Kiểm tra bản dựng", len(files)) as advance,
            Workers(self.options.jobs) as workers,
        ):
            return verification.check(files, workers, advance)

    def _beside(self, ending: str) -> Path:
        return site_folder.beside(self.project, self.site_dir, ending)

    def _put(self, files: Mapping[str, Entry], old: Manifest) -> None:
        plan = assembling.plan(old, files, now=int(time.time()))
        if self.options.automatic and plan.identity == self.releases.taken_back:
            raise WrongContentError("bản này đã bị trả lại; sửa nội dung, hoặc đăng lại bằng portal publish")
        with progress.stages()("Chép sang bản mới", len(plan.unchanged) + len(plan.fresh)) as advance:
            self.releases.put(plan, self.site_dir, old=old, keep=self.options.keep, advance=advance)
        self.releases.forget_taken_back()

    def _note(self, session: Session | None, public: Published) -> None:
        if session is not None:
            registering.note(session, sys.stdout)
        rows = (*public.rows, *registering.read(self.project).rows)
        self.releases.keep_register(published.written(rows))


def _settings(project: Project, session: Session | None) -> tuple[Settings | None, list[Problem]]:
    if session is not None and session.snapshot is not None:
        return session.snapshot.settings, []
    return settings.load(project.data, digest)


def _addresses(changes: Difference) -> Iterator[str]:
    """A line an address, in their order."""
    marked = [(name, "+") for name in changes.added]
    marked += [(name, "~") for name in changes.changed]
    marked += [(name, "-") for name in changes.removed]
    for name, mark in sorted(marked):
        yield f"{mark} /{name.removesuffix('index.html') if name.endswith('/index.html') else name}"


def _summed(changes: Difference) -> str:
    if not changes:
        return "Không có gì mới."
    return f"Thêm {len(changes.added)}, sửa {len(changes.changed)}, bỏ {len(changes.removed)} tệp."
