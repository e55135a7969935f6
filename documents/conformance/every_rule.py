"""All rules, in the order of the contract. Who is shut out at the end can ask no more."""

from documents.conformance import (
    colours,
    content,
    credits,
    deliveries,
    every_call,
    extensions,
    failures,
    fields,
    limits,
    links,
    output,
    pictures,
    times,
)
from documents.conformance.rules import Rule

ROOMS = (every_call, content, credits, links, times, output, colours, fields, pictures, failures, extensions, deliveries, limits)
RULES: list[Rule] = [rule for room in ROOMS for rule in room.RULES]
