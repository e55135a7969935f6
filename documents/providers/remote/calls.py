"""What this server says to a remote account, and what it takes from it: our rows on this side, the client's words on that one."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from django.conf import settings

from documents import network
from documents.models import InputImage, RemoteAccount, Template, TemplateVersion
from documents.providers.remote.client import Client
from documents.providers.remote.shapes import TemplateInfo
from documents.rendering.findings import FoundField
from documents.rendering.output import Output, RenderedFile
from personalia_site import outgoing
from personalia_site.errors import Invalid, MissingAsset, RenderFailed, Upstream

CALL_S = 6.0  # with connecting; a web process may wait for one
DOWNLOAD_S = 8.0  # of all files of a request together: a worker that is longer at work looks as if it hung
MB = 1024 * 1024
# By their first bytes: what a stranger's server says of its files is not passed on to visitors as ours.
KINDS = [
    (b"%PDF-", "application/pdf", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png", "png"),
    (b"\xff\xd8\xff", "image/jpeg", "jpg"),
    (b"PK\x03\x04", "application/zip", "zip"),
]
BLANK = 1024  # a PDF's head may stand after so many other bytes


def client(base_url: str, key: str) -> Client:
    """The way to an account: through the guarded transport."""
    return Client(base_url, key, transport=network.transport(total_s=CALL_S), timeout_s=CALL_S)


def client_of(account: RemoteAccount) -> Client:
    """Raises Conflict when the account's key cannot be read any longer."""
    return client(account.base_url, account.key)


def client_for(template: Template) -> Client:
    assert template.remote_account is not None
    return client_of(template.remote_account)


def found_fields(info: TemplateInfo) -> list[FoundField]:
    """The fields as a version keeps them. A String or Unknown may be anything: staff say what it is to visitors."""
    return [
        FoundField(name=field.name, kind="Image", certain=True)
        if field.image
        else FoundField(
            name=field.name,
            kind="String" if field.type == "Unknown" else field.type,
            certain=field.type in {"Number", "Date", "Boolean"},
        )
        for field in info.fields
    ]


def output_shape(output: Output) -> dict[str, object]:
    """`Output` on the wire."""
    shape: dict[str, object] = {"Format": output.format, "Package": output.package, "StrictPolicy": output.strict}
    return shape | ({"Quality": output.quality} if output.format == "PDF" else {"Resolution": output.resolution_dpi})


def field_values(version: TemplateVersion, values: Mapping[str, object]) -> dict[str, str]:
    """Every field as text; a picture as the address that the account fetches it from.

    raises   MissingAsset when a picture has been deleted meanwhile
    """
    sent = {name: _picture_url(name, str(value["image"])) if isinstance(value, dict) else str(value) for name, value in values.items()}
    return {field.name: "" for field in version.fields} | sent


def _picture_url(name: str, key: str) -> str:
    image = InputImage.objects.filter(pk=key).first()
    if image is None:
        raise MissingAsset(f"The picture for {name} is no longer there.", parameters={"FieldName": name})
    return f"{settings.BASE_URL}{image.get_absolute_url()}"


def download(urls: Sequence[str], *, name: str) -> list[RenderedFile]:
    """The files behind result URLs, named as ours are.

    raises   Upstream when one is not to be had now; RenderFailed when one is too large, or no PDF, PNG, JPG or ZIP
    """
    budget = outgoing.Budget(settings.UPLOAD_MAX_MB * MB)
    with ThreadPoolExecutor(min(len(urls), 8), thread_name_prefix="results") as threads:
        contents = list(threads.map(partial(_fetch, budget=budget), urls))
    return [_file(content, name if len(urls) == 1 else f"{name}-{number}") for number, content in enumerate(contents, 1)]


def _fetch(url: str, *, budget: outgoing.Budget) -> bytes:
    try:
        return outgoing.fetch(url, transport=network.transport(), budget=budget, total_s=DOWNLOAD_S).content
    except Upstream as error:
        if error.code in {"refused_address", "bad_address"}:
            raise RenderFailed("The remote account says that a finished file lies where this server does not go.") from error
        raise Upstream(f"A finished file could not be fetched from the remote account: {error.reason}", code=error.code) from error
    except Invalid as error:
        raise RenderFailed(f"A finished file could not be fetched from the remote account: {error.reason}") from error


def _file(content: bytes, name: str) -> RenderedFile:
    for head, content_type, ending in KINDS:
        if content.startswith(head) or (ending == "pdf" and head in content[:BLANK]):
            return RenderedFile(f"{name}.{ending}", content_type, content)
    raise RenderFailed("The remote account delivered something that is no PDF, PNG, JPG or ZIP.")
