import logging
from io import StringIO

import pytest


@pytest.fixture
def log():
    """Every line that is logged during the test, of all levels."""
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield stream
    root.removeHandler(handler)
    root.setLevel(level)
