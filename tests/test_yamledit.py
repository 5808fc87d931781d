"""One value changes, every other character stays: `RecordsText` on the forms that editors really type."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from portaal.yamledit import RecordsText
from portaal.yamlshape import lines, scalar

ORDER = ("brin", "telefoon", "website", "leerlingen", "bron")


def change(text: str, path: tuple, value) -> str:
    source = RecordsText(text)
    source.set(0, path, value, ORDER)
    return source.result()


@pytest.mark.parametrize(
    ("before", "path", "value", "after"),
    [
        ("- telefoon: 0990000001 # oud\n", ("telefoon",), "0990000002", '- telefoon: "0990000002" # oud\n'),
        ("- naam: 'A'\n  x: 1\n", ("naam",), "Bé 😀", "- naam: Bé 😀\n  x: 1\n"),
        ("- naam:\n  x: 1\n", ("naam",), "A", "- naam: A\n  x: 1\n"),
        ("- naam: >\n    lange\n    tekst\n\n  x: 1\n", ("naam",), "A", "- naam: A\n\n  x: 1\n"),
        ("- naam: over\n    twee regels   # uitleg\n", ("naam",), "A", "- naam: A   # uitleg\n"),
        ("- {brin: a,  naam: b }\n", ("naam",), "c, d", '- {brin: a,  naam: "c, d" }\n'),
        ("- {brin: a,  naam: b }\n", ("telefoon",), "0990000001", '- {brin: a, telefoon: "0990000001",  naam: b }\n'),
        ("- a: {b: {}}\n", ("a", "b"), {"lat": "52.1"}, "- a: {b: {lat: 52.1}}\n"),
        ("- leerlingen: {}\n", ("leerlingen",), {"2025": "3"}, "- leerlingen:\n    2025: 3\n"),
        ("- leerlingen: onbekend\n  x: 1\n", ("leerlingen",), {"2025": "3"}, "- leerlingen:\n    2025: 3\n  x: 1\n"),
        ("- brin: a\n  bron:\n  - {id: x}\n", ("website",), "https://b.nl", "- brin: a\n  website: https://b.nl\n  bron:\n  - {id: x}\n"),
        ("- eigen: a\n  bron: []", ("telefoon",), "0990000001", '- telefoon: "0990000001"\n  eigen: a\n  bron: []'),
        ("- a: {brin: b}\n", ("a", "bron"), [{"id": "x"}], "- a: {brin: b, bron: [{id: x}]}\n"),
        ("- brin: a", ("website",), "https://b.nl", "- brin: a\n  website: https://b.nl"),
        ("- brin: a\r\n  x: 1\r\n", ("website",), "https://b.nl", "- brin: a\r\n  website: https://b.nl\r\n  x: 1\r\n"),
        ("  - brin: a\n    x: 1\n", ("website",), "https://b.nl", "  - brin: a\n    website: https://b.nl\n    x: 1\n"),
        ("-   brin: a\n    x: 1\n", ("website",), "https://b.nl", "-   brin: a\n    website: https://b.nl\n    x: 1\n"),
        ("- brin: a\n  bron:\n    - {id: x}\n    # einde\n", ("bron",), [{"id": "x"}, {"id": "y"}],
         "- brin: a\n  bron:\n    - {id: x}\n    - {id: y}\n    # einde\n"),
    ],
)
def test_set(before: str, path: tuple, value, after: str):
    assert change(before, path, value) == after


def test_a_key_that_comes_first_in_order_goes_first():
    source = RecordsText("- website: a\n")
    source.set(0, ("brin",), "99XA", ORDER)
    assert source.result() == '- brin: "99XA"\n  website: a\n'


def test_new_keys_keep_their_order():
    source = RecordsText("- brin: a\n  bron: []\n")
    source.set(0, ("telefoon",), "0990000001", ORDER)
    source.set(0, ("website",), "https://b.nl", ORDER)
    assert source.result() == '- brin: a\n  telefoon: "0990000001"\n  website: https://b.nl\n  bron: []\n'


@pytest.mark.parametrize(
    ("before", "key", "after"),
    [
        ("- a: 1\n  b: 2 # weg\n  c: 3\n", "b", "- a: 1\n  c: 3\n"),
        ("- a: 1\n  b:\n    x: 2\n    y: 3\n\n  c: 3\n", "b", "- a: 1\n\n  c: 3\n"),
        ("- a: 1\n  b: 2\n", "a", "- b: 2\n"),
        ("- a: 1\n  b: 2", "b", "- a: 1\n"),
        ("- {a: 1, b: 2, c: 3}\n", "b", "- {a: 1, c: 3}\n"),
        ("- {a: 1, b: 2, c: 3}\n", "a", "- {b: 2, c: 3}\n"),
        ("- {a: 1, b: 2, c: 3}\n", "c", "- {a: 1, b: 2}\n"),
    ],
)
def test_remove(before: str, key: str, after: str):
    source = RecordsText(before)
    source.remove(0, (key,))
    assert source.result() == after


def test_a_key_is_not_put_behind_one_that_goes():
    source = RecordsText("- brin: a\n  telefoon: b\n  bron: []\n")
    source.remove(0, ("telefoon",))
    source.set(0, ("website",), "https://b.nl", ORDER)
    assert source.result() == "- brin: a\n  website: https://b.nl\n  bron: []\n"


@pytest.mark.parametrize("before", ["# kop\n# nog kop\n- brin: a\n", "# kop\n\n- brin: a\n"])
def test_a_record_before_the_first_stays_below_the_head(before: str):
    source = RecordsText(before)
    source.insert_record(0, "- brin: b\n")
    assert source.result() == before.replace("- brin: a", "- brin: b\n\n- brin: a")


def test_a_record_between_leaves_comments_with_their_own():
    source = RecordsText("- brin: a\n  # van a\n\n# van c\n- brin: c\n")
    source.insert_record(1, "- brin: b\n")
    assert source.result() == "- brin: a\n  # van a\n\n- brin: b\n\n# van c\n- brin: c\n"


@pytest.mark.parametrize(
    ("text", "line"), [("{a: 1}\n", 1), ("[{a: 1}]\n", 1), ("- a: 1\n-\n  b: 2\n", 3), ("- a: 1\n- los\n", 2)],
)
def test_other_forms_are_refused(text: str, line: int):
    with pytest.raises(ValueError) as refused:
        RecordsText(text)
    assert refused.value.args[0] == line


@pytest.mark.parametrize(
    "value",
    ["OBS De Zon", "'t Venne", "a: b", "a #b", "ja", "no", "null", "~", "010", "12:30", "1e3", "- x", "{x", "a, b", '"x"', "*x", "&y",
     "!z", "%", "@a", "2026-11-21", "52.301081", "x\\y", "Natuurlijk!", "", "é", "0x1F", "1_000", "=1", "? a", "| a", "> b"],
)
@pytest.mark.parametrize("flow", [False, True])
def test_a_value_reads_back_as_the_same_text(value: str, flow: bool):
    written = scalar("naam", value, flow)
    text = f"{{naam: {written}, x: 1}}" if flow else f"naam: {written}\nx: 1\n"
    assert yaml.load(text, Loader=yaml.BaseLoader) == {"naam": value, "x": "1"}
    typed = yaml.safe_load(text)["naam"]
    assert str(typed) == value and not isinstance(typed, bool)


def test_codes_are_always_quoted():
    assert lines("adres", {"huisnummer": "7", "plaats": "Testdorp"}, 2) == ["  adres:", '    huisnummer: "7"', "    plaats: Testdorp"]


SCHOOL = """\
# kop
- brin: "99XA"   # code
  aanbod:
    - {onderdeel: lezen, staat: nu}   # van de directeur
    # over rekenen
    - onderdeel: rekenen
      staat: niet
      sinds: '2025-2026'
  grenzen:
    - "Eén: trap."
    - Geen lift.   # nagevraagd
- brin: b
"""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("staat: nu}", "staat: in_opbouw}"),
        ("staat: niet", "staat: nu"),
        ("      sinds: '2025-2026'\n", ""),
        ("      sinds: '2025-2026'\n", "      sinds: '2025-2026'\n    - {onderdeel: taal, staat: nu}\n"),
        ("      sinds: '2025-2026'\n", "    - {onderdeel: taal, staat: nu}\n"),
        ("    - {onderdeel: lezen, staat: nu}   # van de directeur\n", ""),
        ("    - {onderdeel: lezen", "    - {onderdeel: taal, staat: nu}\n    - {onderdeel: lezen"),
        ("    - Geen lift.   # nagevraagd\n", ""),
        ("Geen lift. ", "Wel een lift. "),
        ("    - Geen lift.   # nagevraagd\n", "    - Geen lift.   # nagevraagd\n    - Nog een.\n  bevestigd:\n    op: 2026-01-01\n"),
        ("{onderdeel: lezen, staat: nu}", "{onderdeel: lezen, staat: nu, toelichting: x}"),
    ],
)
def test_a_record_becomes_another_with_few_changes(before: str, after: str):
    goal = SCHOOL.replace(before, after)
    assert goal != SCHOOL
    source = RecordsText(SCHOOL)
    source.become(0, yaml.load(goal, Loader=yaml.BaseLoader)[0])
    assert source.result() == goal


def test_a_file_of_one_record_changes_likewise():
    source = RecordsText("# kop\nid: x\nstap:\n  - a: 1\n# einde\n")
    source.become(0, {"id": "x", "bevestigd": {"op": "2026-01-01"}, "stap": [{"a": "1"}]})
    assert source.result() == "# kop\nid: x\nbevestigd:\n  op: 2026-01-01\nstap:\n  - a: 1\n# einde\n"


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufeff\ufffe\uffff\x85"), max_size=12)
ITEM = st.fixed_dictionaries({"onderdeel": st.sampled_from("abcd")}, optional={"staat": TEXT, "toelichting": TEXT})
RECORD = st.fixed_dictionaries(
    {"id": st.just("x")},
    optional={"naam": TEXT, "lijst": st.lists(TEXT, max_size=4), "aanbod": st.lists(ITEM, max_size=4, unique_by=lambda item: item["onderdeel"]),
              "groep": st.fixed_dictionaries({}, optional={"a": TEXT, "b": TEXT})},
)


@settings(max_examples=150)
@given(RECORD, RECORD, st.booleans(), st.booleans())
@example({"id": "x", "aanbod": [{"onderdeel": "a", "staat": "0", "toelichting": "0"}]}, {"id": "x", "aanbod": [{"onderdeel": "a"}, {"onderdeel": "b"}], "naam": ""}, False, True)
def test_any_record_becomes_any_other(old: dict, new: dict, is_flow: bool, ends_line: bool):
    text = "- " + "\n  ".join(line for key, value in old.items() for line in lines(key, value, 0)) + "\n- id: y"
    if is_flow:
        text = yaml.dump([old, {"id": "y"}], default_flow_style=None, sort_keys=False, allow_unicode=True, width=10_000).rstrip("\n")
    try:
        source = RecordsText(text + "\n" * ends_line)
    except ValueError:
        return  # a record on one line begins with a bracket, which no file of ours does
    source.become(0, new)
    assert yaml.load(source.result(), Loader=yaml.BaseLoader) == [new, {"id": "y"}]
    if old == new:
        assert source.result() == text + "\n" * ends_line
