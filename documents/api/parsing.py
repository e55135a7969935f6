"""The body: JSON, one object, 1 MB at most."""

from collections.abc import Mapping
from io import BytesIO
from typing import IO, Any

from django.conf import settings
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

from documents.api.errors import TooLarge


class LimitedJSONParser(JSONParser):
    """DRF's, with a limit of its own: whether DRF reads the stream past Django's DATA_UPLOAD_MAX_MEMORY_SIZE depends on its version."""

    def parse(self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None) -> Any:
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        content = stream.read(limit + 1)
        if len(content) > limit:
            raise TooLarge
        try:
            return super().parse(BytesIO(content), media_type, parser_context)
        except RecursionError as error:
            raise ParseError("it is nested too deeply.") from error
