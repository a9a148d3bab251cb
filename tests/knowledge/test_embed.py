from __future__ import annotations

import json
from typing import Any

import httpx2
import numpy as np
import pytest

from knowledge.embed import EmbeddingError, MiniLM, OpenAICompatible, make_embedder

minilm = MiniLM()


def test_the_shipped_model_tells_near_from_far() -> None:
    memory, forgetting, magnet = minilm.embed(
        ["How does memory work?", "Why do people forget things?", "A magnet has two poles."]
    )

    assert memory @ forgetting > 0.4 > memory @ magnet


def test_vectors_have_length_one_and_do_not_depend_on_their_neighbours() -> None:
    texts = ["short", "a longer text about tides and the moon " * 20, ""]

    together = minilm.embed(texts)

    assert together.shape == (3, 384)
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1, rtol=1e-5)
    for row, text in enumerate(texts):
        np.testing.assert_array_equal(together[row], minilm.query(text))


def test_a_text_without_end_is_read_up_to_256_tokens() -> None:
    text = "tide " * 300

    np.testing.assert_array_equal(minilm.query(text), minilm.query(text + "moon " * 1000))


def test_tokens_are_those_of_the_text_where_it_stands() -> None:
    whole, tokens = minilm.tokens("the bank", behind="We sat by the river.")
    money = minilm.tokens("the bank", behind="We asked for a loan.")[1]

    np.testing.assert_array_equal(whole, minilm.query("We sat by the river. the bank"))
    assert tokens.shape == (2, 384)
    np.testing.assert_allclose(np.linalg.norm(tokens, axis=1), 1, rtol=1e-5)
    assert 0.4 < tokens[1] @ money[1] < 0.95


def test_no_tokens_of_what_the_model_did_not_reach() -> None:
    assert minilm.tokens("the bank", behind="tide " * 300)[1].shape == (0, 384)


def test_no_texts_no_vectors() -> None:
    assert minilm.embed([]).shape == (0, 384)


@pytest.mark.parametrize("setting", ["", "openai", "openai:", "word2vec"])
def test_an_unknown_embedder_is_named_with_what_to_write(setting: str) -> None:
    with pytest.raises(EmbeddingError, match=r"STUDYLAMP_EMBEDDER .* write `embedded`"):
        make_embedder(setting)


# ---- OpenAI-compatible ---------------------------------------------------------------------


def server(*answers: int | list[list[float]]) -> tuple[httpx2.Client, list[dict[str, Any]]]:
    """Answers with vectors (sent in the wrong order) or a status, one after the other."""
    queue, asked = list(answers), []

    def handle(request: httpx2.Request) -> httpx2.Response:
        asked.append(json.loads(request.content))
        answer = queue.pop(0)
        if isinstance(answer, int):
            return httpx2.Response(answer, json={"error": {"message": "no"}})
        data = [
            {"object": "embedding", "index": index, "embedding": vector}
            for index, vector in reversed(list(enumerate(answer)))
        ]
        return httpx2.Response(200, json={"object": "list", "model": "m", "data": data})

    return httpx2.Client(transport=httpx2.MockTransport(handle)), asked


def remote(client: httpx2.Client) -> OpenAICompatible:
    return OpenAICompatible("m", api_key="k", base_url="http://localhost/v1", http_client=client)


def test_a_servers_vectors_are_put_in_order_and_scaled() -> None:
    client, asked = server([[3.0, 4.0], [0.0, 2.0]])

    vectors = remote(client).embed(["one", ""])

    np.testing.assert_allclose(vectors, [[0.6, 0.8], [0.0, 1.0]])
    assert asked == [{"model": "m", "input": ["one", " "], "encoding_format": "float"}]


def test_a_query_is_not_retried_for_long() -> None:
    client, asked = server(503, 503, 503)

    with pytest.raises(EmbeddingError, match="answered 503 for the model 'm'"):
        remote(client).query("one")
    assert len(asked) == 2


def test_a_refused_key_says_so() -> None:
    client, _ = server(401)

    with pytest.raises(EmbeddingError, match="OPENAI_API_KEY"):
        remote(client).embed(["one"])


@pytest.mark.parametrize(
    "lie", [[], [[1.0]], [[1.0], [2.0], [3.0]], [[1.0], [float("nan")]], [[1.0], [1.0, 2.0]]]
)
def test_a_lying_server_is_not_believed(lie: list[list[float]]) -> None:
    data = [{"object": "embedding", "index": i, "embedding": v} for i, v in enumerate(lie)]
    body = json.dumps({"object": "list", "model": "m", "data": data})
    client = httpx2.Client(
        transport=httpx2.MockTransport(
            lambda request: httpx2.Response(
                200, content=body, headers={"content-type": "application/json"}
            )
        )
    )

    with pytest.raises(EmbeddingError):
        remote(client).embed(["one", "two"])


def test_without_key_and_address_it_says_what_is_missing() -> None:
    with pytest.raises(EmbeddingError, match="no OPENAI_API_KEY"):
        make_embedder("openai:text-embedding-3-small").query("one")
