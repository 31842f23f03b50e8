from __future__ import annotations

import pytest

from desktop_app.domain.repository import RepoSummary
from desktop_app.storage.database import Database
from desktop_app.storage.discover import MOST_SEARCHES, DiscoverStore


@pytest.fixture
def database(tmp_path):
    made = Database(tmp_path / "app.sqlite3")
    yield made
    made.close()


def test_favourites_survive_and_are_newest_first(database, tmp_path):
    store = DiscoverStore(database)
    first = RepoSummary("org/first", downloads=5, tags=("a", "b"), n_params=7, gated=True, architecture="X")
    store.add_favourite(first)
    store.add_favourite(RepoSummary("org/second"))
    assert [row.repo_id for row in store.favourites()] == ["org/second", "org/first"]
    store.add_favourite(RepoSummary("org/first", downloads=6))
    again = DiscoverStore(Database(database.path)).favourites()
    assert [(row.repo_id, row.downloads) for row in again] == [("org/second", 0), ("org/first", 6)]
    store.add_favourite(first)
    assert store.favourites()[1] == first
    store.remove_favourite("org/first")
    store.remove_favourite("org/none")
    assert [row.repo_id for row in store.favourites()] == ["org/second"]


@pytest.mark.parametrize("text", ["", "not json", "[]", '{"unknown": 1, "tags": 5}', '{"tags": [1, "x"]}'])
def test_a_favourite_of_another_version_is_read_as_far_as_it_makes_sense(database, text):
    with database.write() as db:
        db.execute("INSERT INTO favourites VALUES ('org/x', 1.0, ?)", (text,))
    (row,) = DiscoverStore(database).favourites()
    assert row.repo_id == "org/x"
    assert row.tags in ((), ("x",))


def test_searches_are_kept_once_without_case_and_only_the_last_ones(database):
    store = DiscoverStore(database)
    for number in range(MOST_SEARCHES + 5):
        store.add_search(f"words {number}")
    store.add_search("  WORDS   10 ")
    store.add_search("   ")
    found = store.searches()
    assert len(found) == MOST_SEARCHES
    assert found[0].casefold() == "words 10"
    assert len({words.casefold() for words in found}) == MOST_SEARCHES
    store.add_search("x" * 5000)
    assert len(store.searches()[0]) == 200
    store.clear_searches()
    assert store.searches() == ()
