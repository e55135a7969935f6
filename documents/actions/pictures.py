"""Pictures that programs name by URL: fetched when the request is made, and kept like those that people upload."""

import logging
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from django.conf import settings
from django.core.files.base import ContentFile as Bytes

from documents import network
from documents.actions.images import store_image
from documents.models import InputImage, Workspace
from personalia_site import outgoing
from personalia_site.errors import Invalid, Upstream

logger = logging.getLogger(__name__)
MB = 1024 * 1024


def fetch_pictures(*, workspace: Workspace, urls: Mapping[str, str]) -> dict[str, InputImage]:
    """A picture for each field. Not to be called in a transaction: strangers' servers take their time.

    urls     by the field's name; the same URL twice is fetched once
    raises   Invalid: 105 too many, 114 neither http nor https, 106 too large together, 107 not to be had in time, 108 no PNG or JPG
    costs    at most outgoing.TOTAL_S, however many there are
    """
    fields = {url: name for name, url in reversed(list(urls.items()))}  # an error names the first field of a URL
    if len(urls) > settings.MAX_FETCH_COUNT:
        reason = f"{len(urls)} pictures are named by URL; {settings.MAX_FETCH_COUNT} are the most."
        raise Invalid(reason, error_id=105, code="too_many_images", parameters={"MaxFetchCount": str(settings.MAX_FETCH_COUNT)})
    for url, name in fields.items():
        if not url.lower().startswith(("http://", "https://")):
            raise _refused(name, "must be the address of a picture, beginning with http:// or https://.", 114, "unsupported_protocol")
    if not fields:
        return {}
    budget = outgoing.Budget(settings.TOTAL_MAX_FETCH_SIZE_MB * MB)
    with ThreadPoolExecutor(len(fields), thread_name_prefix="pictures") as threads:
        contents = dict(zip(fields, threads.map(partial(_fetch, budget=budget), fields.values(), fields), strict=True))
    stored = {url: _store(workspace, fields[url], content) for url, content in contents.items()}
    return {name: stored[url] for name, url in urls.items()}


def _fetch(name: str, url: str, *, budget: outgoing.Budget) -> bytes:
    try:
        return outgoing.fetch(url, transport=network.transport(), budget=budget).content
    except Upstream as error:
        # One answer for all: whoever may name an address must not learn from it what stands in this server's network.
        logger.info("pictures: not fetched: %s", error.code)
        raise _refused(name, "names a picture that could not be fetched, or not in time.", 107, "image_unreachable") from None
    except Invalid as error:
        if error.code == "too_large":
            size = settings.TOTAL_MAX_FETCH_SIZE_MB
            parameters = {"FieldName": name, "TotalMaxFetchSize": str(size)}
            reason = f"The pictures that are named by URL are larger than {size} MB together."
            raise Invalid(reason, error_id=106, code="images_too_large", parameters=parameters) from None
        raise _refused(name, "names a picture whose address leads to neither http:// nor https://.", 114, "unsupported_protocol") from None


def _store(workspace: Workspace, name: str, content: bytes) -> InputImage:
    try:
        return store_image(workspace=workspace, upload=Bytes(content, name="picture"))
    except Invalid:
        raise _refused(name, "names a file that is no PNG or JPG picture, or a damaged or huge one.", 108, "invalid_image") from None


def _refused(name: str, reason: str, error_id: int, code: str) -> Invalid:
    return Invalid(f"Input field {name} {reason}", error_id=error_id, code=code, parameters={"FieldName": name})
