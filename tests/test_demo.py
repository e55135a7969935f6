"""manage.py demo, and the two packages that it loads."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from campaigns.models import Campaign
from demo import brochure, build, coupon
from documents.intake import open_path
from documents.models import ApiKey, Template, User, Workspace
from documents.rendering import engine
from documents.rendering.fonts import FontSources
from documents.rendering.output import Output


@pytest.fixture
def data_dir(settings: Any, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path


def tell() -> dict[str, Any]:
    out = io.StringIO()
    call_command("demo", "--json", stdout=out)
    told: dict[str, Any] = json.loads(out.getvalue())
    return told


@pytest.mark.django_db
def test_it_makes_a_login_a_key_two_templates_and_two_open_campaigns(data_dir: Path, client: Client) -> None:
    demo = tell()

    assert set(demo) == {"base_url", "api_key", "staff", "templates", "campaigns"}
    assert client.login(**demo["staff"])
    assert ApiKey.objects.matching(demo["api_key"])
    assert set(demo["templates"]) == {"Brochure", "Coupon"}
    assert {slug: client.get(url.removeprefix("http://testserver")).status_code for slug, url in demo["campaigns"].items()} == {
        "brochure": 200,
        "coupon": 200,
    }
    assert (data_dir / "demo.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.django_db
def test_a_second_time_it_tells_the_same_and_makes_nothing(data_dir: Path) -> None:
    first = tell()

    assert tell() == first
    assert [model.objects.count() for model in (Workspace, User, ApiKey, Template, Campaign)] == [1, 1, 1, 2, 2]


@pytest.mark.django_db
def test_what_staff_deleted_stays_deleted(data_dir: Path) -> None:
    tell()
    Campaign.objects.get(slug="coupon").delete()

    assert set(tell()["campaigns"]) == {"brochure"}


@pytest.mark.django_db
def test_an_attempt_that_was_cut_short_is_finished(data_dir: Path) -> None:
    tell()
    (data_dir / "demo.json").unlink()
    Campaign.objects.get(slug="coupon").delete()

    demo = tell()

    assert set(demo["campaigns"]) == {"brochure", "coupon"}
    assert [model.objects.count() for model in (Workspace, User, ApiKey, Template, Campaign)] == [1, 1, 1, 2, 2]


@pytest.mark.parametrize("module", [brochure, coupon])
def test_the_packages_are_what_the_builder_writes(module: Any) -> None:
    design = module.design()

    built = zipfile.ZipFile(io.BytesIO(build.pack(design)))
    kept = zipfile.ZipFile(build.HERE / f"{design.name}.zip")

    assert {name: built.read(name) for name in built.namelist()} == {name: kept.read(name) for name in kept.namelist()}


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("brochure", {"First Name": "Łukasz", "Machine": "AK-2000", "Color": "red"}),
        (
            "coupon",
            {
                "Product": "iron",
                "Offer": "20%",
                "Price": "$25",
                "Expiry Date": "April 01, 2025",
                "Color": "red",
                "Switch Sides": "0",
            },
        ),
    ],
)
def test_they_have_their_fields_no_finding_and_pass_strictly(name: str, values: dict[str, str]) -> None:
    prepared = engine.prepare(open_path(build.HERE / f"{name}.zip"), fonts=FontSources())

    assert {field.name for field in prepared.fields} == set(values)
    assert not [finding for finding in prepared.findings if finding.level != "info"]
    assert engine.render(prepared, values, Output(quality="Print"))
