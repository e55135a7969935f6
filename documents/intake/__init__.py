"""An upload's way in: bytes nobody trusts -> a package -> a checked template. No Django.

open_upload(bytes)  -> Package        what a person uploaded
open_path(path)     -> Package        what lies on this machine, with the files beside it
check(package)      -> Checked        prepared, its fields, its findings, pictures of page 1 and of what was found
check_in_child(path)-> CheckedFiles   the same in a process with limits, for uploads of strangers
"""

from documents.intake.checking import Checked, check
from documents.intake.child_process import CheckedFiles, check_in_child
from documents.intake.folder import open_path
from documents.intake.reply import ChildLimits
from documents.intake.upload import open_upload

__all__ = ["Checked", "CheckedFiles", "ChildLimits", "check", "check_in_child", "open_path", "open_upload"]
