"""Files of every form that a transcript comes in, made by hand for the tests of this room."""

import csv
import io
import zipfile
from xml.sax.saxutils import escape

SHORT = [
    ("Ann", "00:05", "Hello é 😀."),
    ("Bo", "00:09", "Well & good."),
    ("Ann", "01:02:03", "So"),
]
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
    'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="{part}"/></Relationships>'
)
WORD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
OFFICE = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0">'
)


def packed(parts, *, smaller=True):
    """Parts by name to the bytes of an archive."""
    file = io.BytesIO()
    way = zipfile.ZIP_DEFLATED if smaller else zipfile.ZIP_STORED
    with zipfile.ZipFile(file, "w", way) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


def word(paragraph):
    """A paragraph of Word, with tabs and line breaks."""
    pieces = escape(paragraph).replace("\t", "</w:t><w:tab/><w:t>").split("\n")
    text = "</w:t><w:br/><w:t>".join(pieces)
    return f"<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def word_table(rows):
    cells = ("".join(f"<w:tc>{word(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def docx_of(body, part="word/document.xml"):
    """XML of a body to the bytes of a Word file."""
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELATIONS.format(part=part),
        part: f"{WORD}<w:body>{body}</w:body></w:document>",
    }
    return packed(parts)


def docx(paragraphs):
    return docx_of("".join(map(word, paragraphs)))


def odt_of(body, manifest="<manifest/>"):
    content = f"{OFFICE}<office:body><office:text>{body}</office:text></office:body>"
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"{content}</office:document-content>",
            "META-INF/manifest.xml": manifest,
        }
    )


def odt(paragraphs):
    shown = (escape(p).replace("  ", " <text:s/>") for p in paragraphs)
    return odt_of("".join(f"<text:p>{paragraph}</text:p>" for paragraph in shown))


def rtf(paragraphs):
    """Paragraphs to rich text, in ASCII as word processors write it."""

    def letter(sign):
        if sign in "\\{}":
            return f"\\{sign}"
        units = sign.encode("utf-16-le")
        codes = [int.from_bytes(units[k : k + 2], "little") for k in range(0, len(units), 2)]
        return sign if sign.isascii() else "".join(f"\\u{c - 65536 * (c > 32767)}?" for c in codes)

    lines = ("".join(map(letter, paragraph)).replace("\n", "\\line ") for paragraph in paragraphs)
    head = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss\fcharset0 Arial;}}\f0 "
    return (head + "".join(line + "\\par " for line in lines) + "}").encode()


def pdf(pages, extra=b""):
    """Pages of lines to a PDF with a text layer; a page without lines has none."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 "
               b"/BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"]  # fmt: skip
    kids = []
    for lines in pages:
        shown = (line.translate({40: "\\(", 41: "\\)", 92: "\\\\"}) for line in lines)
        text = "".join(f"({line}) Tj T* " for line in shown)
        stream = f"BT /F1 11 Tf 14 TL 50 780 Td {text}ET".encode("cp1252")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, each in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R %s>>\n" % (len(objects) + 1, extra)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def vtt(cues, head="WEBVTT"):
    """Pairs of a time in seconds and words to WebVTT; each is shown for a second."""
    shown = (
        f"{k}\n{clock(at)} --> {clock(at + 1)}\n{words}\n"
        for k, (at, words) in enumerate(cues, start=1)
    )
    return f"{head}\n\n" + "\n".join(shown)


def clock(seconds):
    whole = int(seconds)
    return (
        f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}.{round(seconds % 1 * 1000):03}"
    )


def csv_of(rows):
    file = io.StringIO()
    csv.writer(file).writerows(rows)
    return file.getvalue().encode()
