"""Files in an S3-compatible store: a real one over a socket, addresses signed by the centre."""

from __future__ import annotations

import base64
import hashlib
import logging
import random
import urllib.request
from datetime import UTC, datetime
from uuid import UUID

import psycopg
import pytest
from botocore.auth import S3SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from desktop.server.files.bodies import Place, use_database, use_s3
from desktop.server.files.copying import back_up_files
from desktop.server.files.sweeping import sweep
from desktop.server.installing import ServerError
from desktop.store.mirror.files import Named
from desktop.sync.errors import CentreError
from desktop.sync.file_centre import PostgresFiles
from desktop.sync.transport import Address
from tests.server.company import PASSWORD, group, insert, new_account
from tests.server.file_company import CHUNK, chunks, digest_of, files_of

CONTENT = random.Random(5).randbytes(2 * CHUNK + 3)
BUCKET = "lienhe"


@pytest.fixture(scope="session")
def store():
    """An S3-compatible store on this machine, with an empty bucket."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the store's own libraries
        from moto.server import ThreadedMotoServer

        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
        server.start()
    endpoint = f"http://127.0.0.1:{server.get_host_and_port()[1]}"
    made = urllib.request.Request(f"{endpoint}/{BUCKET}", method="PUT")
    urllib.request.urlopen(made, timeout=10).close()
    yield endpoint
    server.stop()


@pytest.fixture
def place(store):
    return Place(store, "us-east-1", BUCKET, "files/", "AKIAEXAMPLE", "geheim/+x")


@pytest.fixture
def files(company, place):
    with files_of(company) as made:
        use_s3(made.admin, place)
        yield made


@pytest.fixture
def lines(files):
    """What a person's program has of the files."""
    client = files.company.client()
    address = files.address
    told = Address(
        str(address["host"]),
        int(address["port"]),
        files.company.name,
        client.call("SELECT session_user::text"),
        PASSWORD,
    )
    made = PostgresFiles(told)
    made.client = client
    yield made
    made.close()


def send(lines, content):
    ticket = lines.offer(str(lines.client.client_id), digest_of(content), len(content), None)
    sending = lines.begin(ticket)
    assert sending.store == "s3"
    for n, chunk in enumerate(chunks(content)):
        lines.put(ticket, sending.store, n, chunk)
    done = lines.commit(ticket)
    assert done.done
    lines.had(str(lines.client.client_id), done.receipt)


def attach(lines, content):
    customer = new_account()
    made = insert("attachment", name="a", blob=digest_of(content), account_id=customer["id"])
    assert lines.client.one(group(customer, made))["s"] == "ok"
    return made["id"]


def fetched(lines, attached):
    named = Named("attachment", UUID(attached), "blob")
    _digest, ticket = lines.ticket(str(lines.client.client_id), named)
    facts = lines.facts(ticket)
    return b"".join(lines.get(ticket, facts.store, n) for n in range(len(facts.chunks)))


def test_a_file_goes_into_the_store_and_comes_back(files, lines):
    send(lines, CONTENT)
    assert fetched(lines, attach(lines, CONTENT)) == CONTENT
    assert files.count("SELECT count(*) FROM files.chunk WHERE data IS NOT NULL") == 0


def test_files_of_the_time_before_stay_in_the_database(files, lines):
    use_database(files.admin)
    hand = files.hand(lines.client)
    before = hand.attach(b"before")
    use_s3(files.admin, place_of(files))
    send(lines, CONTENT)
    assert fetched(lines, before) == b"before"
    assert fetched(lines, attach(lines, CONTENT)) == CONTENT


def place_of(files):
    row = files.admin.execute(
        "SELECT endpoint, region, bucket, prefix, access_key, secret_key FROM files.store"
    ).fetchone()
    return Place(*row)


@pytest.mark.parametrize("method", ["GET", "PUT"])
def test_addresses_are_signed_as_amazon_wants_it(files, place, method):
    """Against the signer of Amazon's own library."""
    moment = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
    sha = base64.b64encode(hashlib.sha256(b"x").digest()).decode()
    signed = {"x-amz-checksum-sha256": sha} if method == "PUT" else {}
    from psycopg.types.json import Jsonb

    row = files.admin.execute(
        "SELECT files.presigned(%s, 'files/7/0', %s, %s)", (method, Jsonb(signed), moment)
    ).fetchone()
    request = AWSRequest(method, f"{place.endpoint}/{BUCKET}/files/7/0", headers=dict(signed))
    keys = Credentials(place.access_key, place.secret_key)
    signer = S3SigV4QueryAuth(keys, "s3", place.region, expires=900)
    request.context["timestamp"] = moment.strftime("%Y%m%dT%H%M%SZ")
    signer._modify_request_before_signing(request)
    canonical = signer.canonical_request(request)
    expected = signer.signature(signer.string_to_sign(request, canonical), request)
    assert row[0].rpartition("X-Amz-Signature=")[2] == expected


def test_nobody_is_given_the_keys_of_the_store(lines):
    told = lines._bytes._address.parameters()
    with psycopg.connect(**told) as line, pytest.raises(psycopg.errors.InsufficientPrivilege):
        line.execute("SELECT secret_key FROM files.store")


def test_the_address_of_a_chunk_says_which_chunk_it_is_for(lines):
    ticket = lines.offer(str(lines.client.client_id), digest_of(CONTENT), len(CONTENT), None)
    lines.begin(ticket)
    sha = hashlib.sha256(CONTENT[:CHUNK]).digest()
    told = lines._bytes.call("file_put_address(%s, %s, %b)", ticket, 0, sha)
    assert "SignedHeaders=host%3Bx-amz-checksum-sha256&" in told["url"]
    assert told["headers"] == {"x-amz-checksum-sha256": base64.b64encode(sha).decode()}


def test_a_body_that_is_not_the_promised_file_is_found_by_hashing_it(files, lines):
    client = str(lines.client.client_id)
    ticket = lines.offer(client, digest_of(CONTENT), len(CONTENT), None)
    sending = lines.begin(ticket)
    for n, chunk in enumerate(chunks(CONTENT)):
        lines.put(ticket, sending.store, n, chunk[::-1])
    assert lines.commit(ticket).done
    assert sweep(files.address) == {"files": 0, "files checked": 1, "files broken": 1}
    assert files.count("SELECT count(*) FROM files.blob") == 0


def test_an_honest_body_takes_the_place_of_a_broken_one(files, lines, company):
    client = str(lines.client.client_id)
    ticket = lines.offer(client, digest_of(CONTENT), len(CONTENT), None)
    sending = lines.begin(ticket)
    for n, chunk in enumerate(chunks(CONTENT)):
        lines.put(ticket, sending.store, n, chunk[::-1])
    lines.commit(ticket)
    honest = another(lines, company)
    send(honest, CONTENT)
    attached = attach(honest, CONTENT)
    assert sweep(files.address)["files broken"] == 1
    assert fetched(honest, attached) == CONTENT
    honest.close()


def test_what_is_swept_leaves_the_store_too(files, lines, place):
    from desktop.server.files.bodies import open_s3

    send(lines, CONTENT)
    sweep(files.address)
    files.admin.execute("UPDATE files.blob SET unnamed_since = unnamed_since - interval '31 days'")
    keys = files.admin.execute("SELECT files.key_of(body, n) FROM files.chunk").fetchall()
    sweep(files.address)
    there = {one["path"] for some in open_s3(files.admin).list(place.prefix) for one in some}
    assert len(keys) == 3
    assert there.isdisjoint(key for (key,) in keys)


def test_a_copy_holds_what_lies_in_the_store(files, lines, tmp_path):
    send(lines, CONTENT)
    assert back_up_files(files.address, tmp_path, 0.0) == 1
    path = next((tmp_path / "files").glob("*/*"))
    assert path.read_bytes() == CONTENT


def another(lines, company):
    """What the program of somebody else has of the files."""
    client = company.client()
    told = lines._tickets.address
    login = client.call("SELECT session_user::text")
    made = PostgresFiles(Address(told.host, told.port, told.database, login, PASSWORD))
    made.client = client
    return made


def pretend(lines, digest, content):
    """Send something else under a hash that is known, and show the receipt."""
    client = str(lines.client.client_id)
    ticket = lines.offer(client, digest, len(content), None)
    sending = lines.begin(ticket)
    for n, chunk in enumerate(chunks(content)):
        lines.put(ticket, sending.store, n, chunk)
    done = lines.commit(ticket)
    assert done.done
    lines.had(client, done.receipt)
    for again in (lines.begin(ticket), lines.commit(ticket)):
        lines.had(client, again.receipt)


@pytest.mark.parametrize("sent", [b"", b"x"])
@pytest.mark.parametrize("first", [True, False])
def test_who_knows_a_hash_reads_only_what_he_sent_himself(files, lines, company, sent, first):
    thief = another(lines, company)
    if first:
        pretend(thief, digest_of(CONTENT), sent)
    send(lines, CONTENT)
    honest = attach(lines, CONTENT)
    if not first:
        sweep(files.address)
        pretend(thief, digest_of(CONTENT), sent)
    attached = attach(thief, CONTENT)
    assert fetched(thief, attached) == sent
    named = Named("attachment", UUID(attached), "blob")
    ticket = thief.offer(str(thief.client.client_id), digest_of(CONTENT), len(sent), named)
    thief.had(str(thief.client.client_id), thief.begin(ticket).receipt)
    assert fetched(thief, attached) == sent
    assert fetched(lines, honest) == CONTENT
    assert sweep(files.address)["files broken"] == 1
    with pytest.raises(CentreError):
        fetched(thief, attached)
    assert fetched(lines, honest) == CONTENT
    assert company.rows("SELECT user_id::text, body FROM sync.file_proof") == [
        (lines.client.me, None)
    ]
    thief.close()


@pytest.mark.parametrize(
    "facts",
    [
        {"endpoint": "ftp://x"},
        {"endpoint": "http://127.0.0.1:1"},
        {"bucket": "a b"},
        {"bucket": "missing-bucket"},
        {"prefix": "/x"},
        {"access_key": ""},
        {"secret_key": ""},
    ],
)
def test_a_store_that_cannot_be_used_is_not_taken(files, place, facts):
    from dataclasses import replace

    use_database(files.admin)
    with pytest.raises(ServerError):
        use_s3(files.admin, replace(place, **facts))
    assert files.count("SELECT (kind = 's3')::int FROM files.store") == 0
