from __future__ import annotations

import pytest

from tests.fakes.update_server import UpdateServer


@pytest.fixture
def server(tmp_path):
    made = UpdateServer(tmp_path)
    yield made
    made.close()
