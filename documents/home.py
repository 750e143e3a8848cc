"""The newest documents on the home page."""

from documents import public
from editorial.sections import Band


def bands(site):
    documents = public.newest(site)
    if documents:
        yield Band(50, "documents/_home.html", {"documents": documents})
