"""Notes of sections on a page, told back to them each time the page is read.

They travel in a header of the response, so that a page that is kept in the cache keeps them too, and
a page that the browser still had is told of like one that is sent. No reader gets to see them.
"""

import json

from editorial.sections import sections
from visits.middleware import is_answered, is_page
from visits.visitor import Visitor

HEADER = "X-Page-Notes"


def put(response, notes):
    """`notes` are pairs of the label of a section and what it noted."""
    noted = [pair for pair in notes if pair[1]]
    if noted:
        response.headers[HEADER] = json.dumps(noted)
    return response


class PageNotesMiddleware:
    """Takes the notes off and tells the sections. Stands outside the page cache, beside the count of visits."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        notes = json.loads(response.headers.get(HEADER, "[]"))
        del response.headers[HEADER]
        if notes and is_page(request) and is_answered(response):
            for section in sections():
                for note in (note for label, note in notes if label == section.app_label):
                    section.page_read(note, Visitor.of(request))
        return response
