"""Work that a browser does before it sends: a second for one person, hours for ten thousand questions. Nobody is asked to see.

The task is signed and lapses; a solution counts once. Without JavaScript there is none, and the desk looks twice.
"""

import hashlib
import secrets

from django.core import signing
from django.core.cache import cache

SALT = "citizens.proof_of_work"
# Leading zero bits: some 65,000 tries on average.
BITS = 16
LASTS_SECONDS = 4 * 3600
SOLUTION_LENGTH = 20


def new():
    return signing.dumps(secrets.token_hex(12), salt=SALT)


def is_solved(task, solution):
    """Whether `solution` makes a hash with enough zeros; without using it up."""
    if not task or not solution or len(solution) > SOLUTION_LENGTH:
        return False
    try:
        signing.loads(task, salt=SALT, max_age=LASTS_SECONDS)
    except signing.BadSignature:
        return False
    digest = hashlib.sha256(f"{task}.{solution}".encode()).digest()
    return int.from_bytes(digest[:4]) >> (32 - BITS) == 0


def spend(task, solution):
    """True the first time a right solution is used; while the cache is away each counts."""
    if not is_solved(task, solution):
        return False
    key = f"citizens:spent:{hashlib.sha256(task.encode()).hexdigest()}"
    if cache.get(key):
        return False
    cache.set(key, 1, LASTS_SECONDS)
    return True
