"""What pages of other parts of the portal show of the register."""

from documents.models import Document


def newest(site, count=6):
    """The documents issued last that are public."""
    found = Document.objects.on_site(site).published()
    return list(found.for_lists().order_by("-issued_on", "-pk")[:count])
