"""Real servers, each started once for all the tests that ask for it."""

from collections.abc import Iterator

import pytest

from tests.exchange.targets.servers import KINDS, Server, missing, running


@pytest.fixture(scope="session", params=list(KINDS))
def started(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    kind = request.param
    if reason := missing(kind):
        pytest.skip(reason)
    with running(kind, tmp_path_factory.mktemp(kind)) as server:
        yield server


@pytest.fixture
def server(started: Server) -> Server:
    """A running server with nothing on it."""
    started.empty()
    return started
