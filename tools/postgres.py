"""A PostgreSQL server for tests and measurements; as a script: install Debian's if need be.

The server is started on a socket in a folder of its own, and stopped. Where there is none, tests
are skipped with a reason.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OWNER = "postgres"  # Debian's user: the server refuses to run as root


def programs() -> Path | None:
    """Return the folder of a server's programs; None if this machine has none."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).parent
    return max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)


@contextmanager
def server() -> Iterator[dict[str, str]]:
    """Run a server; yield the variables by which it is found."""
    tools = programs()
    if not tools:
        raise RuntimeError("there is no server on this machine")
    root = os.geteuid() == 0
    folder = tempfile.mkdtemp(prefix="mm-pg-")
    if root:
        shutil.chown(folder, OWNER)

    def run(tool: str, *arguments: str) -> None:
        done = subprocess.run(  # noqa: S603  # the server's own programs
            [tools / tool, "-D", f"{folder}/data", *arguments], cwd=folder, text=True, check=False,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, user=OWNER if root else None,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(done.stderr)

    try:
        run("initdb", "-U", "ana", "--auth=trust", "--no-sync", "--encoding=UTF8")
        options = f"-c listen_addresses='' -k {folder}"
        run("pg_ctl", "-w", "-l", f"{folder}/log", "-o", options, "start")
        try:
            yield {"PGHOST": folder, "PGUSER": "ana", "PGDATABASE": "postgres"}
        finally:
            run("pg_ctl", "-m", "fast", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main() -> None:
    """Install PostgreSQL if it is missing and this user may."""
    if programs():
        return
    tool = shutil.which("apt-get")
    if tool and hasattr(os, "geteuid") and os.geteuid() == 0:
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for arguments in (["update", "-qq"], ["install", "-y", "-qq", "postgresql"]):
            subprocess.run([tool, *arguments], check=False, env=quiet, stdout=subprocess.DEVNULL)  # noqa: S603  # Debian's own program
    if not programs():
        print("PostgreSQL is not installed: its tests are skipped", file=sys.stderr)  # noqa: T201  # a tool speaks


if __name__ == "__main__":
    main()
