"""The campaign's own words in the language that is spoken."""

from django import template

from campaigns.languages import own

register = template.Library()
register.filter("own", own)
