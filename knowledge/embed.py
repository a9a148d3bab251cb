"""Embedders: text to unit vectors. The embedded MiniLM, an OpenAI-compatible server, Chroma's own.

Nothing is loaded until the first call of `Embedder.embed`: making one is free.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from importlib import resources
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

Vectors = NDArray[np.float32]
"""Rows of length 1: their dot product is the cosine."""


class EmbeddingError(Exception):
    """No vectors can be had. The text says what to do about it."""


class Embedder(Protocol):
    """Turns texts into vectors. Safe to call from several threads."""

    @property
    def id(self) -> str:
        """Names the model; vectors of different ids are never compared."""

    @property
    def batch(self) -> int:
        """How many texts to hand over at a time."""

    @property
    def calibrated(self) -> bool:
        """Whether `knowledge.coverage` knows what this model's cosines mean."""

    @property
    def languages(self) -> frozenset[str]:
        """What it learnt (``en``); empty for a model of many languages."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of the texts, shape ``(len(texts), d)``, each of length 1.

        Raises:
            EmbeddingError: when the model can't be loaded or reached.
        """

    def query(self, text: str) -> Vectors:
        """One vector, shape ``(d,)``, for a person who waits: fails early rather than retry.

        Raises:
            EmbeddingError: as above.
        """


@runtime_checkable
class TokenEmbedder(Embedder, Protocol):
    """An embedder that also tells what each word means where it stands."""

    def tokens(self, text: str, *, behind: str) -> tuple[Vectors, Vectors]:
        """The vector of both texts, and one for each token of ``text`` in its context.

        Shapes ``(d,)`` and ``(tokens, d)``, rows of length 1; no rows where the model read no
        further than ``behind``.

        Raises:
            EmbeddingError: as above.
        """


def make_embedder(
    setting: str, *, api_key: str | None = None, base_url: str | None = None
) -> Embedder:
    """The embedder that the setting STUDYLAMP_EMBEDDER names.

    Raises:
        EmbeddingError: when the setting is none of ``embedded``, ``openai:MODEL``, ``chroma``.
    """
    kind, _, model = setting.partition(":")
    if setting == "embedded":
        return MiniLM()
    if setting == "chroma":
        return ChromaDefault()
    if kind == "openai" and model:
        return OpenAICompatible(model, api_key=api_key, base_url=base_url)
    raise EmbeddingError(
        f"STUDYLAMP_EMBEDDER is {setting!r}: write `embedded`, `openai:MODEL` or `chroma`."
    )


class MiniLM:
    """sentence-transformers/all-MiniLM-L6-v2, int8 ONNX, shipped in knowledge/models."""

    id = "minilm-l6-v2-int8"
    batch = 32
    calibrated = True
    languages = frozenset({"en"})
    dimensions = 384
    max_tokens = 256

    def embed(self, texts: Sequence[str]) -> Vectors:
        if len(texts) < 2:
            rows = [self.query(text) for text in texts]
        else:
            # One text a run, one run a core. Faster than batches on a CPU, and the int8 scales
            # are then a text's own: its vector doesn't depend on its neighbours in a batch.
            with ThreadPoolExecutor(_cores()) as pool:
                rows = list(pool.map(self.query, texts))
        return np.array(rows, dtype=np.float32).reshape(len(texts), self.dimensions)

    def query(self, text: str) -> Vectors:
        vector: Vectors = _unit(self._states(text).mean(axis=0, keepdims=True))[0]
        return vector

    def tokens(self, text: str, *, behind: str) -> tuple[Vectors, Vectors]:
        start = len(self._tokenizer.encode(behind).ids) - 1  # without the mark of its end
        states = self._states(f"{behind} {text}")
        whole: Vectors = _unit(states.mean(axis=0, keepdims=True))[0]
        return whole, _unit(states[start:-1])

    def _states(self, text: str) -> NDArray[Any]:
        """The model's last layer: a row a token, marks of start and end included."""
        encoded = self._tokenizer.encode(text)
        ids = np.array([encoded.ids], dtype=np.int64)
        inputs = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": np.zeros_like(ids),
        }
        (tokens,) = self._session.run(None, inputs)
        states: NDArray[Any] = tokens[0]
        return states

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_str(self._file("tokenizer.json").decode())
        # The file asks for fixed padding; that would cost a full-length run for every query.
        tokenizer.enable_truncation(self.max_tokens)
        tokenizer.no_padding()
        return tokenizer

    @cached_property
    def _session(self) -> InferenceSession:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        options.intra_op_num_threads = 1
        return onnxruntime.InferenceSession(
            self._file("model.onnx"), options, providers=["CPUExecutionProvider"]
        )

    def _file(self, name: str) -> bytes:
        folder = resources.files("knowledge") / "models" / "minilm-l6-v2-int8"
        try:
            return (folder / name).read_bytes()
        except OSError as error:
            raise EmbeddingError(
                f"{folder / name} can't be read ({error.strerror}): install Studylamp again."
            ) from error


class OpenAICompatible:
    """Embeddings of OpenAI or any server that speaks its protocol (Ollama, vLLM, llama.cpp)."""

    batch = 128
    calibrated = False
    languages: frozenset[str] = frozenset()
    longest = 24_000
    """Characters; OpenAI's models refuse more than 8,191 tokens."""

    def __init__(
        self,
        model: str,
        *,
        api_key: str | None = None,
        base_url: str | None = None,
        http_client: Any = None,
    ) -> None:
        self.model = model
        self._api_key = api_key
        self._base_url = base_url
        self._http_client = http_client

    @property
    def id(self) -> str:
        return f"openai:{self.model}"

    def embed(self, texts: Sequence[str]) -> Vectors:
        return self._embed(texts, self._client)

    def query(self, text: str) -> Vectors:
        vector: Vectors = self._embed([text], self._client.with_options(max_retries=1, timeout=5))[
            0
        ]
        return vector

    def _embed(self, texts: Sequence[str], client: Any) -> Vectors:
        from openai import APIStatusError, AuthenticationError, OpenAIError

        if not texts:
            return np.empty((0, 0), dtype=np.float32)
        try:
            answer = client.embeddings.create(
                model=self.model,
                input=[text[: self.longest] or " " for text in texts],
                encoding_format="float",
            )
            rows = sorted(answer.data, key=lambda row: row.index)
            vectors = np.array([row.embedding for row in rows], dtype=np.float32)
        except AuthenticationError as error:
            raise EmbeddingError(
                "The embedding server refused the key: check OPENAI_API_KEY."
            ) from error
        except APIStatusError as error:
            raise EmbeddingError(
                f"The embedding server answered {error.status_code} for the model "
                f"{self.model!r}: check STUDYLAMP_EMBEDDER and OPENAI_BASE_URL."
            ) from error
        except (OpenAIError, AttributeError, TypeError, ValueError) as error:
            raise EmbeddingError(
                f"No embeddings from {self._base_url or 'OpenAI'} ({type(error).__name__}): "
                "is the server running, and is OPENAI_BASE_URL right?"
            ) from error
        if vectors.ndim != 2 or len(vectors) != len(texts) or not np.isfinite(vectors).all():
            raise EmbeddingError(
                f"The embedding server sent {vectors.shape} numbers for {len(texts)} texts: "
                f"is {self.model!r} an embedding model?"
            )
        return _unit(vectors)

    @cached_property
    def _client(self) -> Any:
        from openai import OpenAI

        if not (self._api_key or self._base_url):
            raise EmbeddingError(
                f"STUDYLAMP_EMBEDDER is openai:{self.model}, but there is no OPENAI_API_KEY "
                "(or OPENAI_BASE_URL of a server that needs none)."
            )
        return OpenAI(
            api_key=self._api_key or "none",  # local servers want none, the SDK wants some
            base_url=self._base_url,
            max_retries=4,
            timeout=60,
            http_client=self._http_client,
        )


class ChromaDefault:
    """Chroma's own embedding function; it downloads its model (80 MB) at the first use."""

    id = "chroma:all-MiniLM-L6-v2"
    batch = 64
    calibrated = True  # the same model
    languages = frozenset({"en"})

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def embed(self, texts: Sequence[str]) -> Vectors:
        try:
            with self._lock:
                function = self._function
            vectors = np.array(function(list(texts)), dtype=np.float32)
        except Exception as error:  # whatever a download can raise
            raise EmbeddingError(
                f"Chroma's own embedder can't be loaded ({type(error).__name__}: {error}). It is "
                "downloaded at first use; STUDYLAMP_EMBEDDER=embedded needs no download."
            ) from error
        return _unit(vectors.reshape(len(texts), -1))

    def query(self, text: str) -> Vectors:
        vector: Vectors = self.embed([text])[0]
        return vector

    @cached_property
    def _function(self) -> Any:
        from chromadb.utils.embedding_functions import DefaultEmbeddingFunction

        return DefaultEmbeddingFunction()


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _unit(vectors: NDArray[Any]) -> Vectors:
    """Rows scaled to length 1; a row of zeros stays zero."""
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: Vectors = (vectors / np.maximum(norms, 1e-12)).astype(np.float32)
    return scaled
