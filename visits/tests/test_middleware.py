import pytest
from django.http import HttpResponse, HttpResponseNotModified

from visits.middleware import VisitMiddleware


class SomeSite:
    pk = 1


@pytest.fixture
def counted(monkeypatch):
    calls = []
    monkeypatch.setattr(
        "visits.counter.count", lambda site_id, visitor, **kwargs: calls.append(visitor)
    )
    return calls


def ask(rf, path="/tin-tuc/", response=None, method="get", **extra):
    request = getattr(rf, method)(path, **extra)
    request.site = SomeSite()
    VisitMiddleware(lambda _request: response or HttpResponse("<p>Tin</p>"))(request)


class VisitMiddlewareTests:
    def test_counts_a_page(self, rf, counted):
        ask(rf)
        assert len(counted) == 1

    def test_counts_a_page_that_the_browser_still_had(self, rf, counted):
        ask(rf, response=HttpResponseNotModified())
        assert len(counted) == 1

    @pytest.mark.parametrize(
        "path", ["/quan-tri/", "/tep/ab/cd.jpg", "/healthz", "/tin-tuc/rss/", "/tin-tuc/atom/"]
    )
    def test_counts_pages_only(self, rf, counted, path):
        ask(rf, path)
        assert counted == []

    def test_counts_no_error_no_download_and_no_form(self, rf, counted):
        ask(rf, response=HttpResponse("?", status=404))
        ask(rf, response=HttpResponse("a", content_type="application/pdf"))
        ask(rf, method="post")
        assert counted == []

    def test_believes_a_forwarded_address_from_our_own_proxy_only(self, rf, counted):
        ask(rf, REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="198.51.100.1, 203.0.113.9")
        ask(rf, REMOTE_ADDR="203.0.113.5", HTTP_X_FORWARDED_FOR="198.51.100.1")
        assert [visitor.address for visitor in counted] == ["203.0.113.9", "203.0.113.5"]
