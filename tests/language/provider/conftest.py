"""A provider for each test."""

from collections.abc import Iterator

import pytest

from tests.language.provider.answering import Provider, running


@pytest.fixture
def server() -> Iterator[Provider]:
    with running() as found:
        yield found
