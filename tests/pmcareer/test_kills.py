"""A server that is killed while people write loses nothing that it answered, and does nothing twice."""

from tests.kills import Server, killed


def test_nothing_is_lost_and_nothing_happens_twice_when_it_is_killed(tmp_path, empty_database):
    server = Server(tmp_path / "var", DATABASE_URL=empty_database)
    try:
        wrong, done = killed(server, kills=3)
    finally:
        server.end()
    assert wrong == [], done
