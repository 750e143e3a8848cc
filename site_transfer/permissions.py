"""Who may export a site, who may rename or archive one, and who may bring one in."""

from accounts.models import Role
from accounts.rights import has_role, sites_with
from member_sites.models import Site


def exportable_by(user):
    """A chief's own sites; all of them for the district's chief and the system's administrator."""
    return Site.objects.all() if user.is_superuser else sites_with(user, Role.CHIEF)


def may_take_contacts(user, site):
    """Who citizens are is read by chiefs; keeping the machine alone is no reason."""
    return has_role(user, site, Role.CHIEF)


def may_change(user, site):
    """Renaming and archiving is the district's: a commune does not end itself."""
    main = site.parent
    return main is not None and (user.is_superuser or has_role(user, main, Role.CHIEF))


def may_import(user):
    """A new site is the district's to open, from an archive too."""
    main = Site.objects.filter(parent=None).first()
    return user.is_superuser or main is not None and has_role(user, main, Role.CHIEF)
