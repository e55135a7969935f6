"""The visitor's form, built from a campaign's form fields and the template's fields behind them."""

from campaigns.forms.visitor import Question, VisitorForm

__all__ = ["Question", "VisitorForm"]
