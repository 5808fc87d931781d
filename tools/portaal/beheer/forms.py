"""The forms of /beheer/ as Decap CMS wants them described, made from the model: one form per record, also where many
records share a file (`theme/beheer/achterkant.js` takes such a file apart and puts it together again).

Choices are named (`{"opties": "school"}`) and written out in the browser, since most lists are used many times.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from ..model import NIEUWS_MAP, Portal
from .shape import ALONE, Shape, Veld, is_list, page_shape, shapes
from .words import FORMS, KIND_NAMES, choice_title, label

Field = dict[str, Any]

# Fields in which somebody writes more than a line.
_LONG = frozenset({"uitleg", "samenvatting", "toelichting", "tekst", "wat", "hoe", "ouder_doet", "school_doet", "belofte", "doelgroep",
                   "recht", "volgende", "volgen", "meedoen", "beschrijving", "eerste_stappen", "doel", "doen", "punten", "grenzen",
                   "activiteiten", "principes", "cyclus", "goed_om_te_weten", "kort_gezegd", "omschrijving"})
# What a list of groups shows of a group that is folded.
_SUMMARY = ("titel", "naam", "tekst", "antwoord", "schooljaar", "onderdeel", "wie", "waarde", "beter", "id")
# Fields by which the form of a kind recognises a new record, and the words with which a list shows one.
_IDENTITY: Mapping[str, tuple[str, str, str]] = {
    "school": ("naam", "{{brin}}{{vestiging}}", "{{naam}}, {{adres.plaats}}"),
    "bestuur": ("naam", "{{naam}}", "{{naam}}"),
    "begrip": ("term", "{{term}}", "{{term}}"),
    "tegenspraak": ("veld", "{{over}}-{{veld}}", "{{over}}: {{veld}}"),
    "mededeling": ("tekst", "{{van}}", "{{van}}: {{tekst}}"),
    "agendapunt": ("titel", "{{titel}}", "{{van}}: {{titel}}"),
    "verhuizing": ("van", "{{van}}", "{{van}}"),
    "criterium": ("naam", "{{naam}}", "{{naam}}: {{oordeel}}"),
    "uitzondering": ("wat", "{{wat}}", "{{wat}}"),
    "zoektaal": ("titel", "{{titel}}", "{{titel}}"),
}
_TITLED = ("titel", "{{titel}}", "{{titel}}")
# Folders of content/ -> what a list of pages is called; another folder goes by its own name.
_FOLDERS = {"nieuws": "Nieuws", "": "Losse pagina's", "ouders": "Pagina's voor ouders", "jongeren": "Pagina's voor jongeren", "scholen": "Pagina's voor scholen",
            "makkelijk": "Makkelijk lezen", "over-ons": "Over ons", "partners": "Pagina's voor partners"}
_TECHNICAL = ("onderwijs", "cluster", "leerlingen", "brin", "vestiging", "slug", "coordinaten", "bevoegd_gezag", "duo_nummers", "vast", "gesloten_op")
_LAST = ("bron", "gecontroleerd_op", "bevestigd")
# Records that others lean on are closed, not removed.
_KEPT = ("school",)


def collections(portal: Portal) -> list[dict[str, Any]]:
    """Return the lists of forms, pages first: what changes most often stands on top."""
    order = ("agendapunt", "mededeling", "school", "voorziening", "routekaart", "begrip", "hulpvraag", "onderdeel", "regel", "zoektaal", "document", "bron", "bestuur",
             "tegenspraak", "planproces")
    made = {kind: _of_kind(kind, file, shape) for kind, file, shape in shapes() if kind not in ALONE}
    alone = [(kind, file, shape) for kind, file, shape in shapes() if kind in ALONE]
    ranked = sorted(made, key=lambda kind: order.index(kind) if kind in order else len(order))
    return [*_pages(portal), *(made[kind] for kind in ranked), _singles(alone)]


def specs(portal: Portal) -> list[dict[str, Any]]:
    """Return per list of forms where its records stand, what their shape is and which fields make their key."""
    found = []
    for kind, file, shape in shapes():
        spec: dict[str, Any] = {"name": kind, "shape": compact(shape), "order": [veld.name for veld in _ordered(shape)]}
        if "*" in file:
            found.append(spec | {"form": "map", "folder": f"data/{PurePosixPath(file).parent}"})
        elif is_list(kind):
            found.append(spec | {"form": "lijst", "file": f"data/{file}", "folder": f"data/{PurePosixPath(file).stem}", "key": _key(shape)})
        else:
            found.append(spec | {"form": "enkel", "file": f"data/{file}"})
    for folder in _content_folders(portal):
        shape = page_shape(folder)
        found.append({"name": _page_name(folder), "form": "pagina", "folder": f"content/{folder}".rstrip("/"), "shape": compact(shape),
                      "order": [veld.name for veld in _ordered(shape)]})
    return found


def compact(shape: Shape) -> dict[str, Any]:
    """Return what the browser needs of a shape to turn a record into a form and back."""
    small: dict[str, Any] = {"t": shape.type}
    if shape.is_maybe:
        small["m"] = 1
    if shape.type == "Groep":
        small["v"] = {veld.name: compact(veld.shape) | ({"v1": 1} if veld.is_required else {}) for veld in shape.velden}
        small["n"] = shape.model
    if shape.item:
        small["i"] = compact(shape.item)
    return small


def _key(shape: Shape) -> list[str]:
    names = [veld.name for veld in shape.velden]
    return ["brin", "vestiging"] if "brin" in names else ["id"] if "id" in names else names[:1]


def _of_kind(kind: str, file: str, shape: Shape) -> dict[str, Any]:
    plural, singular = KIND_NAMES.get(kind, (kind.capitalize(), kind))
    identifier, slug, summary = _identity(kind, shape)
    fields = [_field(veld, shape) for veld in _ordered(shape, first=identifier) if veld.name != "id" or "{{id}}" in slug]
    if kind == "zoektaal":
        fields[:1] = [{"name": "titel", "label": label("zegt"), "widget": "string", "hint": "Eén woord of zin, zoals een ouder hem typt."},
                      {"name": "zegt", "label": "Mensen typen ook", "widget": "list", "required": False, "label_singular": "zin",
                       "field": {"name": "zin", "label": "Woord of zin", "widget": "string"}}]
    return {
        "name": kind, "label": plural, "label_singular": singular, "format": "portaal-yaml", "extension": "yaml",
        "folder": f"data/{PurePosixPath(file).parent if '*' in file else PurePosixPath(file).stem}", "identifier_field": identifier,
        "slug": slug, "summary": summary, "create": True, "delete": kind not in _KEPT, "fields": fields, "preview_path": _preview(kind),
        "sortable_fields": [identifier],
    }


def _preview(kind: str) -> str:
    """Return where the site shows a record, as far as its form knows that."""
    own = {"school": "school/{{fields.slug}}/", "begrip": "begrippen/", "document": "documenten/", "zoektaal": "zoeken/", "bron": "actualiteit/",
           "tegenspraak": "actualiteit/", "regel": "actualiteit/", "onderdeel": "ondersteuning/basis/"}
    return own.get(kind, f"{kind}/{{{{slug}}}}/")


def _identity(kind: str, shape: Shape) -> tuple[str, str, str]:
    names = [veld.name for veld in shape.velden]
    if kind in _IDENTITY or "titel" in names:
        return _IDENTITY.get(kind, _TITLED)
    return names[0], f"{{{{{names[0]}}}}}", f"{{{{{names[0]}}}}}"


def _singles(alone: list[tuple[str, str, Shape]]) -> dict[str, Any]:
    return {"name": "vast", "label": "Het samenwerkingsverband", "format": "portaal-yaml", "delete": False, "files": [
        {"name": kind, "label": KIND_NAMES.get(kind, (kind.capitalize(), kind))[0], "file": f"data/{file}", "fields": [_field(veld, shape) for veld in _ordered(shape)]}
        for kind, file, shape in alone
    ]}


def _content_folders(portal: Portal) -> list[str]:
    found = dict.fromkeys([NIEUWS_MAP.split("/")[1]]) | dict.fromkeys(str(PurePosixPath(page.path.removeprefix("content/")).parent).replace(".", "", 1) for page in portal.pages.values())
    rank = list(_FOLDERS)
    return sorted(found, key=lambda folder: (rank.index(folder) if folder in rank else len(rank), folder))


def _page_name(folder: str) -> str:
    return f"pagina-{folder.replace('/', '-') or 'los'}"


def _pages(portal: Portal) -> Iterator[dict[str, Any]]:
    for folder in _content_folders(portal):
        # The text is why somebody came; what stands around it comes after.
        shape = page_shape(folder)
        before = [veld for veld in shape.velden if veld.is_required]
        fields = [
            {"name": "titel", "label": "Titel", "widget": "string", "hint": "De kop boven aan de pagina."},
            *(_field(veld, shape) for veld in before),
            {"name": "body", "label": "Tekst", "widget": "portaal-tekst", "hint": "Korte zinnen, gewone woorden. Met de knoppen maakt u koppen en lijsten."},
            *(_field(veld, shape) for veld in shape.velden if veld not in before),
        ]
        title = _FOLDERS.get(folder, folder.replace("-", " ").replace("/", ", ").capitalize())
        yield {
            "name": _page_name(folder), "label": title, "label_singular": "nieuwsbericht" if folder == "nieuws" else "pagina",
            "format": "portaal-md", "extension": "md", "folder": f"content/{folder}".rstrip("/"), "identifier_field": "titel",
            "slug": "{{titel}}", "summary": "{{datum}}: {{titel}}" if folder == "nieuws" else "{{titel}}", "create": True, "delete": True,
            "fields": fields, "sortable_fields": ["datum", "titel"] if folder == "nieuws" else ["titel"],
            "preview_path": f"{folder}/{{{{slug}}}}/".lstrip("/"),
        }


# --- one field ------------------------------------------------------------------------------------------------


def _ordered(shape: Shape, first: str = "") -> list[Veld]:
    """Where a fact comes from and when it was checked is asked after the fact itself, as in the files.

    A form begins with the name (`first`) and asks last for what only somebody of the office knows.
    """
    last = (*_TECHNICAL, *_LAST) if first else _LAST
    return sorted(shape.velden, key=lambda veld: -1 if veld.name == first else last.index(veld.name) + 1 if veld.name in last else 0)


def _field(veld: Veld, shape: Shape) -> Field:
    # The address of a new school is made from its name, where nobody fills it in.
    is_required = veld.is_required and veld.name != "slug"
    made: Field = {"name": veld.name, "label": label(veld.name, shape.model), "required": is_required}
    if hint := _hint(veld):
        made["hint"] = hint
    return made | _widget(veld.name, veld.shape, is_required=veld.is_required)


def _hint(veld: Veld) -> str:
    """Return what helps to fill in a field; that the choices are these, the form shows already."""
    if veld.name == "slug":
        return f"{veld.about} Leeg bij een nieuw record? Dan maken wij het van de naam."
    shape = veld.shape.item or veld.shape
    listed = [word for word in shape.choices if word in veld.about]
    return "" if listed and len(listed) >= len(shape.choices) - 1 else veld.about


def _widget(name: str, shape: Shape, *, is_required: bool = True) -> Field:
    match shape.type:
        case "Groep" if shape.model == "Bevestigd":
            return {"widget": "bevestigd"}
        case "Groep":
            fields = [_field(veld, shape) for veld in _ordered(shape)]
            if is_required:
                return {"widget": "object", "fields": fields, "collapsed": False}
            return {"widget": "list", "fields": fields, "max": 1, "label_singular": label(name).lower(), "collapsed": True, "summary": _summary(shape)}
        case "Lijst":
            return _list(name, shape)
        case "Per":
            assert shape.item is not None
            return {"widget": "list", "label_singular": "jaar", "collapsed": True, "minimize_collapsed": True, "summary": "{{sleutel}}: {{waarde}}", "fields": [
                {"name": "sleutel", "label": "Jaar", **_value("sleutel", Shape("Getal"))}, {"name": "waarde", "label": "Aantal", **_value("waarde", shape.item)},
            ]}
    return _value(name, shape)


def _list(name: str, shape: Shape) -> Field:
    item = shape.item
    assert item is not None
    limits: Field = {"min": shape.minimum} if shape.minimum else {}
    if item.type in ("Naam", "Ref", "Keuze"):
        return limits | {"widget": "select", "multiple": True} | _options(item)
    singular = {"bron": "bron", "zoekwoorden": "zoekwoord", "keuzes": "keuze", "stappen": "stap", "hulpvragen": "hulpvraag"}.get(name, "regel")
    shared = limits | {"widget": "list", "label_singular": singular, "collapsed": True, "minimize_collapsed": name not in ("bron", "beschrijving")}
    if item.type == "Groep":
        return shared | {"fields": [_field(veld, item) for veld in _ordered(item)], "summary": _summary(item)}
    return shared | {"collapsed": False, "field": {"name": "regel", "label": singular.capitalize(), **_value(name, item)}}


def _summary(shape: Shape) -> str:
    names = [veld.name for veld in shape.velden]
    if shape.model == "Bron":
        return "{{id}} {{plek}}"
    shown = next((name for name in _SUMMARY if name in names), names[0])
    return f"{{{{{shown}}}}}" + (": {{staat}}" if "staat" in names else "")


def _options(shape: Shape) -> Field:
    if shape.type == "Keuze":
        return {"options": [{"label": choice_title(word), "value": word} for word in shape.choices]}
    return {"opties": shape.target or "ref"}


def _value(name: str, shape: Shape) -> Field:
    match shape.type:
        case "Keuze" | "Naam":
            return {"widget": "select"} | _options(shape)
        case "Ref":
            return {"widget": "select"} | _options(shape)
        case "JaNee":
            return {"widget": "select", "options": [{"label": "Ja", "value": "ja"}, {"label": "Nee", "value": "nee"}]}
        case "Datum":
            return {"widget": "datetime", "format": "YYYY-MM-DD", "date_format": "D MMMM YYYY", "time_format": False, "default": ""}
    if name in _LONG:
        return {"widget": "text"}
    form = FORMS.get(shape.type)
    unknown = "|onbekend" if shape.is_maybe else ""
    return {"widget": "string"} | ({"pattern": [f"^({form.pattern}{unknown})$", form.message]} if form else {})
