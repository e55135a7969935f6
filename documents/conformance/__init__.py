"""Does a server keep the content API's contract? Asked from outside, over HTTP; pure httpx, and nothing else of ours.

server    what the checks call, and what they need made
rules     a Rule is an operation, a sentence and a check; every room of the contract has its module of them
report    the table
"""

from documents.conformance.every_rule import RULES
from documents.conformance.report import Outcome, failed, outcomes, table
from documents.conformance.server import Server, Unusable

__all__ = ["RULES", "Outcome", "Server", "Unusable", "failed", "outcomes", "table"]
