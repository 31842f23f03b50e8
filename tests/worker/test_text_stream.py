from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.worker.text_stream import TextStream


def test_characters_come_whole():
    stream = TextStream()
    shown = [stream.feed(bytes([byte])) for byte in "aé€😀".encode()]
    assert shown == ["a", "", "é", "", "", "€", "", "", "", "😀"]


def test_bytes_that_are_no_text_are_replaced():
    stream = TextStream()
    assert stream.feed(b"a\xff\xfeb") == "a\ufffd\ufffdb"
    assert stream.feed("€".encode()[:2]) == ""
    assert stream.feed(b"c") == "\ufffdc"
    assert stream.feed("€".encode()[:1]) == ""
    assert stream.end() == "\ufffd"


def test_a_stop_string_never_shows_and_nor_does_what_follows():
    stream = TextStream(("<end>",))
    assert stream.feed(b"Hello <e") == "Hello "
    assert not stream.is_stopped
    assert stream.feed(b"nd> more") == ""
    assert stream.is_stopped
    assert stream.feed(b"late") == ""
    assert stream.end() == ""


def test_what_only_looked_like_a_stop_string_is_shown():
    stream = TextStream(("<end>",))
    assert stream.feed(b"a<en") == "a"
    assert stream.feed(b"emy>") == "<enemy>"
    assert stream.feed(b"b<e") == "b"
    assert stream.end() == "<e"


def test_the_first_of_several_stop_strings_counts():
    stream = TextStream(("World", "lo", ""))
    assert stream.feed(b"Hello World") == "Hel"
    assert stream.is_stopped


def test_a_stop_string_may_complete_at_the_very_end():
    stream = TextStream(("\ufffd",))
    assert stream.feed(b"a\xe2\x82") == "a"
    assert stream.end() == ""
    assert stream.is_stopped


@given(
    st.text(alphabet="ab€", max_size=30),
    st.lists(st.text(alphabet="ab€", min_size=1, max_size=4), max_size=3),
    st.lists(st.integers(1, 4), max_size=40),
)
def test_any_cut_of_the_bytes_gives_the_text_up_to_the_first_stop(text, stops, sizes):
    stream, data, shown = TextStream(tuple(stops)), text.encode(), ""
    for size in sizes:
        shown += stream.feed(data[:size])
        data = data[size:]
    shown += stream.feed(data) + stream.end()
    ends = [text.find(stop) for stop in stops if stop in text]
    if not ends:
        assert shown == text
        assert not stream.is_stopped
    else:
        assert stream.is_stopped
        # which of overlapping stops completes first depends on the cut; none of them ever shows
        assert text.startswith(shown)
        assert len(shown) >= min(ends)
        assert not any(stop in shown for stop in stops)


@pytest.mark.parametrize("stop", ["aab", "aa", "abab"])
def test_repetition_before_a_stop_string_is_kept(stop):
    stream = TextStream((stop,))
    text = "aaa" + stop + "z"
    shown = "".join(stream.feed(bytes([byte])) for byte in text.encode()) + stream.end()
    assert shown == text[: text.find(stop)]
