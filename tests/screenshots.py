"""`make screenshots`: the README's two pictures, drawn from the sample data on a server of their own."""

import os
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.chromium import FLAGS, ensure
from tests.pmcareer.servers import BASE, address_of, start, stop

PICTURES = BASE / ".github" / "readme"
PAGES = {"this-week": "/", "readiness": "/readiness/"}
SIZE = {"width": 1280, "height": 900}


def draw(address: str) -> None:
    """Opens the sample as a visitor would, and takes a picture of the top of each page."""
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else [*FLAGS]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=ensure(), args=flags)
        page = browser.new_page(viewport=SIZE, color_scheme="light")
        page.goto(address)
        page.get_by_role("button", name="Explore with sample data").click()
        page.wait_for_load_state("networkidle")
        for name, path in PAGES.items():
            page.goto(address.rstrip("/") + path, wait_until="networkidle")
            page.screenshot(path=PICTURES / f"{name}.png")
            print(f"drew {name}.png")
        browser.close()


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        server = start(Path(folder) / "var", DEMO="on")
        try:
            draw(address_of(server))
        finally:
            stop(server)


if __name__ == "__main__":
    main()
