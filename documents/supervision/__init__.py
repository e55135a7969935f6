"""What `manage.py workers` does: keep a cluster running, and see that every waiting row comes to its end.

cluster   the qcluster as a process group of its own: started, stopped, killed whole
upkeep    one look at the database: lost jobs queued again, overdue rows ended, housekeeping queued
"""

from documents.supervision.supervisor import Supervisor

__all__ = ["Supervisor"]
