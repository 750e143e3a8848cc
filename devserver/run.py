"""`make run`: the whole portal as one tree of processes, from checks to log-ins.

`make dev` is the same for who changes the code: every part begins anew when a file is saved, errors
show their place, and style sheets need not be gathered.

It speaks before Django and its catalogue are there, so its few sentences stand here in Vietnamese.
"""

import contextlib
import ctypes
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import psutil
import psycopg2
import redis

from devserver import servers

ROOT = Path(__file__).resolve().parent.parent
DEMO_USERS = [
    ("admin", "quản trị hệ thống"),
    ("truongban", "trưởng ban biên tập"),
    ("bientap", "biên tập viên"),
    ("phongvien", "phóng viên"),
    ("ctv", "cộng tác viên"),
    ("caoson", "biên tập viên xã Cao Sơn"),
    ("caoson-truong", "trưởng ban biên tập xã Cao Sơn"),
    ("phuthong", "biên tập viên thị trấn Phủ Thông"),
    ("canbo", "cán bộ trả lời câu hỏi"),
    ("lanhdao", "lãnh đạo, chỉ xem báo cáo"),
]


# Parts that do not see by themselves that the code has changed.
RELOADED = ("worker", "beat")


class Refusal(Exception):
    """Why the portal cannot run, in one sentence for the person at the terminal."""


class Stopped(Exception):
    pass


def main(arguments):
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, _stop)
    if "MAKELEVEL" in os.environ:
        _die_with_parent()
    try:
        if arguments[:1] == ["exec"]:
            return execute(arguments[1:])
        return run(dev=arguments[:1] == ["dev"])
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except Stopped:
        return 130


def execute(command):
    """Run one command on the servers of this folder: `python -m devserver.run exec pytest`."""
    check_services()
    return subprocess.run(
        command, cwd=ROOT, env=environment(), preexec_fn=_die_with_parent
    ).returncode


def run(*, dev=False):
    port = chosen_port()
    reclaim(run_file())
    check_port(port)
    check_services()
    say("Đang khởi động cơ sở dữ liệu và Redis…")
    env = environment() | ({"DEBUG": "on"} if dev else {})
    prepare(env, dev=dev)
    children = {}
    orders = commands(port, dev=dev)
    try:
        start(children, orders, env, port)
        watch(children, orders, env, dev=dev)
    except Stopped:
        say("Đang dừng cổng thông tin…")
    finally:
        stop(children.values())
        run_file().unlink(missing_ok=True)
    say("Đã dừng.")
    return 0


def say(text):
    print(text, flush=True)


def run_file():
    return servers.data_folder() / "run.json"


def chosen_port():
    port = os.environ.get("PORT") or "8000"
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise Refusal(f"PORT={port} không phải là số hiệu cổng hợp lệ (1–65535).")
    return int(port)


def check_port(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
            probe.listen()
        except PermissionError:
            raise Refusal(
                f"Không được phép mở cổng {port}; hãy chọn cổng khác, ví dụ: make run PORT=8001"
            ) from None
        except OSError:
            raise Refusal(
                f"Cổng {port} đang được dùng; hãy chọn cổng khác, ví dụ: make run PORT=8001"
            ) from None


def check_services():
    if os.environ.get("DATABASE_URL"):
        _check_database(os.environ["DATABASE_URL"])
    if os.environ.get("REDIS_URL"):
        _check_redis(os.environ["REDIS_URL"])


def _check_database(url):
    try:
        psycopg2.connect(url, connect_timeout=5).close()
    except (psycopg2.Error, ValueError):
        raise Refusal(
            "Không kết nối được PostgreSQL theo DATABASE_URL; hãy kiểm tra địa chỉ, tài khoản và máy chủ, "
            "hoặc bỏ biến này để dùng máy chủ kèm sẵn."
        ) from None


def _check_redis(url):
    try:
        redis.Redis.from_url(url, socket_connect_timeout=5).ping()
    except (redis.RedisError, ValueError):
        raise Refusal(
            "Không kết nối được Redis theo REDIS_URL; hãy kiểm tra địa chỉ, mật khẩu và máy chủ, "
            "hoặc bỏ biến này để dùng máy chủ kèm sẵn."
        ) from None


def environment():
    """What every part of this portal gets to know; what the caller has set wins."""
    given = {name: value for name, value in os.environ.items() if value}
    return {
        "HTTPS": "off",
        "ALLOWED_HOSTS": "127.0.0.1,localhost,testserver",
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "PYTHONUNBUFFERED": "1",
        **servers.with_keys(servers.completed(given)),
    }


def prepare(env, *, dev):
    say("Đang cập nhật cấu trúc dữ liệu…")
    manage(env, "migrate", "--verbosity=0")
    if not dev:
        say("Đang gom tệp giao diện…")
        manage(env, "collectstatic", "--noinput", "--verbosity=0")
    loaded = servers.data_folder() / "demo_loaded"
    if not loaded.exists() and _wants_demo(env):
        say("Lần chạy đầu tiên: đang nạp dữ liệu mẫu…")
        manage(env, "seed_demo")
        loaded.touch()


def _wants_demo(env):
    """An outside database that already has people in it is no place for demo data."""
    if not list(ROOT.glob("*/management/commands/seed_demo.py")):
        return False
    return not os.environ.get("DATABASE_URL") or not _has_people(env["DATABASE_URL"])


def _has_people(url):
    with contextlib.closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM accounts_user)")
        return cursor.fetchone()[0]


def manage(env, *arguments):
    command = [sys.executable, "manage.py", *arguments]
    if subprocess.run(command, cwd=ROOT, env=env, preexec_fn=_die_with_parent).returncode:
        raise Refusal(f"Bước “{arguments[0]}” không thành công; xem thông báo ở trên.")


def start(children, orders, env, port):
    say("Đang mở trang web, tiến trình nền và lịch…")
    for name, command in orders.items():
        children[name] = spawn(name, command, env)
        remember(children)
    wait_until_healthy(children, port)
    announce(port)


def remember(children):
    run_file().write_text(
        json.dumps({"main": os.getpid(), "parts": [part.pid for part in children.values()]})
    )


def commands(port, *, dev):
    """{name of a part: its command line}"""
    celery = [sys.executable, "-m", "celery", "-A", "portal"]
    schedule = servers.data_folder() / "beat-schedule"
    return {
        "web": _reloading_web(port) if dev else _web(port),
        "worker": [
            *celery,
            "worker",
            "--pool=threads",
            "--concurrency=2",
            "--loglevel=info",
            f"--hostname=w{port}@%h",
        ],
        "beat": [*celery, "beat", "--loglevel=info", f"--schedule={schedule}", "--pidfile="],
    }


def _web(port):
    return [
        *(sys.executable, "-m", "gunicorn", "portal.wsgi", f"--bind=127.0.0.1:{port}"),
        *("--workers=2", "--threads=4", "--graceful-timeout=5", "--no-control-socket"),
    ]


def _reloading_web(port):
    """Django's own server: it begins anew when the code changes."""
    return [sys.executable, "manage.py", "runserver", f"127.0.0.1:{port}", "--skip-checks"]


def spawn(name, command, env):
    logs = servers.data_folder() / "logs"
    logs.mkdir(exist_ok=True)
    with open(logs / f"{name}.log", "a") as log:
        return subprocess.Popen(
            command,
            cwd=ROOT,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            preexec_fn=_die_with_parent,
        )


def wait_until_healthy(children, port, seconds=60):
    deadline = time.monotonic() + seconds
    while not _healthy(port):
        fail_if_ended(children)
        if time.monotonic() > deadline:
            raise Refusal(
                f"Trang web không trả lời sau {seconds} giây; xem {servers.data_folder() / 'logs'}"
            )
        time.sleep(0.2)


def _healthy(port):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


def fail_if_ended(children):
    for name, part in children.items():
        if part.poll() is not None:
            raise Refusal(
                f"Phần “{name}” đã dừng bất ngờ; xem {servers.data_folder() / 'logs' / (name + '.log')}"
            )


def announce(port):
    address = f"http://127.0.0.1:{port}/"
    say(
        f"\nCổng thông tin đã sẵn sàng:\n  Trang chủ:      {address}\n  Trang đơn vị:   {address}don-vi/cao-son/"
    )
    say(f"  Bàn biên tập:   {address}quan-tri/\n\nTài khoản mẫu (mật khẩu: demo):")
    for name, post in DEMO_USERS:
        say(f"  {name:<14} {post}")
    say(f"\nNhật ký: {servers.data_folder() / 'logs'}\nNhấn Ctrl-C để dừng.")


def watch(children, orders, env, *, dev):
    """The public site does not go down with its worker: whatever ends is started again."""
    saved = _last_saved() if dev else 0.0
    while True:
        time.sleep(1)
        if dev and (now := _last_saved()) > saved:
            saved = now
            say("Mã nguồn vừa thay đổi; đang khởi động lại tiến trình nền…")
            end_processes([psutil.Process(children[name].pid) for name in RELOADED])
            renew(RELOADED, children, orders, env)
        ended = [name for name, part in children.items() if part.poll() is not None]
        for name in ended:
            say(f"Phần “{name}” đã dừng bất ngờ; đang khởi động lại…")
        renew(ended, children, orders, env)


def renew(names, children, orders, env):
    for name in names:
        children[name] = spawn(name, orders[name], env)
        remember(children)


def _last_saved():
    """When a file of the code was last saved, in seconds of the clock."""
    sources = (path for folder in ROOT.glob("[a-z]*/") for path in folder.rglob("*.py"))
    return max(path.stat().st_mtime for path in sources)


def stop(parts):
    # A second Ctrl-C must not leave half of the house standing.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    end_processes([psutil.Process(part.pid) for part in parts if part.poll() is None])


def end_processes(processes, patience=10):
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.terminate()
    for process in psutil.wait_procs(processes, timeout=patience)[1]:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()


def reclaim(path):
    """What a killed run has left behind is ended; a living one in the same folder is respected."""
    try:
        left = json.loads(path.read_text())
    except (FileNotFoundError, json.JSONDecodeError):
        return
    if _leaves_soon(left["main"]):
        end_processes([psutil.Process(pid) for pid in left["parts"] if _is_ours(pid)])
        return path.unlink(missing_ok=True)
    raise Refusal(
        "Cổng thông tin của thư mục này đang chạy ở một cửa sổ khác; hãy dừng nó trước (Ctrl-C)."
    )


def _leaves_soon(pid, seconds=3):
    deadline = time.monotonic() + seconds
    while _is_ours(pid):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def _is_ours(pid):
    try:
        process = psutil.Process(pid)
        return process.status() != psutil.STATUS_ZOMBIE and "portal" in " ".join(process.cmdline())
    except psutil.Error:
        return False


def _stop(number, frame):
    raise Stopped


def _die_with_parent():
    """Linux ends a child whose parent was killed; elsewhere the next start reclaims it."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # 1 = PR_SET_PDEATHSIG


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
