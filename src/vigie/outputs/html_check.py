"""A checked text as one web page that needs nothing else: no script, no font, nothing fetched."""

from lxml import html
from lxml.html.builder import BODY, CLASS, CODE, DIV, H1, H2, HEAD, HTML, LI, META, STRONG, STYLE, TITLE, UL, E, P

from vigie.messages import counted, day, text
from vigie.outputs.claim_words import held_said, verdicts_said, why_said
from vigie.records.claim import Check, Claim

_STYLE = """
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; background: #fff; }
blockquote { margin: .3rem 0; padding-left: .8rem; border-left: 3px solid #999; }
code { overflow-wrap: anywhere; }
.held { color: #444; }
@media (prefers-color-scheme: dark) { body { color: #eee; background: #161616; } .held { color: #bbb; } }
"""


def to_html(answer: Check, lang: str) -> str:
    """The verdicts on a text as a page in the reader's language; every text of a record or of the article stays text."""
    key = "check.title" if answer.published is not None else "check.title_undated"
    title = text(key, lang, where=answer.where, kind=text(f"text_kind.{answer.kind}", lang), day=day(answer.on, lang))
    verdicts = verdicts_said(answer.verdicts, lang)
    claims = counted(len(answer.claims), "claims_count", lang)
    page = HTML(
        {"lang": lang},
        HEAD(
            META(charset="utf-8"),
            META(name="viewport", content="width=device-width, initial-scale=1"),
            TITLE(title),
            STYLE(_STYLE),
        ),
        BODY(
            H1(title),
            P(text("check.verdicts", lang, claims=claims, verdicts=verdicts)),
            *(_claim(one, lang) for one in answer.claims),
        ),
    )
    for spot in answer.coverage.blind_spots:
        page.find("body").append(P(CLASS("held"), text(f"blind.{spot}", lang)))
    written: str = html.tostring(page, encoding="unicode", pretty_print=True)
    return f"<!DOCTYPE html>\n{written}"


def _claim(one: Claim, lang: str) -> html.HtmlElement:
    verdict, kind = text(f"claim_verdict.{one.verdict}", lang), text(f"claim_kind.{one.kind}", lang)
    section = DIV(
        {"id": f"claim-{one.number}"},
        H2(f"{one.number}. {verdict} ({kind})"),
        E.blockquote(*_marked(one)),
        UL(
            *(
                LI(why_said(why, lang))
                for why in (*one.reasons, *([one.suggestion] if one.suggestion is not None else []))
            )
        ),
    )
    if one.held:
        section.append(
            UL(
                CLASS("held"),
                *(LI(held_said(held, lang) + (f" “{held.words}”" if held.words else "")) for held in one.held),
            )
        )
    if one.query is not None:
        section.append(P(CODE(one.query)))
    return section


def _marked(one: Claim) -> tuple[object, ...]:
    """The sentence with the words of the claim marked."""
    before, found, after = one.sentence.partition(one.words)
    return (before, STRONG(found), after) if found else (one.sentence,)
