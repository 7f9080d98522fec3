"""gunicorn's threads, kept free from clients that are slow or never finish what they send.

gunicorn's own worker gives a thread to a connection as soon as a first byte is there, and waits in it without end:
as many half requests as there are threads stop everybody. Here

* heads and small bodies are collected by the loop that watches all connections; they take no thread;
* a large body (an upload) is taken in by one of a few threads, into a temporary file, with a deadline that moves on
  while bytes come; when all of those are busy, further uploads are asked to come again, and pages go on;
* only whole requests reach the application, a few at a time; answers are written outside of that;
* whether the process lives (`/healthz`) is answered by threads of its own and without a turn, so that it is told also
  when all others wait for a database;
* connections are closed in the thread that used them: gunicorn waits up to two seconds for the client to close, and
  does that in the loop, where everybody waits along.

Plain HTTP/1 behind a proxy. Named in gunicorn.conf.py.
"""

import time
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from selectors import EVENT_READ
from tempfile import SpooledTemporaryFile
from threading import BoundedSemaphore
from typing import Any

from gunicorn.http.errors import NoMoreData
from gunicorn.workers.gthread import TConn, ThreadWorker

from app.arriving import SMALL_BODY, Arriving, length_of, refuse

LONGEST_HEAD = 64 * 1024
LARGEST_BODY = (
    64 * 1024 * 1024
)  # above what any page takes; larger ones are refused by the application, unread
IN_MEMORY = 256 * 1024
PIECE = 64 * 1024
PROBE, ASKING = "/healthz", ("GET", "HEAD")
PROBES = tuple(f"{method} {PROBE} ".encode() for method in ASKING)
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


class Connection(TConn):
    """A connection that is closed once."""

    is_closed = False

    def close(self, graceful: bool = False) -> None:
        if not self.is_closed:
            self.is_closed = True
            super().close(graceful=graceful)


class Turns:
    """WSGI: so many requests at a time; the others wait, with all that they sent already here."""

    def __init__(self, app: Any, most: int):
        self.app, self.turns = app, BoundedSemaphore(most)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        if environ["PATH_INFO"] == PROBE and environ["REQUEST_METHOD"] in ASKING:
            environ.pop("HTTP_COOKIE", None)  # nobody is looked up for it
            return self.app(environ, start_response)
        with self.turns:
            return self.app(environ, start_response)


class Worker(ThreadWorker):
    """See the module. All limits in seconds."""

    head_limit = 10.0  # for a head, with its body when that is small
    body_limit = 20.0  # for a large body, moved on by what comes
    slowest = 8 * 1024  # bytes a second
    send_limit = 120.0  # for an answer to be taken
    turns = 4  # requests that the application works on at a time
    uploads = 8  # large bodies that are taken in at a time
    probing = 2  # threads for PROBE
    wsgi: Any

    def run(self) -> None:
        self.receiving = BoundedSemaphore(self.uploads)
        self.for_probes = ThreadPoolExecutor(self.probing, "probe")
        plain, self.wsgi = self.wsgi, Turns(self.wsgi, self.turns)
        try:
            super().run()
        finally:
            self.wsgi = plain
            self.for_probes.shutdown(wait=False)

    # in the loop: never wait for one client

    def accept(self, listener: Any) -> None:
        """A new connection waits in the loop for its first request."""
        try:
            client, address = listener.accept()
        except (BlockingIOError, ConnectionAbortedError):
            return  # another worker was faster, or the client has gone
        self.nr_conns += 1
        conn = Connection(self.cfg, client, address, listener.getsockname())
        conn.init()
        conn.parser.unreader = Arriving(client, self.body_limit, self.slowest)
        self.await_request(conn)

    def await_request(self, conn: Connection) -> None:
        """Collect what comes until it is a whole request."""
        if conn.parser.unreader.has_whole_request():
            self.enqueue_req(conn)
            return
        conn.sock.setblocking(False)
        conn.timeout = time.monotonic() + self.head_limit
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, EVENT_READ, partial(self.on_pending_socket_readable, conn))

    def enqueue_req(self, conn: Connection) -> None:
        """A whole request goes to a thread; that of a probe to one of its own, as the others may all be waiting."""
        if not conn.parser.unreader.buf.getvalue().startswith(PROBES):
            super().enqueue_req(conn)
            return
        answered = self.for_probes.submit(self.handle, conn)
        answered.add_done_callback(lambda done: self.method_queue.defer(self.finish_request, conn, done))

    def on_pending_socket_readable(self, conn: Connection, client: Any) -> None:
        """Some bytes of a request. gunicorn ends connections whose `timeout` is over (murder_pending)."""
        try:
            data = client.recv(PIECE)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        arriving = conn.parser.unreader
        arriving.take(data)
        is_whole = bool(data) and arriving.has_whole_request()
        if data and not is_whole and len(arriving.buf.getvalue()) <= LONGEST_HEAD + SMALL_BODY:
            return
        self.poller.unregister(client)
        self.pending_conns.remove(conn)
        if is_whole:
            self.enqueue_req(conn)
        else:
            self.nr_conns -= 1
            conn.close()

    def on_client_socket_readable(self, conn: Connection, client: Any) -> None:
        """The next request on a connection that was kept."""
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        self.await_request(conn)

    def finish_request(self, conn: Connection, fs: "Future[Any]") -> None:
        """A thread is done. What the client sent ahead may be half a request, so it waits in the loop again."""
        is_kept = not fs.cancelled() and fs.exception() is None and bool(fs.result())
        if is_kept and conn.parser.unreader.buf.getvalue():
            self.await_request(conn)
        else:
            super().finish_request(conn, fs)

    # in a thread

    def handle(self, conn: Connection) -> Any:
        """One request of a connection; whether the connection is kept."""
        conn.parser.unreader.begin()
        is_kept = super().handle(conn)
        if not is_kept:
            with suppress(OSError):  # the client has gone already
                conn.close(graceful=True)
        return is_kept

    def handle_request(self, req: Any, conn: Connection) -> Any:
        """Take in the body, then let the application work."""
        length, arrived = length_of(req), len(conn.parser.unreader.buf.getvalue())
        if length is not None and (length <= arrived or length > LARGEST_BODY):
            return self._answer(req, conn)
        if not self.receiving.acquire(blocking=False):
            return refuse(req, conn, 503, "busy", "正在上传的人较多，请稍后再试", retry_after=20)
        try:
            body = self.take_in(req, conn, length)
        except OSError:
            return refuse(req, conn, 408, "too_slow", "内容没有在规定时间内传完，请检查网络后重新提交")
        finally:
            self.receiving.release()
        return self._handle_with(body, req, conn)

    def take_in(self, req: Any, conn: Connection, length: int | None) -> Any:
        """The whole body, in a temporary file when it is large. Raises OSError when it does not come."""
        if req._expected_100_continue:
            conn.sock.sendall(CONTINUE)
            req._expected_100_continue = False
        body = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (closed by _handle_with)
        while piece := req.body.read(PIECE):
            body.write(piece)
            if body.tell() > LARGEST_BODY:
                break
        if length is not None and body.tell() < length:
            raise NoMoreData()
        body.seek(0)
        return body

    def _handle_with(self, body: Any, req: Any, conn: Connection) -> Any:
        arriving, req.body = req.body, body
        try:
            return self._answer(req, conn)
        finally:
            req.body = arriving
            body.close()

    def _answer(self, req: Any, conn: Connection) -> Any:
        conn.sock.settimeout(self.send_limit)
        return super().handle_request(req, conn)
