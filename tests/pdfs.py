"""PDFs made for one test, byte by byte: pages of lines of text, and what can be wrong with them."""

import zlib


def pdf(*pages: str, catalog: str = "", count: int | None = None, packed: bytes | None = None) -> bytes:
    """A PDF whose pages have these lines, in Helvetica. ``catalog`` adds to its catalog, ``count`` is the number of pages it
    claims, ``packed`` replaces the drawing of the first page, deflated."""
    first = 3
    kids = " ".join(f"{first + 2 * place} 0 R" for place in range(len(pages)))
    said = len(pages) if count is None else count
    objects = [
        f"<</Type/Catalog/Pages 2 0 R{catalog}>>".encode(),
        f"<</Type/Pages/Kids[{kids}]/Count {said}>>".encode(),
    ]
    for place, page in enumerate(pages):
        font = "<</F <</Type/Font/Subtype/Type1/BaseFont/Helvetica>> >>"
        contents = first + 2 * place + 1
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents {contents} 0 R/Resources<</Font{font}>>>>".encode()
        )
        if packed is not None and place == 0:
            stream = zlib.compress(packed)
            objects.append(b"<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream" % (len(stream), stream))
        else:
            stream = _drawn(page)
            objects.append(b"<</Length %d>>stream\n%b\nendstream" % (len(stream), stream))
    return _whole(objects)


def _drawn(page: str) -> bytes:
    lines = (line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") for line in page.split("\n"))
    shown = " ".join(f"({line}) Tj 0 -14 Td" for line in lines)
    return f"BT /F 10 Tf 40 740 Td {shown} ET".encode("latin-1")


def _whole(objects: list[bytes]) -> bytes:
    whole = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(whole))
        whole += b"%d 0 obj%b endobj\n" % (number, content)
    start = len(whole)
    whole += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    whole += b"".join(b"%010d 00000 n \n" % place for place in places)
    whole += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(whole)
