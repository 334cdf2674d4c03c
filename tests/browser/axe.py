"""What axe-core finds wrong with a page: WCAG A, AA and best practice."""

from pathlib import Path

from playwright.sync_api import Page

SOURCE = (Path(__file__).parent / "vendor" / "axe-4.14.1.min.js").read_text(encoding="utf-8")


def violations(page: Page) -> list[str]:
    """Each as "rule: element"; empty when there are none."""
    page.evaluate(SOURCE)
    found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{rule['id']}: {node['html'][:200]}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
