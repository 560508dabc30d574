"""What every chart is drawn with: elements, scales, letters of a known width, short amounts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lxml import etree

from vigie.outputs.text.sheet import visible

# Units of the drawing; letters of 13 units stay readable on a phone
WIDE, LETTER = 460, 13
_SVG = "http://www.w3.org/2000/svg"
# How wide a letter is beside its height, on the safe side for any sans serif
_PER_LETTER = 0.62


@dataclass(frozen=True, slots=True)
class Paint:
    """How marks of one kind look without a style sheet, and the class by which one gives them colours of a theme."""

    name: str
    colour: str
    dashes: str = ""


# Each kind differs by more than its colour: by its dashes as a line, by its place or sign as a bar
FIRST = Paint("m1", "#0b5c80")
SECOND = Paint("m2", "#8a4b00", "7 4")
THIRD = Paint("m3", "#5a3ea0", "2 3")
FOURTH = Paint("m4", "#4d5a1f", "10 3 2 3")
PAINTS = (FIRST, SECOND, THIRD, FOURTH)


class Drawing:
    """An SVG element that is being drawn."""

    def __init__(self, height: float, label: str) -> None:
        self.root = etree.Element(f"{{{_SVG}}}svg", nsmap={None: _SVG})
        self.root.set("viewBox", f"0 0 {WIDE} {height:g}")
        self.root.set("role", "img")
        self.root.set("aria-label", visible(label))
        self.root.set("font-family", "system-ui, sans-serif")

    def bar(self, x: float, y: float, width: float, height: float, paint: Paint, *, hollow: bool = False) -> None:
        """A rectangle; ``hollow``: only its outline."""
        made = self._add("rect", x=x, y=y, width=max(width, 0.5), height=max(height, 0.5))
        made.set("class", paint.name)
        made.set("stroke", paint.colour)
        made.set("fill", "none" if hollow else paint.colour)
        if hollow:
            made.set("stroke-dasharray", "4 2")

    def line(self, points: Sequence[tuple[float, float]], paint: Paint) -> None:
        """A line through points."""
        made = self._add("polyline")
        made.set("points", " ".join(f"{x:.1f},{y:.1f}" for x, y in points))
        made.set("class", paint.name)
        made.set("fill", "none")
        made.set("stroke", paint.colour)
        made.set("stroke-width", "2.5")
        if paint.dashes:
            made.set("stroke-dasharray", paint.dashes)

    def rule(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """A thin line of an axis or a grid."""
        made = self._add("line", x1=x1, y1=y1, x2=x2, y2=y2)
        made.set("class", "rule")
        made.set("stroke", "#9aa4ae")
        made.set("stroke-width", "1")

    def words(self, x: float, y: float, said: str, *, anchor: str = "start") -> None:
        """A text whose line stands on ``y``."""
        made = self._add("text", x=x, y=y)
        made.set("class", "ink")
        made.set("fill", "#1b1f24")
        made.set("font-size", str(LETTER))
        made.set("text-anchor", anchor)
        made.text = visible(said)

    def _add(self, name: str, **places: float) -> etree._Element:
        made = etree.SubElement(self.root, f"{{{_SVG}}}{name}")
        for key, value in places.items():
            made.set(key, f"{value:.1f}")
        return made

    def written(self) -> str:
        """The element as it stands in a page."""
        return str(etree.tostring(self.root, encoding="unicode"))


def width_of(said: str) -> float:
    """How wide a text is at most."""
    return len(said) * LETTER * _PER_LETTER


def fitting(said: str, width: float) -> str:
    """A text cut to a width."""
    most = max(1, int(width / (LETTER * _PER_LETTER)))
    return said if len(said) <= most else said[: most - 1] + "…"


def short_amount(amount: Decimal, currency: str, lang: str) -> str:
    """An amount for an axis, "USD 1.2M" and "1,2 M USD"."""
    from babel.numbers import format_compact_decimal

    number = format_compact_decimal(amount, locale=lang, fraction_digits=1)
    return f"{currency} {number}" if lang == "en" else f"{number} {currency}"


def short_month(value: date, lang: str) -> str:
    """A month for an axis, "Jan 2026" and "janv. 2026"."""
    from babel.dates import format_date

    return str(format_date(value, "MMM y", locale=lang))


def nice_top(amount: Decimal) -> Decimal:
    """A round amount not below this one."""
    if amount <= 0:
        return Decimal(0)
    step = Decimal(10) ** (amount.adjusted())
    return next(
        step * times
        for times in map(Decimal, ("1", "1.5", "2", "3", "4", "5", "6", "8", "10"))
        if step * times >= amount
    )
