"""All rules, in the order of the contract."""

from documents.conformance import content, every_call, extensions, fields, links, output
from documents.conformance.rules import Rule

RULES: list[Rule] = [*every_call.RULES, *content.RULES, *links.RULES, *output.RULES, *fields.RULES, *extensions.RULES]
