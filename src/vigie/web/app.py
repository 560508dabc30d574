"""The pages of a desk as an application: an address comes in, an answer goes out; nothing is asked of anybody else."""

import json
from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from vigie.desk.desk import Desk
from vigie.errors import (
    BodyTooLargeError,
    DeskBusyError,
    InputError,
    QuestionError,
    StorageError,
    UnknownPageError,
    VigieError,
)
from vigie.messages import LANGUAGES, text
from vigie.web.addresses import PLACES, Asked, asked_of
from vigie.web.at_hand import DeskAtHand
from vigie.web.building import Today, built
from vigie.web.kept import Body, Kept
from vigie.web.openapi import openapi
from vigie.web.pages import Site, static_files, write_page
from vigie.web.posted import MOST_BYTES, checked, screened
from vigie.web.safety import COOKIE, HEADERS, Doors

_HTML = "text/html; charset=utf-8"
_FRESH = {"cache-control": "private, no-cache", "vary": "cookie"}
_MEDIA = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}
# Pages that take what a reader sends
_POSTED = {"check": checked, "screen": screened}


class Pages:
    """Everything that answers requests for one desk; ``today`` gives the reader's day."""

    def __init__(self, at_hand: DeskAtHand, doors: Doors, site: Site, today: Today) -> None:
        self._at_hand = at_hand
        self._doors = doors
        self._site = site
        self._today = today
        self._kept = Kept()

    def application(self) -> Starlette:
        """The application, ready to be served."""
        return Starlette(
            routes=[
                Route("/", self._front),
                Route("/openapi.json", self._openapi),
                Route("/static/{mark}/{name}", self._static),
                Route("/{lang}/sign-in", self._sign_in, methods=["GET", "POST"]),
                *(
                    Route(f"/{lang}/{PLACES[kind].word(lang)}", self._page, methods=["GET", "POST"])
                    for lang in LANGUAGES
                    for kind in _POSTED
                ),
                Route("/{rest:path}", self._page),
            ],
            exception_handlers={HTTPException: self._unserved, Exception: self._broken},
        )

    # -- what answers ---------------------------------------------------------------------------------------------

    async def _front(self, request: Request) -> Response:
        return self._guarded(request) or RedirectResponse(f"/{_language(request)}", 303, headers=HEADERS)

    async def _openapi(self, request: Request) -> Response:
        return self._guarded(request) or self._sent(request, _body(openapi(), "application/json"))

    async def _static(self, request: Request) -> Response:
        found = static_files().get(request.path_params["name"])
        if found is None or not self._doors.knows(request):
            return Response(status_code=404, headers=HEADERS)
        kept = {"cache-control": "public, max-age=31536000, immutable"}
        media = _MEDIA[request.path_params["name"].rpartition(".")[2]]
        return Response(found[0], media_type=media, headers=HEADERS | kept)

    async def _page(self, request: Request) -> Response:
        refused = self._guarded(request)
        if refused is not None:
            return refused
        lang = _language(request)
        try:
            if request.method == "POST":
                return await self._posted(request)
            day = self._today()
            key = (self._at_hand.state(), day, request.url.path, request.url.query)
            body = self._kept.get(key)
            if body is None:
                made = await run_in_threadpool(self._made, request, day)
                if isinstance(made, str):
                    return RedirectResponse(made, 303, headers=HEADERS | _FRESH)
                body = made
                self._kept.put(key, body)
            return self._sent(request, body)
        except VigieError as error:
            return self._failed(request, lang, error)

    def _made(self, request: Request, day: date) -> Body | str:
        lang, path = _parted(request.url.path)
        asked = asked_of(lang, path, request.query_params.multi_items()) if path else None
        return self._at_hand.ask(lambda desk: built(desk, self._site, lang, asked, day, base=_base(request)))

    async def _posted(self, request: Request) -> Response:
        """A text to check, or a list to screen: computed, shown, forgotten."""
        lang, path = _parted(request.url.path)
        asked = asked_of(lang, path, ())
        work = _POSTED[asked.place.kind]
        if int(request.headers.get("content-length") or 0) > MOST_BYTES:
            raise BodyTooLargeError(expected=MOST_BYTES // 1_000_000)
        async with request.form(max_files=1, max_fields=20, max_part_size=MOST_BYTES) as form:
            fields = {name: value for name, value in form.items() if isinstance(value, str)}
            upload = form.get("file")
            content = b"" if upload is None or isinstance(upload, str) else await upload.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise BodyTooLargeError(expected=MOST_BYTES // 1_000_000)
        day = self._today()

        def ask(desk: Desk) -> Body:
            return work(desk, self._site, asked, fields, content, day)

        return self._sent(request, await run_in_threadpool(self._at_hand.ask, ask))

    async def _sign_in(self, request: Request) -> Response:
        lang, _ = _parted(request.url.path)
        lang = lang if lang in LANGUAGES else _language(request)
        if not self._doors.knows(request) or not self._doors.from_own_page(request):
            return self._refused(request)
        wrong = False
        if request.method == "POST":
            async with request.form(max_files=0, max_fields=2, max_part_size=4_096) as form:
                password = form.get("password")
            token = await run_in_threadpool(self._doors.sign_in, password if isinstance(password, str) else "")
            if token is not None:
                entered = RedirectResponse(f"/{lang}", 303, headers=HEADERS)
                entered.set_cookie(
                    COOKIE, token, httponly=True, samesite="strict", secure=request.url.scheme == "https"
                )
                return entered
            wrong = True
        asked = Asked(lang, PLACES["today"], "", {})
        page = write_page(
            self._site, "sign_in.jinja", asked, title=text("sign_in.title", lang), wrong=wrong, other=None
        )
        return Response(page, 403 if wrong else 200, media_type=_HTML, headers=HEADERS | _FRESH)

    async def _unserved(self, request: Request, error: Exception) -> Response:
        """A method or a body no page takes, in the one shape of errors."""
        assert isinstance(error, HTTPException)
        said = _problem(error.status_code, "http", text("page.unserved", _language(request)))
        said.headers.update(error.headers or {})
        return said

    async def _broken(self, request: Request, error: Exception) -> Response:
        """A mistake of ours: said so, without what it was asked."""
        return _problem(500, "error", text("page.broken", _language(request)))

    # -- what guards ----------------------------------------------------------------------------------------------

    def _guarded(self, request: Request) -> Response | None:
        """Why a request is not answered; None where it is."""
        if not self._doors.knows(request):
            return self._refused(request)
        if request.method != "GET" and not self._doors.from_own_page(request):
            return self._refused(request)
        if not self._doors.signed_in(request):
            if _wants_data(request):
                return _problem(401, "sign_in", text("sign_in.title", _language(request)))
            return RedirectResponse(f"/{_language(request)}/sign-in", 303, headers=HEADERS | _FRESH)
        return None

    def _refused(self, request: Request) -> Response:
        return _problem(403, "host", text("page.foreign", _language(request)))

    def _failed(self, request: Request, lang: str, error: VigieError) -> Response:
        status = _status(error)
        message = error.message(lang)
        if _wants_data(request):
            return _problem(status, error.code, message)
        asked = Asked(lang, PLACES["today"], "", {})
        title = text("page.not_found" if status == 404 else "page.not_asked", lang)
        near = _near(error, lang)
        page = write_page(
            self._site, "message.jinja", asked, title=title, message=message, near=near, private=True, other=None
        )
        return Response(page, status, media_type=_HTML, headers=HEADERS | _FRESH)

    def _sent(self, request: Request, body: Body) -> Response:
        headers = HEADERS | _FRESH | {"etag": f'"{body.etag}"'}
        if body.private:
            headers |= {"x-robots-tag": "noindex, nofollow"}
        if body.file_name is not None:
            headers |= {"content-disposition": f'attachment; filename="{body.file_name}"'}
        if f'"{body.etag}"' in request.headers.get("if-none-match", "") and request.method == "GET":
            return Response(status_code=304, headers=headers)
        return Response(body.content, media_type=body.media_type, headers=headers)


def _status(error: VigieError) -> int:
    """The status of a condition: not found, wrongly asked, unreadable, too large, or a disk that refuses."""
    match error:
        case BodyTooLargeError():
            return 413
        case QuestionError():
            return 404 if isinstance(error, LookupError) else 400
        case DeskBusyError() | StorageError():
            return 503
        case InputError():
            return 422
    return 422


def _near(error: VigieError, lang: str) -> list[dict[str, str]]:
    """What was meant, maybe: a search for each of the nearest names."""
    nearest = str(error.found.get("nearest") or "")
    names = [name.strip(" '\"") for name in nearest.split(", ") if name.strip(" '\"")][:6]
    return [{"text": name, "address": Asked(lang, PLACES["search"], "", {"q": name}).address()} for name in names]


def _problem(status: int, code: str, message: str) -> Response:
    """An error as RFC 9457 has it, the one shape of all of them."""
    body = {"type": f"urn:vigie:{code}", "title": code, "status": status, "detail": message}
    content = json.dumps(body, ensure_ascii=False).encode()
    return Response(content, status, media_type="application/problem+json", headers=HEADERS | _FRESH)


def _body(content: bytes, media_type: str) -> Body:
    return Body(content, media_type, sha256(content).hexdigest()[:32])


def _wants_data(request: Request) -> bool:
    return request.url.path.endswith(
        (".json", ".csv", ".xlsx", ".atom", ".ics", ".pdf")
    ) or "application/json" in request.headers.get("accept", "")


def _parted(path: str) -> tuple[str, str]:
    """The language of a path and what stands behind it; UnknownPageError for a language we do not write."""
    lang, _, rest = path.strip("/").partition("/")
    if lang not in LANGUAGES:
        raise UnknownPageError(found=path[:200])
    return lang, rest


def _language(request: Request) -> str:
    """The language of an address; else the first of ours that the browser asks for; else English."""
    lang = request.url.path.strip("/").partition("/")[0]
    if lang in LANGUAGES:
        return lang
    wanted: Iterable[str] = (one.strip()[:2].lower() for one in request.headers.get("accept-language", "").split(","))
    return next((one for one in wanted if one in LANGUAGES), "en")


def _base(request: Request) -> str:
    return f"{request.url.scheme}://{request.headers.get('host', '')}"


def make(folder: Path, doors: Doors, site: Site, *, today: Today, progress: Any) -> tuple[Starlette, DeskAtHand]:
    """The application of a desk's folder, and the desk behind it, to be closed after use."""
    at_hand = DeskAtHand(folder, progress=progress)
    return Pages(at_hand, doors, site, today).application(), at_hand
