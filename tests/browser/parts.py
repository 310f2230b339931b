"""Parts of a page that several tests look at."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page

Visit = Callable[..., Page]


def tools(page: Page) -> Locator:
    return page.get_by_role("group", name="Công cụ của trang")


def status(page: Page) -> Locator:
    return page.locator("[data-tools] [role=status]")


def button(page: Page, name: str) -> Locator:
    return tools(page).get_by_role("button", name=name, exact=True)
