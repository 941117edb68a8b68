"""The browser of the browser tests: found on this machine, or installed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
# It looks for nothing outside, and starts in a container and as root.
FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class NoBrowser(Exception):
    """No Chromium is here and none could be installed; the message says what to do."""


def find() -> str | None:
    """The path of a Chromium: CHROMIUM's, one on PATH, Playwright's own, or the Mac's Chrome; else None."""
    if given := os.environ.get("CHROMIUM"):
        return given
    for name in NAMES:
        if found := shutil.which(name):
            return found
    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
    return next((str(path) for path in (own, MAC) if path.exists()), None)


def ensure() -> str:
    """The path of a Chromium, installed now when there is none. Raises NoBrowser."""
    if found := find():
        return found
    print("No Chromium here: installing one", flush=True)
    attempts = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        attempts += [
            ["apt-get", "update"],
            ["apt-get", "install", "-y", "--no-install-recommends", "chromium"],
        ]
    for attempt in attempts:
        quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run(attempt, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, **quiet)
        if found := find():
            return found
    raise NoBrowser(
        "No Chromium for the browser tests, and none could be installed: install the package chromium, "
        "or name one with CHROMIUM=, or leave these tests out with SKIP_BROWSER=1."
    )


def launch_options() -> dict:
    """What Playwright's `chromium.launch` is given, in every browser test and for the screenshots."""
    # Without a sandbox only where there can be none: as root.
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {"executable_path": ensure(), "args": [*FLAGS, *sandbox]}


def version(path: str) -> str:
    """`Chromium 156`: name and major version."""
    said = subprocess.run([path, "--version"], capture_output=True, text=True).stdout.split()
    number = next((word for word in said if word[0].isdigit()), "")
    return f"Chromium {number.partition('.')[0]}".strip()
