"""Plant an unmistakable ending in every word of every input, the same word always the same way.

Because «Кедрова» becomes «Кедроваъщъ» in the workbook, in the families file and in the tables alike, everything still
joins, and any trace of any field can be searched for by letters that no Russian word ends with. Words that mean
something to a reader (headings, months, kinds of work status) stay as they are.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

MARK = "ъщъ"
LATIN_MARK = "zqxjvk"
"""Long enough not to turn up by chance in a megabyte of ciphertext."""

ROOT = Path(__file__).parents[2]
_WORD = re.compile(r"[А-Яа-яЁё]{4,}")
_LATIN = re.compile(r"[a-z]{4,}(?=@)")


def reserved_words() -> frozenset[str]:
    """Return every word of the readers' own vocabulary."""
    sources = [*(ROOT / "generator/reading").rglob("*.py"), *(ROOT / "generator/rules").rglob("*.py")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources).casefold()
    return frozenset(_WORD.findall(text)) | {"семьи", "лист"}


def plant(folder: Path) -> int:
    """Plant in every file of `content/exports`, the families file, the aliases and every text that is not public.

    Return how many words. Notices on the front page are everybody's and stay as they are.
    """
    reserved = reserved_words()
    count = 0

    def mark(match: re.Match[str]) -> str:
        nonlocal count
        if match[0].casefold() in reserved:
            return match[0]
        count += 1
        return match[0] + MARK

    def planted(text: str) -> str:
        return _LATIN.sub(lambda match: match[0] + LATIN_MARK, _WORD.sub(mark, text))

    content = folder / "content"
    for path in [*(content / "exports").rglob("*"), content / "families.xlsx", content / "aliases.csv"]:
        if path.suffix == ".xlsx":
            path.write_bytes(_in_workbook(path.read_bytes(), planted))
        elif path.suffix in {".csv", ".json"}:
            path.write_text(planted(path.read_text(encoding="utf-8")), encoding="utf-8")
    for path in (content / "recommendations").iterdir():
        if path.suffix == ".pdf":
            path.write_bytes(_in_pdf(path.read_bytes()))
    for path in [*(content / "recommendations").glob("2*.md"), *(content / "notices").glob("2*.md")]:
        text = path.read_text(encoding="utf-8")
        if "audience: public" not in text:
            path.write_text(planted(text), encoding="utf-8")
    return count


def _in_pdf(content: bytes) -> bytes:
    """Return a PDF with a comment at its end."""
    return content + f"% файл{MARK} {LATIN_MARK}\n".encode()


def _in_workbook(content: bytes, planted) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.startswith("xl/") and name.endswith(".xml") and ("sheet" in name or "String" in name):
                # Only between tags: attributes hold names of styles and sheets.
                data = re.sub(r">[^<]+<", lambda m: planted(m[0]), data.decode("utf-8")).encode("utf-8")
            new.writestr(name, data)
    return made.getvalue()
