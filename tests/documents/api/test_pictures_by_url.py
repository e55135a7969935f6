"""Image fields that programs send: a URL, fetched when the request is made."""

import io
import threading

import pytest
from PIL import Image

from documents.models import ContentRequest, InputImage
from tests import factories
from tests.personalia_site.server import body, serving

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _loopback_is_admitted(settings):
    settings.OUTGOING_ALLOWED_NETWORKS = ["127.0.0.0/8"]


@pytest.fixture
def photos(workspace):
    return factories.make_template(workspace=workspace, fields={"Photo": "Image", "Logo": "Image"})


def picture(kind: str = "PNG") -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (20, 10), "red").save(buffer, kind)
    return buffer.getvalue()


def create(call, template, photo: object, logo: object, path: str = "/v1/content"):
    return call("POST", path, {"TemplateId": str(template.pk), "Fields": {"Photo": photo, "Logo": logo}})


def refused(response):
    said = response.json()
    return response.status_code, said["ErrorId"], (said["ErrorParameters"] or {}).get("FieldName")


def test_pictures_are_fetched_and_kept_with_the_request(call, photos, run_jobs, stored):
    with serving({"/a.png": body(picture()), "/b": body(picture("JPEG"), Content_Type="text/html")}) as server:
        response = create(call, photos, f"{server}/a.png", f"{server}/b")

    assert response.status_code == 200
    request = ContentRequest.objects.get(pk=response.json()["RequestId"])
    assert {name: str(InputImage.objects.get(pk=value["image"]).file).rpartition(".")[2] for name, value in request.values.items()} == {
        "Photo": "png",
        "Logo": "jpg",
    }
    run_jobs()
    request.refresh_from_db()
    assert request.state == "completed", request.error_reason


def test_a_url_that_stands_twice_is_fetched_once(call, photos):
    asked = []

    def once(handler):
        asked.append(handler.path)
        body(picture())(handler)

    with serving({"/a.png": once}) as server:
        create(call, photos, f"{server}/a.png", f"{server}/a.png")

    assert asked == ["/a.png"]


def test_an_on_demand_url_takes_pictures_too(call, photos, fetch):
    with serving({"/a.png": body(picture())}) as server:
        response = create(call, photos, f"{server}/a.png", f"{server}/a.png", "/v1/content/url")

    assert fetch(response.json()["Url"]).body.startswith(b"%PDF-")


@pytest.mark.parametrize("url", ["ftp://example.com/a.png", "file:///etc/passwd", "a.png", "data:image/png;base64,AAAA", ""])
def test_another_protocol_is_114(call, photos, url):
    assert refused(create(call, photos, url, "https://example.com/a.png")) == (400, 114, "Photo")


def test_what_is_no_string_is_109(call, photos):
    assert refused(create(call, photos, 7, "https://example.com/a.png")) == (400, 109, "Photo")


def test_more_than_the_allowed_number_is_105(call, photos, settings):
    settings.MAX_FETCH_COUNT = 1

    assert refused(create(call, photos, "http://a.example/", "http://b.example/")) == (400, 105, None)


def test_more_than_the_allowed_size_together_is_106(call, photos, settings):
    settings.TOTAL_MAX_FETCH_SIZE_MB = 1
    half = picture() + b"\0" * 600_000
    with serving({"/a.png": body(half), "/b.png": body(half)}) as server:
        response = create(call, photos, f"{server}/a.png", f"{server}/b.png")

    assert refused(response)[:2] == (400, 106)
    assert not InputImage.objects.exists()


@pytest.mark.parametrize("content", [b"<html>", b"GIF89a", b"", picture("GIF"), picture()[:45]])
def test_what_is_no_png_or_jpg_is_108(call, photos, content):
    with serving({"/a.png": body(content, Content_Type="image/png"), "/b.png": body(picture())}) as server:
        response = create(call, photos, f"{server}/a.png", f"{server}/b.png")

    assert refused(response) == (400, 108, "Photo")
    assert not ContentRequest.objects.exists()


def test_a_private_address_and_a_closed_door_get_the_same_answer(call, photos, settings):
    with serving({}) as server:
        missing = create(call, photos, f"{server}/a.png", f"{server}/a.png")
        settings.OUTGOING_ALLOWED_NETWORKS = []
        private = create(call, photos, f"{server}/a.png", f"{server}/a.png")
    unknown = create(call, photos, "http://169.254.169.254/latest/", "http://169.254.169.254/latest/")

    assert refused(private) == (400, 107, "Photo")
    assert missing.json() == private.json() == unknown.json()


def test_pictures_are_fetched_side_by_side(call, photos):
    both = threading.Barrier(2, timeout=3)

    def together(handler):
        both.wait()
        body(picture())(handler)

    with serving({"/a": together, "/b": together}) as server:
        assert create(call, photos, f"{server}/a", f"{server}/b").status_code == 200
