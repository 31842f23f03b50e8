from __future__ import annotations

import pytest

from desktop_app.domain.stats import TimeSeries


def test_the_newest_points_are_kept_in_order():
    series = TimeSeries(3, "x")
    for number in range(5):
        series.add(number, number * 10)
    assert list(series) == [(2, 20), (3, 30), (4, 40)]
    assert (len(series), series.total_added, series.last, series.peak) == (3, 5, 40, 40)


def test_values_that_are_no_numbers_are_left_out():
    series = TimeSeries(3, "x")
    series.add(1, float("nan"))
    series.add(float("inf"), 1)
    assert (len(series), series.last, series.peak) == (0, None, None)


def test_clear_and_bad_sizes():
    series = TimeSeries(2, "x")
    series.add(1, 1)
    series.clear()
    assert list(series) == []
    with pytest.raises(ValueError, match="at least one"):
        TimeSeries(0, "x")
