"""Makes everything the program needs on this machine: system libraries, `.venv`, dependencies.

Runs on the bare Python of a fresh Debian, so it imports the standard library alone. A second run
finds the mark of the first one and returns at once.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parents[1]
ENVIRONMENT = ROOT / ".venv"
OLDEST, NEWEST = (3, 11), (3, 13)

# What Qt's libraries and its two platform plugins (a window, and off screen) ask the linker for
# and do not bring along (printing asks for cups), with the Debian package that holds it.
LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libbrotlidec.so.1": "libbrotli1",
    "libcups.so.2": "libcups2",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
# Programs that the tests start: a screen without a monitor, windows and hands on it, and what takes
# from root the right to write where nobody may.
TEST_PROGRAMS = {
    "Xvfb": "xvfb",
    "openbox": "openbox",
    "xdotool": "xdotool",
    "setpriv": "util-linux",
    "git": "git",
    "initdb": "postgresql",
    "dovecot": "dovecot-imapd",
}


def has_library(name: str) -> bool:
    """Return whether the linker finds the shared library `name`."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def has_module(name: str) -> bool:
    """Return whether this Python has the module `name`."""
    return importlib.util.find_spec(name) is not None


def has_program(name: str) -> bool:
    """Return whether `name` is on the search path, among root's, or among those of PostgreSQL."""
    kept_apart = Path("/usr/lib/postgresql").glob(f"*/bin/{name}")
    return shutil.which(name) is not None or Path("/usr/sbin", name).exists() or any(kept_apart)


def find_missing_packages(
    *,
    for_tests: bool,
    library: Callable[[str], bool] = has_library,
    module: Callable[[str], bool] = has_module,
    program: Callable[[str], bool] = has_program,
) -> list[str]:
    """Return the Debian packages, in order, that this Linux machine still lacks."""
    # Debian splits the module that makes environments off; python3-venv is that of the default.
    missing = [] if module("ensurepip") else [f"python3.{sys.version_info[1]}-venv"]
    missing += [package for name, package in LIBRARIES.items() if not library(name)]
    if for_tests:
        missing += [package for name, package in TEST_PROGRAMS.items() if not program(name)]
    return missing


def stop(message: str) -> NoReturn:
    """Say what is to do and end with a failure."""
    sys.exit(f"\n{message}\n")


def install_system_packages(missing: Sequence[str]) -> None:
    """Install Debian packages as root; anybody else is told the one line to run."""
    if not has_program("apt-get"):
        stop(
            "These are missing (their names on Debian); install them, then try again:\n  "
            + " ".join(missing)
        )
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *missing]
    if os.geteuid() != 0:
        stop(
            "Some system packages are missing. Run this line, then the same command again:\n\n"
            f"  sudo apt-get update && sudo {' '.join(command)}"
        )
    print(f"Installing {len(missing)} system packages: {' '.join(missing)}", flush=True)
    if "postgresql" in missing:
        want_no_cluster()
    if "dovecot-imapd" in missing:
        want_no_mail_server()
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (["apt-get", "update", "-qq"], [*command, "-qq"]):
        if subprocess.run(step, env=quiet, stdout=subprocess.DEVNULL, check=False).returncode:
            stop(f"`{' '.join(step)}` failed; the lines above say why.")


def want_no_cluster() -> None:
    """Keep Debian from making and starting a database of its own: ours are made where needed."""
    wish = Path("/etc/postgresql-common/createcluster.d/lienhe.conf")
    wish.parent.mkdir(parents=True, exist_ok=True)
    wish.write_text("create_main_cluster = false\n", "utf-8")


def want_no_mail_server() -> None:
    """Keep systemd from starting a mail server of the machine's own."""
    mask = Path("/etc/systemd/system/dovecot.service")
    if mask.parent.is_dir() and not mask.is_symlink():
        mask.symlink_to("/dev/null")


def environment_python() -> Path:
    """Return the interpreter of the project's environment, whether or not it exists."""
    windows = sys.platform == "win32"
    return ENVIRONMENT / ("Scripts/python.exe" if windows else "bin/python")


def environment_works() -> bool:
    """Return whether the environment's interpreter runs, fits and has pip.

    It stops to do so when the system's Python is replaced by another version.
    """
    probe = f"import sys, pip; sys.exit(not {OLDEST} <= sys.version_info[:2] <= {NEWEST})"
    try:
        done = subprocess.run([environment_python(), "-c", probe], check=False, capture_output=True)
    except OSError:
        return False
    return done.returncode == 0


def fingerprint(lock: Path) -> str:
    """Return what the mark of a complete installation from `lock` holds."""
    digest = hashlib.sha256(lock.read_bytes() + Path(__file__).read_bytes())
    return f"{lock.name} {digest.hexdigest()}\n"


def is_installed(lock: Path, mark: Path) -> bool:
    """Return whether an earlier run installed exactly this, in an interpreter still there."""
    return (
        environment_python().exists()
        and mark.exists()
        and mark.read_text("utf-8") == fingerprint(lock)
    )


def install(lock: Path) -> None:
    """Make the environment if need be and install what `lock` pins, each file by its hash."""
    if not environment_works():
        print(f"Making {ENVIRONMENT.name} with Python {sys.version.split()[0]}", flush=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", ENVIRONMENT], check=True)
    print("Installing the libraries (about 100 MB, once)", flush=True)
    command: list[str | Path] = [
        environment_python(),
        "-m",
        "pip",
        "install",
        "--require-hashes",
        "--no-deps",
    ]
    command += ["--disable-pip-version-check", "--no-input", "--requirement", lock]
    if not sys.stdout.isatty():
        command.append("-qq")
    # Without compiled modules the program would start four times slower.
    compiling = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    if subprocess.run(command, env=compiling, check=False).returncode:
        stop(
            "The libraries could not be installed; the lines above say why. "
            "Is the network reachable? The same command goes on where it stopped."
        )


def use_a_fitting_python() -> None:
    """Go on in a Python of a supported version; return only in one."""
    if OLDEST <= sys.version_info[:2] <= NEWEST:
        return
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        other = shutil.which(f"python3.{minor}")
        if other:
            sys.exit(subprocess.run([other, *sys.argv], check=False).returncode)
    stop(
        "Lienhe needs Python 3.11, 3.12 or 3.13; "
        f"this one is {sys.version.split()[0]}, and no other was found."
    )


def main() -> None:
    """Make the environment complete, or say what is missing."""
    use_a_fitting_python()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dev", action="store_true", help="also what tests and checks need")
    for_tests = parser.parse_args().dev
    complete = (ROOT / "requirements-dev.lock", ENVIRONMENT / "installed-dev")
    plain = (ROOT / "requirements.lock", ENVIRONMENT / "installed")
    if is_installed(*complete) or (not for_tests and is_installed(*plain)):
        return
    lock, mark = complete if for_tests else plain
    if sys.platform == "linux" and (missing := find_missing_packages(for_tests=for_tests)):
        install_system_packages(missing)
    install(lock)
    mark.write_text(fingerprint(lock), "utf-8")


if __name__ == "__main__":
    main()
