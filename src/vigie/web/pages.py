"""Pages written out: templates, and the few functions they may call."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import resources
from urllib.parse import quote

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined, select_autoescape

from vigie.evidence import Evidence
from vigie.messages import LANGUAGES, integer, text
from vigie.outputs.report.model import Link
from vigie.outputs.text.sheet import visible
from vigie.web.addresses import PLACES, Asked

# So many spans of rows go into one address; a browser takes some thousand letters
_SPANS = 60


@cache
def _environment() -> Environment:
    return Environment(
        loader=ChoiceLoader([PackageLoader("vigie.web"), PackageLoader("vigie.outputs.report", "html")]),
        autoescape=select_autoescape(enabled_extensions=("jinja",), default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def static_files() -> Mapping[str, tuple[bytes, str]]:
    """The files pages load, by name, each with the mark of its content that stands in its address."""
    folders = (resources.files("vigie.web") / "static", resources.files("vigie.outputs.report") / "html")
    every = [one for folder in folders for one in folder.iterdir()]
    found = {one.name: one.read_bytes() for one in every if one.name.endswith((".css", ".js", ".svg"))}
    return {name: (content, sha256(content).hexdigest()[:12]) for name, content in found.items()}


@dataclass(frozen=True, slots=True)
class Site:
    """What every page of one server shares: where corrections go (an e-mail address or a web address); None where nobody said."""

    corrections: str | None = None


def write_page(site: Site, template: str, asked: Asked, **values: object) -> bytes:
    """One page. What is asked is the address it stands at, its days, and its language."""
    lang = asked.lang
    other_lang = next(one for one in LANGUAGES if one != lang)

    def say(key: str, **found: object) -> str:
        return text(key, lang, **found)

    def path(kind: str) -> str:
        return f"/{lang}/{PLACES[kind].word(lang)}"

    def address(link: Link) -> str:
        return visible(_led_to(asked, link).address())

    def proof(place: Evidence) -> str:
        spans = ";".join(place.pointer.split(";")[:_SPANS])
        return Asked(lang, PLACES["evidence"], place.sha256[:16], {"rows": spans}).address()

    def dispute() -> str:
        return Asked(lang, PLACES["dispute"], "", {"page": asked.address()[:400]}).address()

    common = {
        "lang": lang,
        "other_lang": other_lang,
        "other": _other(asked, other_lang),
        "here": asked.place.kind,
        "say": say,
        "say_in": text,
        "path": path,
        "parameter": lambda name: text(f"parameter.{name}", lang),
        "address": address,
        "proof": proof,
        "dispute": dispute,
        "more": lambda count: text("answer.more", lang, count=integer(count, lang)),
        "static": lambda name: f"/static/{static_files()[name][1]}/{name}",
        "private": False,
        "corrections": site.corrections,
        "corrections_address": _reached(site.corrections, asked),
    }
    return _environment().get_template(template).render(common | values).encode()


def _led_to(asked: Asked, link: Link) -> Asked:
    """Where a link leads, on the days of the page it stands on."""
    place = PLACES[link.kind]
    carried = {
        name: asked.parameters[name] for name in ("on", "known") if name in place.asked and asked.parameters.get(name)
    }
    return Asked(asked.lang, place, link.name, carried | dict(link.asked))


def _other(asked: Asked, lang: str) -> str:
    return Asked(lang, asked.place, asked.name, asked.parameters).address()


def _reached(corrections: str | None, asked: Asked) -> str | None:
    if corrections is None:
        return None
    if corrections.startswith(("https://", "http://")):
        return corrections
    return f"mailto:{quote(corrections, safe='@')}?subject={quote(asked.address(), safe='')}"
