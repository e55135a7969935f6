"""The staff's door to publishing: campaigns, their forms, what visitors sent, and the first page of it all."""

from campaigns.admin import campaigns, submissions

__all__ = ["campaigns", "submissions"]
