from ministry.models.calendar import CalendarDay
from ministry.models.dated import DatedModel, DatedQuerySet
from ministry.models.places import Province
from ministry.models.posts import Post, Role
from ministry.models.tasks import PostApprovalTask, check_approving_roles
from ministry.models.units import FieldLead, PolicyField, Unit
from ministry.models.user import User

__all__ = [
    "CalendarDay",
    "DatedModel",
    "DatedQuerySet",
    "FieldLead",
    "PolicyField",
    "Post",
    "PostApprovalTask",
    "Province",
    "Role",
    "Unit",
    "User",
    "check_approving_roles",
]
