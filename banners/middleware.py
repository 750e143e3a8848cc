from banners import counter
from banners.public import HEADER
from visits.middleware import is_answered, is_page
from visits.visitor import Visitor


class BannerMiddleware:
    """Counts the banners of a page each time it is read. Stands outside the page cache, beside the count of visits."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        items = response.headers.get(HEADER, "")
        del response.headers[HEADER]
        if items and is_page(request) and is_answered(response):
            counter.count_shown(items.split(","), Visitor.of(request))
        return response
