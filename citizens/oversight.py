"""Who oversees what citizens send to which sites."""

from accounts.models import Role
from accounts.rights import has_role_somewhere, memberships, sites_with
from member_sites.models import Site


def sites_of(user):
    """Sites of which a person oversees what citizens sent: editors and chiefs theirs, leaders of the main site all."""
    if any(row.role == Role.LEADER and row.site.is_main for row in memberships(user)):
        return Site.objects.all()
    return sites_with(user, Role.EDITOR) if has_role_somewhere(user, Role.EDITOR) else None


def oversees(user):
    """Whether there is any such site, without a question to the database."""
    return sites_of(user) is not None
