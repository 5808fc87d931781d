"""security.txt: who to tell about a leak, until when; and a site that was not built again for too long."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from msgspec.structs import replace

from bewijs.koppen import security_errors
from miniature import MINIATURE, TODAY, Portaal
from portaal import pipeline
from portaal.page import Site
from portaal.sitefiles import SECURITY, build_site_files, stale_site


@pytest.fixture(scope="module")
def site() -> Site:
    portal, skin, *_ = pipeline.read_portal(MINIATURE, TODAY)
    return Site(skin.url, portal.organisatie, skin.menu, skin.voet, "assets/", TODAY)


def security(site: Site, **changes: str | None) -> str:
    return build_site_files(replace(site, organisatie=site.organisatie.model_copy(update=changes)), []).get(SECURITY, b"").decode()


def test_who_and_until_when(site: Site) -> None:
    assert security(site) == (
        "Contact: mailto:lek@voorbeeld.invalid\nExpires: 2027-11-20T00:00:00Z\nPreferred-Languages: nl, en\n"
        "Canonical: https://voorbeeld.invalid/portaal/.well-known/security.txt\n"
    )
    assert "mailto:info@voorbeeld.invalid\n" in security(site, email_beveiliging=None)
    assert "Contact: https://voorbeeld.invalid\n" in security(site, email_beveiliging=None, email=None)
    assert security(site, email_beveiliging=None, email=None, website=None) == ""


def test_sectxt_agrees_and_sees_what_is_wrong(site: Site) -> None:
    parser = pytest.importorskip("sectxt", reason="make bewijs installs it").Parser
    good = security(replace(site, built_on=dt.datetime.now(dt.UTC).date()))
    assert security_errors(good.encode(), parser) == []
    assert security_errors(good.replace("Expires", "X-Expires").encode(), parser)
    assert security_errors(security(replace(site, built_on=dt.date(2020, 1, 1))).encode(), parser)
    assert security_errors(good.replace("mailto:", "").encode(), parser)


@pytest.mark.parametrize(("days", "warns"), [(0, False), (333, False), (334, False), (335, True), (364, True), (400, True)])
def test_a_site_that_nobody_built_again(site: Site, tmp_path: Path, days: int, warns: bool) -> None:
    (tmp_path / SECURITY).parent.mkdir()
    (tmp_path / SECURITY).write_text(security(site), encoding="utf-8")
    found = list(stale_site(tmp_path, TODAY + dt.timedelta(days=days)))
    assert [finding.rule for finding in found] == ["oude-site"] * warns
    assert not warns or "20 november 2027" in found[0].message


def test_check_tells_it(warm_root: Path, portaal: Portaal) -> None:
    place = warm_root / "build" / "site" / SECURITY
    place.parent.mkdir(parents=True)
    assert "oude-site" not in portaal("check", "--root", warm_root).stdout
    place.write_text("Contact: mailto:a@b.invalid\nExpires: 2026-12-01T00:00:00Z\n", encoding="utf-8")
    done = portaal("check", "--root", warm_root)
    assert done.returncode == 0 and "oude-site" in done.stdout and "1 december 2026" in done.stdout
