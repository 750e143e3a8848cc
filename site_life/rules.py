"""Who may export a site, and who may rename or archive one."""

from accounts.models import Role
from accounts.rights import has_role, sites_with
from member_sites.models import Site


def exportable_by(user):
    """A chief's own sites; all of them for the district's chief and the system's administrator."""
    return Site.objects.all() if user.is_superuser else sites_with(user, Role.CHIEF)


def may_change(user, site):
    """Renaming and archiving is the district's: a commune does not end itself."""
    main = site.parent
    return main is not None and (user.is_superuser or has_role(user, main, Role.CHIEF))
