"""A report as one web page that needs nothing else: no script, no font, nothing fetched; its links lead to its own parts."""

from functools import cache
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined

from vigie.messages import integer, text
from vigie.outputs.dossier_figures import MARK
from vigie.outputs.report.model import Report


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("vigie.outputs.report", "html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def to_html(report: Report, *, figures: str | None = None) -> bytes:
    """The page of a report; ``figures``: data that it carries."""
    style = resources.files("vigie.outputs.report").joinpath("html", "site.css").read_text(encoding="utf-8")

    def say(key: str) -> str:
        return text(key, report.lang)

    page = (
        _environment()
        .get_template("report.jinja")
        .render(
            report=report,
            lang=report.lang,
            say=say,
            style=style,
            figures=figures,
            mark=MARK,
            address=lambda link: None,
            proof=lambda place: None,
            dispute=lambda: None,
            more=lambda count: text("answer.more", report.lang, count=integer(count, report.lang)),
        )
    )
    return page.encode()
