"""The body: JSON, one object, 1 MB at most."""

from collections.abc import Mapping
from io import BytesIO
from typing import IO, Any

from django.conf import settings
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

from documents.api.errors import TooLarge

CHUNK = 64 * 1024
DRAINED_AT_MOST = 16 * 1024 * 1024


class LimitedJSONParser(JSONParser):
    """DRF's, with a limit: DRF reads the stream itself, past Django's DATA_UPLOAD_MAX_MEMORY_SIZE."""

    def parse(self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None) -> Any:
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        content = stream.read(limit + 1)
        if len(content) > limit:
            _drain(stream)
            raise TooLarge
        try:
            return super().parse(BytesIO(content), media_type, parser_context)
        except RecursionError as error:
            raise ParseError("it is nested too deeply.") from error


def _drain(stream: IO[Any]) -> None:
    """Read on for a while: a server that leaves a body unread closes the connection, and the caller's next call on it gets no answer."""
    for _ in range(DRAINED_AT_MOST // CHUNK):
        if not stream.read(CHUNK):
            return
