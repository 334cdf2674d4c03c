"""Makes sure that a real Chromium is here: the tests drive one, and bench looks through one."""

import os
import shutil
import subprocess
import sys

from bench.chromium import browser_path


def install() -> None:
    """Install Debian's headless Chromium where we may, else the one Playwright brings."""
    prefix = _may_use_apt()
    if prefix is not None:
        environment = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive"]
        _run([*environment, "apt-get", "-qq", "update"])
        if _run([*environment, "apt-get", "-qq", "install", "-y", "chromium-headless-shell"]):
            return
    _run([sys.executable, "-m", "playwright", "install", "chromium"])


def _may_use_apt() -> list[str] | None:
    """What to put before apt-get: nothing for root, sudo if it asks no password, else None."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    sudo = ["sudo", "-n"]
    return sudo if shutil.which("sudo") and _run([*sudo, "true"], quiet=True) else None


def _run(command: list[str], *, quiet: bool = False) -> bool:
    """Run `command`; its output is shown only when it failed."""
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode and not quiet:
        print(f"{' '.join(command)}: {done.stdout[-2000:]}", file=sys.stderr)
    return done.returncode == 0


def main() -> int:
    if browser_path():
        return 0
    if os.environ.get("CHROMIUM"):
        print(f"CHROMIUM={os.environ['CHROMIUM']}: tidak ada peramban di sana.", file=sys.stderr)
        return 1
    print("Memasang peramban Chromium untuk uji (sekali saja) …", flush=True)
    install()
    if browser_path():
        return 0
    print(
        "Peramban untuk uji tidak dapat dipasang. Pasang Chromium atau Google Chrome sendiri,"
        " lalu isi CHROMIUM=jalur/ke/peramban dan ulangi.",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
