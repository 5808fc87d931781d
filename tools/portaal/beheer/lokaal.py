"""The forms on one's own computer: answers what Decap's `proxy` backend asks, with the files of the portal.

A change that would bring a mistake into the portal is not written; the form shows the mistake and its repair instead.
"""

from __future__ import annotations

import base64
import binascii
import os
import re
import shutil
import tempfile
import threading
from collections.abc import Callable, Mapping
from http import HTTPStatus
from pathlib import Path, PurePosixPath
from typing import Any

from ..clock import today_from_environment
from ..finding import Finding, Refused
from ..pipeline import read_portal
from ..textfile import write_whole

Answer = tuple[HTTPStatus, Any]

# What the forms may see and write. Everything else of the folder is none of their business.
_DATA = re.compile(r"data/([a-z0-9-]+/)?[a-z0-9-]+\.yaml")
_PAGE = re.compile(r"content/([a-z0-9-]+/)*[a-z0-9-]+\.md")
_MEDIA = re.compile(r"content/([a-z0-9-]+/)*[A-Za-z0-9_.-]+\.(png|jpe?g|webp|svg|pdf)", re.I)
_MAX_BYTES = 20_000_000
# A request may hold a picture, which is a third longer on its way.
MAX_REQUEST = 30_000_000


class _No(Exception):
    def __init__(self, status: HTTPStatus, message: str):
        self.status = status
        super().__init__(message)


class Lokaal:
    """Files of one portal, one change at a time."""

    def __init__(self, root: Path):
        self._root = root
        self._lock = threading.Lock()
        self._actions: Mapping[str, Callable[[Mapping[str, Any]], Any]] = {
            "entriesByFolder": self._folder, "entriesByFiles": self._files, "getEntry": self._entry, "persistEntry": self._persist,
            "deleteFiles": self._delete, "getMedia": self._all_media, "getMediaFile": self._media, "persistMedia": self._persist_media,
            "getNotes": lambda params: {"notes": []}, "getPRMetadata": lambda params: {"metadata": None},
        }

    def answer(self, request: Any) -> Answer:
        """Return the status and the answer to a request of Decap; never raises for what was asked."""
        try:
            action = self._actions.get(str(request["action"]))
            params = request.get("params") or {}
            if action is None:
                raise _No(HTTPStatus.UNPROCESSABLE_ENTITY, "Dit kan het beheer op uw eigen computer niet.")
            with self._lock:
                return HTTPStatus.OK, action(params)
        except _No as no:
            return no.status, {"error": str(no)}
        except (KeyError, TypeError, AttributeError, ValueError):
            return HTTPStatus.BAD_REQUEST, {"error": "Deze vraag is niet te begrijpen. Ververs de pagina."}
        except OSError as error:
            return HTTPStatus.INTERNAL_SERVER_ERROR, {"error": f"Het bestand is niet te lezen of te schrijven: {error.strerror}."}

    def _place(self, path: str, *kinds: re.Pattern[str]) -> Path:
        """Return where a path lies on disk; refuses what the forms have no business with, and links that lead out."""
        place = self._root / path
        inside = os.path.realpath(self._root)
        if not any(kind.fullmatch(path) for kind in kinds) or not os.path.realpath(place).startswith(inside + os.sep):
            raise _No(HTTPStatus.FORBIDDEN, f"Het beheer mag niet bij {path}. Gebruik kleine letters, cijfers en streepjes in een naam.")
        return place

    def _folder(self, params: Mapping[str, Any]) -> Any:
        folder, extension = PurePosixPath(params["folder"]), params["extension"]
        kinds = (_PAGE,) if extension == "md" else (_DATA,)
        found = sorted(path.relative_to(self._root).as_posix() for path in (self._root / folder).glob(f"*.{extension}"))
        return [self._read(path) for path in found if any(kind.fullmatch(path) for kind in kinds)]

    def _files(self, params: Mapping[str, Any]) -> Any:
        return [self._read(file["path"]) for file in params["files"] if self._place(file["path"], _DATA, _PAGE).is_file()]

    def _entry(self, params: Mapping[str, Any]) -> Any:
        return self._read(params["path"])

    def _read(self, path: str) -> Any:
        place = self._place(path, _DATA, _PAGE)
        if not place.is_file():
            raise _No(HTTPStatus.NOT_FOUND, f"{path} bestaat niet.")
        # As it is: Python would turn the ends of lines of another system into its own.
        return {"data": place.read_bytes().decode("utf-8"), "file": {"path": path, "id": None}}

    def _persist(self, params: Mapping[str, Any]) -> Any:
        wanted = {file["path"]: str(file["raw"]).encode() for file in params["dataFiles"]}
        for path in wanted:
            self._place(path, _DATA, _PAGE)
        for asset in params.get("assets") or ():
            wanted[asset["path"]] = self._decoded(asset)
        self._write(wanted)
        return {"message": "opgeslagen"}

    def _decoded(self, asset: Mapping[str, Any]) -> bytes:
        self._place(asset["path"], _MEDIA)
        try:
            content = base64.b64decode(asset["content"], validate=True)
        except binascii.Error:
            raise _No(HTTPStatus.BAD_REQUEST, "Dit bestand kwam niet goed over. Probeer het nog eens.") from None
        if len(content) > _MAX_BYTES:
            raise _No(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "Dit bestand is te groot. Maak het kleiner dan 20 MB.")
        return content

    def _delete(self, params: Mapping[str, Any]) -> Any:
        for path in params["paths"]:
            self._place(path, _DATA, _PAGE, _MEDIA)
        self._write(dict.fromkeys(params["paths"]))
        return {"message": "weggehaald"}

    def _all_media(self, params: Mapping[str, Any]) -> Any:
        folder = self._root / PurePosixPath(params["mediaFolder"])
        found = sorted(path.relative_to(self._root).as_posix() for path in folder.rglob("*") if path.is_file())
        return [self._encoded(path) for path in found if _MEDIA.fullmatch(path)]

    def _media(self, params: Mapping[str, Any]) -> Any:
        return self._encoded(params["path"])

    def _encoded(self, path: str) -> Any:
        content = self._place(path, _MEDIA).read_bytes()
        return {"id": path, "path": path, "name": PurePosixPath(path).name, "encoding": "base64", "content": base64.b64encode(content).decode()}

    def _persist_media(self, params: Mapping[str, Any]) -> Any:
        asset = params["asset"]
        self._write({asset["path"]: self._decoded(asset)})
        return self._encoded(asset["path"])

    def _write(self, wanted: Mapping[str, bytes | None]) -> None:
        """Write files (None takes one away), unless that brings a new mistake into the portal."""
        if added := self._mistakes(wanted):
            told = " ".join(f"{finding.message} {finding.repair}".strip() for finding in added[:3])
            raise _No(HTTPStatus.UNPROCESSABLE_ENTITY, f"Niet opgeslagen. {told}")
        for path, content in wanted.items():
            _put(self._root / path, content)

    def _mistakes(self, wanted: Mapping[str, bytes | None]) -> list[Finding]:
        """Return the errors that the portal would have with these files and has not now."""
        (self._root / "build").mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="proef-", dir=self._root / "build") as folder:
            trial = Path(folder)
            shutil.copy2(self._root / "mkdocs.yml", trial)
            for name in ("data", "content"):
                shutil.copytree(self._root / name, trial / name)
            before = _errors(trial)
            for path, content in wanted.items():
                _put(trial / path, content)
            known = {(finding.where.path, finding.rule, finding.message) for finding in before}
            return [error for error in _errors(trial) if (error.where.path, error.rule, error.message) not in known]


def _errors(root: Path) -> list[Finding]:
    try:
        read_portal(root, today_from_environment())
    except Refused as refused:
        return [finding for finding in refused.findings if finding.level == "fout"]
    return []


def _put(place: Path, content: bytes | None) -> None:
    """Replace a file in one act, or take it away."""
    if content is None:
        place.unlink(missing_ok=True)
        return
    write_whole(place, content)
