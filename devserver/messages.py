"""`make messages`: bring every catalogue up to the sentences of its folder, and compile it.

A section is one folder, so its words stand in it too: `<app>/locale` names every sentence of that
app and no other. `locale/` in the root holds what libraries say, and is written by hand.
"""

import io
import sys
from pathlib import Path

import polib
from babel.messages.extract import extract
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
PLACE = Path("locale") / "vi" / "LC_MESSAGES" / "django.po"
ROOF = "portal"
ONE, MANY, CONTEXT = (1,), (1, 2), ((1, "c"), 2)
KEYWORDS = {
    **dict.fromkeys(["_", "__", "gettext", "gettext_lazy", "gettext_noop"], ONE),
    **dict.fromkeys(["ngettext", "ngettext_lazy"], MANY),
    **dict.fromkeys(["pgettext", "pgettext_lazy"], CONTEXT),
    **dict.fromkeys(["npgettext", "npgettext_lazy"], (*CONTEXT, 3)),
}
HEADER = {
    "Project-Id-Version": "portal",
    "Language": "vi",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}


def apps():
    """The folders of the portal's own apps."""
    return sorted(path.parent for path in ROOT.glob("*/apps.py"))


def sentences(app):
    """{(context, sentence): its plural or ""} of everything in an app's folder that is translated."""
    found = {}
    for text in _sources(app):
        for _line, said, _comments, context in extract(
            "python", io.BytesIO(text.encode()), KEYWORDS, options={"encoding": "utf-8"}
        ):
            one, many = said if isinstance(said, tuple) else (said, "")
            found[context, one] = many or found.get((context, one), "")
    return found


def _sources(app):
    for path in sorted(app.rglob("*.py")):
        if not {"migrations", "tests"} & set(path.parts):
            yield path.read_text()
    templates = [app / "templates", *([ROOT / "templates"] if app.name == ROOF else [])]
    for path in sorted(file for folder in templates for file in folder.rglob("*")):
        if path.suffix in {".html", ".txt", ".xml"}:
            # Python as Django's own tools make it; its lines need no indentation.
            yield "\n".join(line.strip() for line in templatize(path.read_text()).split("\n"))


def catalogues():
    """{folder: catalogue}; of the root too, and empty for an app that has none yet."""
    return {folder: _read(folder / PLACE) for folder in [ROOT, *apps()]}


def _read(path):
    return polib.pofile(str(path)) if path.exists() else polib.POFile()


def key(entry):
    return entry.msgctxt, entry.msgid


def refreshed(app, known):
    """The catalogue of an app as its code now wants it; `known` {key: entry} of all lends words."""
    catalogue = polib.POFile(wrapwidth=100)
    catalogue.metadata = HEADER
    for (context, one), many in sorted(
        sentences(app).items(), key=lambda pair: (pair[0][1], pair[0][0] or "")
    ):
        lent = known.get((context, one))
        plural = (lent.msgstr_plural if lent else None) or {0: lent.msgstr if lent else ""}
        catalogue.append(
            polib.POEntry(
                msgctxt=context,
                msgid=one,
                msgid_plural=many,
                msgstr="" if many else (lent.msgstr if lent else ""),
                msgstr_plural=plural if many else {},
                flags=["python-format"] if "%(" in one + many else [],
            )
        )
    return catalogue


def write(catalogue, path):
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(path))
    catalogue.save_as_mofile(str(path.with_suffix(".mo")))


def main():
    settings.configure()
    old = catalogues()
    known = {key(entry): entry for catalogue in old.values() for entry in catalogue}
    # What an app's own catalogue says goes before what another says.
    missing = []
    for app in apps():
        own = {key(entry): entry for entry in old[app]}
        catalogue = refreshed(app, known | own)
        missing += [f"{app.name}: {entry.msgid}" for entry in catalogue.untranslated_entries()]
        write(catalogue, app / PLACE)
    write(old[ROOT], ROOT / PLACE)
    if missing:
        print("Còn câu chưa dịch:", *missing, sep="\n  ")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
