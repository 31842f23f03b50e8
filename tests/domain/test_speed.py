from __future__ import annotations

import pytest

from desktop_app.domain.speed import estimate_speed


def test_a_range_around_what_memory_allows():
    speed = estimate_speed(4_000_000_000, 0, 40e9)
    assert speed.low < 40e9 / 4e9 < speed.high
    assert speed.low == pytest.approx(4, rel=0.02)
    assert speed.high == pytest.approx(11, rel=0.02)


def test_the_context_is_read_too():
    assert estimate_speed(1_000_000_000, 2_000_000_000, 40e9).high == pytest.approx(
        estimate_speed(2_000_000_000, 0, 40e9).high
    )


def test_tiny_models_are_not_promised_the_impossible():
    assert estimate_speed(1000, 0, 40e9).high <= 2500


@pytest.mark.parametrize(("active", "bandwidth"), [(0, 40e9), (1000, 0.0), (1000, -1.0)])
def test_nothing_is_said_of_what_is_not_known(active, bandwidth):
    assert estimate_speed(active, 0, bandwidth) is None
