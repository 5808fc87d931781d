"""What the finder lists and what a visitor can choose by; and the map beside it."""

from __future__ import annotations

from portaal.geo import is_inside
from portaal.kaart import draw_map
from portaal.model import Gebied, Portal
from portaal.model.fields import Bereik
from portaal.plekken import ONBEKEND, _groups, collect_facets, collect_plekken, split_large

SQUARE = ((4.0, 52.0), (5.0, 52.0), (5.0, 53.0), (4.0, 53.0))


def test_every_voorziening_and_every_open_school_is_listed_once(region: Portal) -> None:
    plekken = collect_plekken(region)
    refs = [plek.ref for plek in plekken] + [plek.school_ref for plek in plekken if plek.school_ref]
    schools = {f"school:{school.id}" for school in region.schools.values() if school.is_open}
    assert len(refs) == len(set(refs))
    assert set(refs) == schools | {f"voorziening:{id_}" for id_ in region.voorzieningen}


def test_every_plek_has_a_value_for_every_facet_that_can_be_unknown(region: Portal) -> None:
    for plek in collect_plekken(region):
        for facet in ("soort", "plaats", "tlv", "groep", "staat", "bestuur"):
            assert plek.facetten[facet], (plek.ref, facet)


def test_a_visitor_can_choose_by_everything_that_tells_places_apart(region: Portal) -> None:
    """Need and supply are facets of their own, the need first."""
    facets = collect_facets(region, collect_plekken(region))
    assert [facet.id for facet in facets] == ["hulpvraag", "soort", "plaats", "groep", "staat", "tlv", "hb", "bestuur"]
    assert {"nu", "in_opbouw"} <= {waarde.id for facet in facets if facet.id == "staat" for waarde in facet.waarden}


def test_counts_of_facets_are_true(region: Portal) -> None:
    plekken = collect_plekken(region)
    for facet in collect_facets(region, plekken):
        for waarde in facet.waarden:
            assert waarde.titel
            assert waarde.aantal == sum(waarde.id in plek.facetten[facet.id] for plek in plekken) > 0


def test_a_school_that_told_nothing_is_unknown_not_unfit(region: Portal) -> None:
    silent = next(school for school in region.schools.values() if school.soort == "bao" and not school.latest_aanbod)
    plek = next(plek for plek in collect_plekken(region) if plek.ref == f"school:{silent.id}")
    assert plek.facetten["hulpvraag"] == (ONBEKEND,)
    assert "welke hulp de school biedt" in plek.onbekend


def test_groups_follow_from_ages(region: Portal) -> None:
    first = next(iter(region.voorzieningen.values()))
    young = first.model_copy(update={"groep": None, "leeftijd": Bereik(van=4, tot=5)})
    assert _groups(young) == ("1", "2")
    assert _groups(first.model_copy(update={"groep": Bereik(van=3, tot=4), "leeftijd": None})) == ("3", "4")
    assert _groups(first.model_copy(update={"groep": None, "leeftijd": None})) == (ONBEKEND,)


def test_inside_and_outside() -> None:
    gebied = Gebied({"Voorbeeldmeer": (SQUARE,)})
    assert is_inside(gebied.sides(["Voorbeeldmeer"]), 4.5, 52.5)
    assert not is_inside(gebied.sides(["Voorbeeldmeer"]), 5.5, 52.5)
    assert not is_inside(gebied.sides(["Elders"]), 4.5, 52.5)


def test_the_map_holds_every_point_and_keeps_circles_apart(region: Portal) -> None:
    plekken = collect_plekken(region)
    kaart = draw_map(region.gebied, region.organisatie.gemeenten, plekken)
    assert kaart is not None
    assert {punt.ref for punt in kaart.punten} == {plek.ref for plek in plekken if plek.punt}
    assert sum(plaats.aantal for plaats in kaart.plaatsen) == len(kaart.punten)
    assert all(0 < punt.x < kaart.width and 0 < punt.y < kaart.height for punt in kaart.punten)
    for number, plaats in enumerate(kaart.plaatsen):
        for other in kaart.plaatsen[:number]:
            assert abs(plaats.x - other.x) > 40 or abs(plaats.y - other.y) > 40, (plaats, other)


def test_no_boundaries_no_map(region: Portal) -> None:
    assert draw_map(Gebied(), ["Voorbeeldmeer"], collect_plekken(region)) is None


def test_help_that_is_not_there_yet_says_so(region: Portal) -> None:
    for plek in collect_plekken(region):
        if voorziening := region.voorzieningen.get(plek.ref.removeprefix("voorziening:")):
            assert plek.facetten["staat"] == (voorziening.staat,)
            assert ("of dit er nu is" in plek.onbekend) == (voorziening.staat == ONBEKEND)
            assert ("nog in opbouw" in plek.waarom) == (voorziening.staat == "in_opbouw")


def test_a_page_holds_all_places_until_there_are_too_many(region: Portal) -> None:
    plekken = collect_plekken(region)
    assert split_large(plekken) == (plekken, ())
    on_page, rest = split_large(plekken * 20)
    assert rest and len(on_page) + len(rest) == len(plekken) * 20
    assert {plek.ref.partition(":")[0] for plek in on_page} == {"voorziening"}
