"""The index that `portaal search` keeps on disk, in Whoosh; the only module, beside `analysis`, that knows Whoosh.

Whoosh holds the words and their postings with our weights; `query` ranks what it returns, so that the command line
answers as the browser does. Why, and how to leave Whoosh: docs/adr/0002-whoosh.md.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from whoosh import fields, formats
from whoosh.index import FileIndex, LockError, create_in, open_dir
from whoosh.reading import IndexReader, TermNotFound

from ..model import Portal
from .documents import Document, collect_documents
from .index import Frase, SearchIndex, build_index, find_lifts, number_phrases

# Stands beside the records in the index, under a name that no record can have.
_ALL = "*"


class _Weights(formats.Existence):
    """Takes (term, weight) pairs as they are, where Whoosh's own formats would count words."""

    def word_values(self, value, analyzer, **kwargs):
        return ((term, 1, float(weight), b"") for term, weight in value)


def _schema() -> fields.Schema:
    return fields.Schema(
        ref=fields.ID(unique=True, stored=True),
        digest=fields.STORED,
        phrases=fields.STORED,
        term=fields.FieldType(_Weights(), None),
        word=fields.FieldType(_Weights(), None),
    )


@contextmanager
def open_index(portal: Portal, cache: Path) -> Iterator[SearchIndex]:
    """Yield the index of a portal; only records that changed since last time are written.

    Where the cache cannot be used (another process writes it, or an older version of Whoosh wrote it) the index is made
    anew, in memory if need be: a search never fails for its cache.
    """
    documents = collect_documents(portal)
    try:
        index = _updated(portal, documents, cache)
    except LockError:
        yield build_index(portal)
        return
    try:
        with index.reader() as reader:
            yield _WhooshSearchIndex.read(documents, reader)
    finally:
        index.close()


def _updated(portal: Portal, documents: Sequence[Document], cache: Path) -> FileIndex:
    said = [(entry.zegt, entry.vindt) for entry in portal.all_zoektaal]
    code = _digest([path.read_text(encoding="utf-8") for path in sorted(Path(__file__).parent.glob("*.py"))])
    digest = code + _digest([[repr(document) for document in documents], said])
    try:
        index = open_dir(str(cache))
        with index.reader() as reader:
            known = {stored["ref"]: stored["digest"] for _, stored in reader.iter_docs()}
        if not known[_ALL].startswith(code):
            raise LookupError("made by another version of this code")
    except Exception:  # Whoosh raises whatever unpickling raises; a cache is made anew, never mended
        shutil.rmtree(cache, ignore_errors=True)
        cache.mkdir(parents=True)
        index, known = create_in(str(cache), _schema()), {}
    if known.get(_ALL) != digest:
        _write(index, build_index(portal), known, digest)
    return index


def _write(index: FileIndex, made: SearchIndex, known: Mapping[str, str], digest: str) -> None:
    postings: dict[int, list[tuple[str, int]]] = {number: [] for number in range(len(made.documents))}
    for term in sorted(made.postings):
        for number, weight in made.postings[term].items():
            postings[number].append((term, weight))
    writer = index.writer()
    for number, document in enumerate(made.documents):
        if known.get(document.ref) != (mark := _digest(postings[number])):
            writer.update_document(ref=document.ref, digest=mark, term=postings[number])
    for ref in known.keys() - {document.ref for document in made.documents} - {_ALL}:
        writer.delete_by_term("ref", ref)
    phrases = [
        (frase.said, frase.terms, [made.documents[number].ref for number in frase.targets], frase.words)
        for frase in made.phrases
    ]
    writer.update_document(ref=_ALL, digest=digest, phrases=json.dumps(phrases), word=[(word, 1) for word in made.words])
    # Merged into one segment, so that words of records that are gone are gone too.
    writer.commit(optimize=True)


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


class _Lazy(Mapping):
    """A mapping that asks for a value when it is wanted, and keeps it."""

    def __init__(self, keys: Callable[[], Iterator[str]], ask: Callable[[str], object]):
        self._keys, self._ask, self._kept = keys, ask, {}

    def __getitem__(self, key: str):
        if key not in self._kept:
            self._kept[key] = self._ask(key)
        return self._kept[key]

    def __iter__(self) -> Iterator[str]:
        return self._keys()

    def __len__(self) -> int:
        return sum(1 for _ in self)


class _WhooshSearchIndex(SearchIndex):
    """A search index that reads postings from Whoosh when a question needs them."""

    @classmethod
    def read(cls, documents: Sequence[Document], reader: IndexReader) -> _WhooshSearchIndex:
        number_of = {document.ref: number for number, document in enumerate(documents)}
        rows = dict(reader.iter_docs())
        numbers = {row: number_of[stored["ref"]] for row, stored in rows.items() if stored["ref"] != _ALL}
        stored = next(stored for stored in rows.values() if stored["ref"] == _ALL)
        frases, phrase_postings = number_phrases(
            Frase(said, tuple(terms), tuple(sorted(number_of[ref] for ref in targets)), tuple(words))
            for said, terms, targets, words in json.loads(stored["phrases"])
        )

        def ask(term: str) -> dict[int, int]:
            try:
                matcher = reader.postings("term", term)
            except TermNotFound:
                raise KeyError(term) from None
            found = {}
            while matcher.is_active():
                found[numbers[matcher.id()]] = int(matcher.weight())
                matcher.next()
            return found

        return cls(
            documents=tuple(documents),
            words=tuple(word.decode() for word in reader.lexicon("word")),
            postings=_Lazy(lambda: (term.decode() for term in reader.lexicon("term")), ask),
            phrases=frases,
            phrase_postings=phrase_postings,
            lifts=find_lifts(documents),
        )

    @cached_property
    def rarity(self) -> Mapping[str, int]:
        return _Lazy(lambda: iter(self.known_terms), self.rarity_of)
