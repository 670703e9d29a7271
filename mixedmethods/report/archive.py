"""Office files as the same bytes each time: the date of making is no part of what they say."""

import io
import re
import zipfile

DATE = (2000, 1, 1, 0, 0, 0)
STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")


def undated(archive: bytes) -> bytes:
    """Return an office file (a zip of parts) with all its dates set to 1 January 2000."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            part = old.read(entry)
            if entry.filename == "docProps/core.xml":
                part = STAMP.sub(rb"\g<1>2000-01-01T00:00:00Z\g<2>", part)
            kept = zipfile.ZipInfo(entry.filename, DATE)
            kept.external_attr = 0o600 << 16
            new.writestr(kept, part, zipfile.ZIP_DEFLATED)
    return out.getvalue()
