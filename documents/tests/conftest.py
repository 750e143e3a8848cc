import pytest

from documents.tests.factories import types_again


@pytest.fixture(autouse=True)
def seeded(request):
    """Tests that really commit leave empty tables behind; whoever comes after them finds the types again."""
    if "db" in request.fixturenames or request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        types_again()
