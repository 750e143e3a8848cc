"""Only servers of the public internet are asked, whatever a name or a redirect says."""

import socket
from threading import Thread

import pytest

from common import link_probe
from common.link_probe import Answer, ask

PUBLIC = "93.184.215.14"


class Wires:
    """Stands for the world outside: names, machines and what they answer."""

    def __init__(self, monkeypatch):
        self.names, self.answers, self.asked = {}, {}, []
        monkeypatch.setattr(socket, "getaddrinfo", self.resolve)
        monkeypatch.setattr(link_probe, "_request", self.request)

    def resolve(self, host, port, **_how):
        if host not in self.names:
            raise socket.gaierror("unknown")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in self.names[host]]

    def request(self, method, address):
        _parts, host, port = link_probe._target(address)
        link_probe.public_ip(host, port)
        self.asked.append((method, address))
        answer = self.answers[address]
        answer = answer.get(method) if isinstance(answer, dict) else answer
        if isinstance(answer, Exception):
            raise answer
        return answer if isinstance(answer, tuple) else (answer, None)


@pytest.fixture
def wires(monkeypatch):
    return Wires(monkeypatch)


class AskTests:
    def test_a_page_that_is_there(self, wires):
        wires.names["bao.vn"], wires.answers["https://bao.vn/"] = [PUBLIC], 200
        assert ask("https://bao.vn/") == Answer(200)
        assert wires.asked == [("HEAD", "https://bao.vn/")]

    def test_a_server_that_knows_no_head(self, wires):
        wires.names["bao.vn"], wires.answers["https://bao.vn/"] = (
            [PUBLIC],
            {"HEAD": 405, "GET": 200},
        )
        assert ask("https://bao.vn/") == Answer(200)

    def test_follows_a_few_redirects_and_relative_ones(self, wires):
        wires.names["bao.vn"] = [PUBLIC]
        wires.answers |= {
            "http://bao.vn/a": (301, "https://bao.vn/b"),
            "https://bao.vn/b": (302, "/c"),
            "https://bao.vn/c": 404,
        }
        assert ask("http://bao.vn/a") == Answer(404)

    def test_gives_up_on_redirects_without_end(self, wires):
        wires.names["bao.vn"], wires.answers["http://bao.vn/"] = [PUBLIC], (302, "/")
        assert ask("http://bao.vn/") == Answer(problem="redirects")
        assert len(wires.asked) == link_probe.REDIRECTS + 1

    def test_a_name_that_does_not_exist(self, wires):
        assert ask("https://khong-co.vn/") == Answer(problem="name")

    @pytest.mark.parametrize(
        "error", [TimeoutError(), ConnectionRefusedError(), ConnectionResetError()]
    )
    def test_a_server_that_does_not_answer(self, wires, error):
        wires.names["bao.vn"], wires.answers["https://bao.vn/"] = [PUBLIC], error
        assert ask("https://bao.vn/") == Answer(problem="silent")


class InsideTests:
    @pytest.mark.parametrize(
        "ip",
        [
            "127.0.0.1",
            "10.1.2.3",
            "192.168.1.1",
            "172.16.0.1",
            "169.254.169.254",
            "0.0.0.0",
            "100.64.0.1",
            "224.0.0.1",
            "::1",
            "fe80::1",
            "fc00::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "2002:7f00:1::",
        ],
    )
    def test_is_never_asked(self, wires, ip):
        wires.names["noi-bo.vn"] = [ip]
        assert ask("http://noi-bo.vn/") == Answer(problem="inside")
        assert wires.asked == []

    def test_is_never_asked_when_one_of_several_addresses_lies_there(self, wires):
        wires.names["hai-mat.vn"] = [PUBLIC, "127.0.0.1"]
        assert ask("http://hai-mat.vn/") == Answer(problem="inside")

    def test_is_never_asked_through_a_redirect(self, wires):
        wires.names |= {"bao.vn": [PUBLIC], "noi-bo.vn": ["10.0.0.1"]}
        wires.answers["http://bao.vn/"] = (302, "http://noi-bo.vn/quan-tri")
        assert ask("http://bao.vn/") == Answer(problem="inside")
        assert wires.asked == [("HEAD", "http://bao.vn/")]

    @pytest.mark.parametrize(
        "address",
        [
            "ftp://bao.vn/",
            "file:///etc/passwd",
            "http://",
            "http://a:b@bao.vn/",
            "http://bao.vn:6379/",
            "javascript:alert(1)",
        ],
    )
    def test_other_schemes_ports_and_passwords_are_refused(self, wires, address):
        wires.names["bao.vn"] = [PUBLIC]
        assert ask(address) == Answer(problem="address")

    @pytest.mark.parametrize(
        "address", ["http://bao.vn:99999/", "http://[::1", f"http://{'a' * 70}.vn/"]
    )
    def test_nonsense_raises_nothing(self, wires, address):
        assert ask(address).status is None

    def test_numbers_in_odd_forms_are_resolved_and_refused(self):
        for address in (
            "http://2130706433/",
            "http://127.1/",
            "http://0x7f000001/",
            "http://[::1]/",
            "http://localhost/",
        ):
            assert ask(address).problem in {"inside", "name"}


class WireTests:
    """The bytes themselves, against a real socket; only "is it public" is answered for the test."""

    def test_asks_the_machine_that_was_looked_at(self, monkeypatch):
        with socket.create_server(("127.0.0.1", 0)) as server:
            monkeypatch.setitem(link_probe.PORTS, "http", server.getsockname()[1])
            monkeypatch.setattr(link_probe, "_is_public", lambda ip: True)
            monkeypatch.setattr(link_probe, "SECONDS", 2)
            sent = answering(server, b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
            assert ask("http://localhost/tin/rừng mơ?q=mơ") == Answer(404)
        assert sent[0].startswith(b"HEAD /tin/r%E1%BB%ABng%20m%C6%A1?q=m%C6%A1 HTTP/1.1\r\n")


def answering(server, answer):
    """What each of two callers sent, in a list that fills as they come."""
    sent = []

    def serve():
        for _caller in range(2):
            line, _place = server.accept()
            with line:
                sent.append(line.recv(4096))
                line.sendall(answer)

    Thread(target=serve, daemon=True).start()
    return sent
