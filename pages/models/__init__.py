from pages.models.menu import MenuEntry
from pages.models.pages import Contact, Language, Layout, Leader, Page, PageItem, Row, Unit

__all__ = [
    "Contact",
    "Language",
    "Layout",
    "Leader",
    "MenuEntry",
    "Page",
    "PageItem",
    "Row",
    "Unit",
]
