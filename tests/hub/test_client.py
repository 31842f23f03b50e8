from __future__ import annotations

import pytest

from desktop_app.domain.discovery import SearchQuery, SearchSort
from desktop_app.domain.errors import ACCESS_KINDS, BitsmithError, ErrorKind
from desktop_app.hub import client as client_module
from desktop_app.hub.client import HubClient
from desktop_app.hub.download import download_files


def kind_of(call):
    with pytest.raises(BitsmithError) as caught:
        call()
    problem = caught.value.problem
    assert problem.what
    assert problem.why
    assert problem.next_step
    return problem.kind


def test_search_finds_by_name_and_says_what_is_there(hub, client, checkpoint):
    hub.add_repo("org/tiny-llama", checkpoint, downloads=7, likes=3)
    hub.add_repo("org/other", checkpoint, gated=True)
    page = client.search(SearchQuery("tiny"))
    assert [row.repo_id for row in page.rows] == ["org/tiny-llama"]
    row = page.rows[0]
    assert (row.downloads, row.likes, row.license, row.has_safetensors) == (7, 3, "apache-2.0", True)
    assert {row.repo_id: row.gated for row in client.search().rows} == {
        "org/tiny-llama": False,
        "org/other": True,
    }


def test_search_pages_follow_the_links_of_the_hub(hub, client, checkpoint):
    for number in range(7):
        hub.add_repo(f"org/model-{number}", checkpoint, likes=number)
    seen, cursor = [], None
    while True:
        page = client.search(SearchQuery(sort=SearchSort.LIKES), limit=3, cursor=cursor)
        seen += [row.repo_id for row in page.rows]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert seen == [f"org/model-{n}" for n in reversed(range(7))]


def test_a_link_to_another_server_is_not_followed(client):
    assert kind_of(lambda: client.search(cursor="http://example.org/api/models")) is ErrorKind.SERVER


def test_repository_gives_files_with_sizes_and_hashes(hub, client, big_repo):
    detail = client.repository("org/big")
    assert detail.revision == big_repo.revision
    by_path = {f.path: f for f in detail.files}
    assert by_path["model.safetensors"].size_bytes == 3_000_000
    assert len(by_path["model.safetensors"].sha256) == 64
    assert len(by_path["config.json"].git_sha1) == 40


GATED = {"X-Error-Code": "GatedRepo"}


@pytest.mark.parametrize(
    ("status", "headers", "token", "kind"),
    [
        (401, {}, "", ErrorKind.LOGIN_NEEDED),
        (401, GATED, "", ErrorKind.LOGIN_NEEDED),
        (401, {}, "hf_right", ErrorKind.UNAUTHORIZED),
        (403, {}, "hf_right", ErrorKind.UNAUTHORIZED),
        (403, GATED, "hf_right", ErrorKind.GATED),
        (
            403,
            {
                **GATED,
                "X-Error-Message": "Your request to access this is awaiting a review from the repo authors.",
            },
            "hf_right",
            ErrorKind.ACCESS_PENDING,
        ),
        (
            403,
            {
                **GATED,
                "X-Error-Message": "Your request to access this has been rejected by the repo's authors.",
            },
            "hf_right",
            ErrorKind.ACCESS_DENIED,
        ),
        (
            403,
            {
                **GATED,
                "X-Error-Message": "Please enable access in your fine-grained token settings",
            },
            "hf_right",
            ErrorKind.MISSING_RIGHT,
        ),
        (404, {}, "", ErrorKind.NOT_FOUND),
        (407, {}, "", ErrorKind.NETWORK),
        (409, {}, "", ErrorKind.SERVER),
        (429, {"Retry-After": "3"}, "", ErrorKind.RATE_LIMITED),
        (451, {}, "", ErrorKind.NOT_FOUND),
        *((status, {}, "", ErrorKind.SERVER) for status in (500, 502, 503, 504)),
    ],
)
def test_each_refusal_has_its_own_words(hub, checkpoint, status, headers, token, kind):
    hub.add_repo("org/model", checkpoint)
    hub.fail("status", status=status, headers=headers)
    client = HubClient(hub.endpoint, token, timeout_s=2)
    assert kind_of(lambda: client.repository("org/model")) is kind


def test_what_is_between_a_person_and_a_model_has_a_page_and_other_words_each(hub, checkpoint):
    hub.add_repo("org/model", checkpoint)
    texts = set()
    for status, message, token in (
        (401, "", ""),
        (401, "", "hf_right"),
        (403, "", "hf_right"),
        (403, "is awaiting a review", "hf_right"),
        (403, "has been rejected", "hf_right"),
        (403, "your fine-grained token", "hf_right"),
    ):
        hub.fail("status", status=status, headers={**GATED, "X-Error-Message": message})
        with pytest.raises(BitsmithError) as caught:
            HubClient(hub.endpoint, token, timeout_s=2).repository("org/model")
        texts.add((caught.value.problem.what, caught.value.problem.next_step))
        assert caught.value.problem.kind in ACCESS_KINDS
        link = caught.value.problem.link
        assert link in ("", f"{hub.endpoint}/org/model", f"{hub.endpoint}/settings/tokens")
        assert bool(link) is not (status == 401 and bool(token))
    assert len(texts) == 6


def test_how_long_to_wait_is_told(hub, client):
    hub.fail("status", status=429, headers={"RateLimit": '"api";r=0;t=41'})
    with pytest.raises(BitsmithError, match="in 42 seconds"):
        client.search(SearchQuery("x"))


def test_no_network(hub, checkpoint):
    client = HubClient("http://127.0.0.1:9", timeout_s=2)
    assert kind_of(lambda: client.search(SearchQuery("x"))) is ErrorKind.NETWORK


def test_a_silent_hub_times_out(hub):
    hub.fail("hang")
    client = HubClient(hub.endpoint, timeout_s=0.3)
    assert kind_of(lambda: client.search(SearchQuery("x"))) is ErrorKind.NETWORK


def test_a_mirror_without_search_is_said(hub, client):
    hub.fail("html")
    assert kind_of(lambda: client.search(SearchQuery("x"))) is ErrorKind.SERVER


@pytest.mark.parametrize("name", ["../../etc", "a b/c", "a/b/c", "", "a/..", "x" * 300])
def test_names_that_are_none_are_refused_without_a_request(hub, client, name):
    assert kind_of(lambda: client.repository(name)) is ErrorKind.BAD_REQUEST
    assert hub.requests == []


def test_nonsense_in_answers_is_left_out(hub, client, checkpoint):
    hub.add_repo(
        "org/odd",
        checkpoint,
        overrides={"downloads": "many", "likes": -5, "tags": [1, {"a": 2}, "ok"], "gguf": [1]},
        extra_files=(
            {"rfilename": "../../evil"},
            {"rfilename": "C:\\evil"},
            {"rfilename": "sub/../../evil"},
            {"rfilename": 17},
            {"rfilename": "CONFIG.json", "size": 3},
            "text",
        ),
    )
    (row,) = client.search(SearchQuery("odd")).rows
    assert (row.downloads, row.likes, row.tags) == (0, 0, ("ok",))
    paths = [f.path for f in client.repository("org/odd").files]
    assert "config.json" in paths
    assert not [p for p in paths if "evil" in p or p == "CONFIG.json"]


def test_the_token_goes_to_the_hub_only(hub, big_repo):
    client = HubClient(hub.endpoint, "hf_right", timeout_s=2)
    detail = client.repository("org/big")
    assert len(client.read_range(detail, "model.safetensors", 10, 100)) == 100
    assert all(r.has_token for r in hub.requests if r.origin == "hub")
    assert [r.has_token for r in hub.requests if r.origin == "cdn"] == [False]


def test_a_wrong_token_is_told_apart(hub, checkpoint):
    hub.add_repo("org/model", checkpoint)
    client = HubClient(hub.endpoint, "hf_wrong", timeout_s=2)
    with pytest.raises(BitsmithError) as caught:
        client.repository("org/model")
    assert caught.value.problem.kind is ErrorKind.UNAUTHORIZED
    assert "hf_wrong" not in repr(caught.value.problem)


def test_ranges_are_exact_even_from_a_server_without_them(hub, client, big_repo):
    detail = client.repository("org/big")
    data = (big_repo.folder / "model.safetensors").read_bytes()
    assert client.read_range(detail, "model.safetensors", 5, 7) == data[5:12]
    assert client.read_range(detail, "model.safetensors", len(data) - 3, 10) == data[-3:]
    assert client.read_range(detail, "model.safetensors", len(data) + 3, 10) == b""
    hub.fail("norange", "model.safetensors", times=2)
    assert client.read_range(detail, "model.safetensors", 5, 7) == data[5:12]


def test_offline_mode_is_a_failure_in_words(hub, client, checkpoint, monkeypatch):
    from huggingface_hub import constants

    hub.add_repo("org/tiny", checkpoint)
    detail = client.repository("org/tiny")
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    for ask in (
        lambda: client.search(SearchQuery("x")),
        lambda: client.repository("org/tiny"),
        lambda: client.head(client.file_url(detail, "config.json"), "The file"),
        lambda: client.fetch_small(detail, "config.json", 10_000),
    ):
        with pytest.raises(BitsmithError, match="HF_HUB_OFFLINE") as caught:
            ask()
        assert caught.value.problem.kind is ErrorKind.NETWORK


def test_an_answer_without_end_is_not_read(hub, client, monkeypatch):
    monkeypatch.setattr(client_module, "_MAX_ANSWER_BYTES", 100_000)
    hub.fail("endless", "/api/models")
    with pytest.raises(BitsmithError, match="too long") as caught:
        client.search(SearchQuery("x"))
    assert caught.value.problem.kind is ErrorKind.SERVER
    assert hub.sent_bytes < 10_000_000
    monkeypatch.setattr(client_module, "_LONGEST_ANSWER_S", -1.0)
    hub.fail("endless", "/api/models")
    assert kind_of(lambda: client.search(SearchQuery("x"))) is ErrorKind.NETWORK


def test_redirects_without_end_and_to_nowhere(hub, client, big_repo):
    detail = client.repository("org/big")
    big = tuple(file for file in detail.files if file.sha256)
    for location in (
        f"{hub.endpoint}/org/big/resolve/x/config.json",
        "http://[nowhere",
        "file:///etc/passwd",
        "",
    ):
        for method in ("GET", "HEAD"):
            hub.fail("status", method=method, status=302, times=1 << 30, headers={"Location": location})
        for ask in (
            lambda: client.repository("org/big"),
            lambda: client.fetch_small(detail, "config.json", 1000),
            lambda: download_files(client, detail, big, big_repo.folder.parent / "x", first_pause_s=0.0),
        ):
            assert kind_of(ask) in (ErrorKind.NETWORK, ErrorKind.SERVER, ErrorKind.NOT_FOUND)
        hub.clear_faults()


def test_an_offline_hub_is_not_asked(hub, client):
    client.connectivity.set_offline_mode(True)
    assert kind_of(lambda: client.search(SearchQuery("x"))) is ErrorKind.OFFLINE
    assert hub.requests == []
