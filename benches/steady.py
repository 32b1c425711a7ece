#!/usr/bin/env python3
"""Sends requests at a constant rate and tells how long the answers took, as JSON by kind of page.

    benches/steady.py http://127.0.0.1:7340 PATHS.json --rate 100 --seconds 40

PATHS.json is a list of addresses; they are asked for in turn. A request counts from the moment at which it was due, so
that a server that is slow once is charged with all who wait meanwhile (no coordinated omission).
"""

import argparse
import asyncio
import json
import time
from urllib.parse import urlsplit

#: Requests before the measurement, in seconds of the same rate.
WARM = 3


class Line:
    """A connection that is kept open from request to request."""

    def __init__(self, host, port):
        self.host, self.port, self.reader, self.writer = host, port, None, None

    async def get(self, path):
        """Asks for a path and returns the status; the body is read and left."""
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection(self.host, self.port, limit=1 << 20)
        try:
            self.writer.write(f"GET {path} HTTP/1.1\r\nHost: {self.host}:{self.port}\r\nAccept-Encoding: gzip\r\n\r\n".encode())
            head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
            await self.body(head)
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            self.writer.close()
            self.writer = None
            raise
        return int(head.split(" ", 2)[1])

    async def body(self, head):
        if "transfer-encoding: chunked" in head:
            while size := int((await self.reader.readline()).split(b";")[0], 16):
                await self.reader.readexactly(size + 2)
            await self.reader.readline()
        elif "content-length:" in head:
            await self.reader.readexactly(int(head.split("content-length:")[1].split("\r\n")[0]))


def kind(path):
    """Names the kind of page of an address by its first part."""
    return "/" + path.split("?")[0].strip("/").split("/")[0]


async def measure(origin, paths, rate, seconds):
    """Returns kind, milliseconds and whether it was answered well, for each request after the warming up."""
    where = urlsplit(origin)
    idle, found, running = [], [], set()
    begin = time.perf_counter() + 0.1

    async def one(path, due, is_counted):
        line = idle.pop() if idle else Line(where.hostname, where.port)
        try:
            is_well = await line.get(path) == 200
        except (OSError, ValueError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            is_well = False
        if is_counted:
            found.append((kind(path), (time.perf_counter() - due) * 1000, is_well))
        idle.append(line)

    for number in range(int(rate * (seconds + WARM))):
        due = begin + number / rate
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        task = asyncio.create_task(one(paths[number % len(paths)], due, number >= rate * WARM))
        running.add(task)
        task.add_done_callback(running.discard)
    await asyncio.gather(*running)
    return found


def told(found):
    """Returns the summary of one kind."""
    times = sorted(milliseconds for _, milliseconds, _ in found)
    at = lambda share: times[min(len(times) - 1, int(len(times) * share))]
    return {"requests": len(times), "p50": at(0.5), "p99": at(0.99), "max": times[-1], "failed": sum(not is_well for *_, is_well in found)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("origin")
    parser.add_argument("paths", type=argparse.FileType())
    parser.add_argument("--rate", type=float, default=100)
    parser.add_argument("--seconds", type=float, default=40)
    options = parser.parse_args()
    found = asyncio.run(measure(options.origin, json.load(options.paths), options.rate, options.seconds))
    kinds = {"all": found}
    for one in sorted({name for name, *_ in found}):
        kinds[one] = [entry for entry in found if entry[0] == one]
    print(json.dumps({name: told(entries) for name, entries in kinds.items()}))


if __name__ == "__main__":
    main()
