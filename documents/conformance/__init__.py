"""Does a server keep the content API's contract? Asked from outside, over HTTP; pure httpx, and nothing else of ours.

server    what the checks call, and what they need made
given     what the operator hands over for rules that need something set up
listener  where the server can call us
rules     a Rule is an operation, a sentence and a check; every room of the contract has its module of them
report    the table
"""

from documents.conformance.every_rule import RULES
from documents.conformance.given import Given, option
from documents.conformance.listener import listening
from documents.conformance.report import Outcome, failed, outcomes, table
from documents.conformance.server import Server, Unusable

__all__ = ["RULES", "Given", "Outcome", "Server", "Unusable", "failed", "listening", "option", "outcomes", "table"]
