"""What earlier documents leave in a process does not show in later ones."""

import threading
from pathlib import Path

import pytest

from demo import brochure
from documents.intake import open_path
from documents.rendering import engine
from documents.rendering.fonts import FontSources
from documents.rendering.output import Output
from documents.rendering.prepared import Prepared, decode, encode

VALUES = [
    {"First Name": "Anna", "Machine": "AK-2000", "Color": "red"},
    {"First Name": "Ngô Thị Hạnh", "Machine": "AK-1000", "Color": "red"},
    {"First Name": "Олександр", "Machine": "AK-2000 with the long spout and the wide tray", "Color": "cream"},
    {"First Name": "Zoë", "Machine": "AK-2000"},
]


@pytest.fixture(scope="module")
def stored() -> bytes:
    return encode(engine.prepare(open_path(Path(brochure.__file__).parent / "brochure.zip"), fonts=FontSources()))


def pdf(prepared: Prepared, values: dict[str, str]) -> bytes:
    return engine.render(prepared, values, Output(strict=False))[0].content


@pytest.fixture(scope="module")
def alone(stored) -> list[bytes]:
    """Each the only document of its process, as far as the template knows."""
    return [pdf(decode(stored), values) for values in VALUES]


def test_a_document_is_the_same_after_many_others(stored, alone):
    prepared = decode(stored)

    rounds = [[pdf(prepared, values) for values in VALUES] for _ in range(4)]

    assert all(each == alone for each in rounds)


def test_a_document_is_the_same_beside_others(stored, alone):
    prepared = decode(stored)
    found: dict[int, list[bytes]] = {}

    def work(number: int) -> None:
        order = VALUES[number:] + VALUES[:number]
        found[number] = [pdf(prepared, values) for _ in range(3) for values in order]

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert all(found[number] == (alone[number:] + alone[:number]) * 3 for number in range(4))
