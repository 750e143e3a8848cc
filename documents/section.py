from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from documents import figures, home, tasks
from documents.models import Document, DocumentType, IssuingBody, PostingLimit, Signer, Topic
from editorial.desk_menu import DeskEntry, MenuGroup, list_entry
from editorial.sections import DemoOption, DemoPart, MenuLink, Repeated, Section


class Documents(Section):
    """Văn bản chỉ đạo, điều hành: the register of documents."""

    prefix = "van-ban/"
    styles = ("documents/documents.css",)
    menu_links = (MenuLink(30, pgettext_lazy("menu", "Documents"), "documents:list"),)

    def home_bands(self, site):
        return home.bands(site)

    desk_menu = (
        list_entry(MenuGroup.CONTENT, 40, _("Directive documents"), "gavel", Document),
        DeskEntry(
            MenuGroup.CONTENT,
            70,
            _("Import of a register"),
            "upload_file",
            "admin:register_imports",
            "documents.add_importrun",
        ),
        list_entry(
            MenuGroup.DOCUMENT_TABLES,
            10,
            _("Types of documents"),
            "description",
            DocumentType,
            "change",
        ),
        list_entry(
            MenuGroup.DOCUMENT_TABLES,
            20,
            _("Issuing bodies"),
            "account_tree",
            IssuingBody,
            "change",
        ),
        list_entry(
            MenuGroup.DOCUMENT_TABLES, 30, _("Fields of documents"), "topic", Topic, "change"
        ),
        list_entry(MenuGroup.DOCUMENT_TABLES, 40, _("Signers"), "signature", Signer, "change"),
        list_entry(
            MenuGroup.DOCUMENT_TABLES, 50, _("Limits for posting"), "timer", PostingLimit, "change"
        ),
    )
    desk_styles = ("documents/desk.css",)
    component_sources = "data/components.json"
    beat = {
        "resume-imports": Repeated(tasks.resume_imports, 60),
    }

    year_figures = (figures.YEAR,)

    demo = (DemoPart(500, "documents.demo.register"),)
    demo_options = (
        DemoOption(
            "documents",
            "documents.demo.register",
            help="add N synthetic documents of old years, to measure with",
            title="Văn bản thử tải",
            unit="văn bản",
        ),
    )
    benches = ("documents.benches",)


section = Documents()
