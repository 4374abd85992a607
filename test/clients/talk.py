"""Opens WebSockets with Python's `websockets` as it is told, a JSON object a line, and prints what arrives on each."""
import asyncio
import json
import sys

import websockets

# The parameter was renamed in version 14; Debian 12 has version 10.
headers_parameter = "additional_headers" if int(websockets.__version__.split(".")[0]) >= 14 else "extra_headers"


def tell(n, **what):
    print(json.dumps({"n": n, **what}), flush=True)


async def talk(n, url, token, to_send):
    headers = {"Cookie": f"lectern_session={token}"} if token else {}
    try:
        socket = await websockets.connect(url, **{headers_parameter: headers})
    except websockets.InvalidHandshake as refused:
        response = getattr(refused, "response", None)
        tell(n, refused=response.status_code if response else refused.status_code)
        return
    tell(n, opened=True)

    async def send():
        while (text := await to_send.get()) is not None:
            await socket.send(text)
        await socket.close()

    sending = asyncio.ensure_future(send())
    try:
        while True:
            tell(n, text=await socket.recv())
    except websockets.ConnectionClosed as closed:
        tell(n, closed=closed.rcvd.code if closed.rcvd else 1006)
    finally:
        sending.cancel()


async def main():
    reader = asyncio.StreamReader(limit=1 << 20)
    await asyncio.get_event_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    queues, tasks = {}, []
    while line := await reader.readline():
        order = json.loads(line)
        n = order["n"]
        if "open" in order:
            queues[n] = asyncio.Queue()
            tasks.append(asyncio.ensure_future(talk(n, order["open"], order.get("token"), queues[n])))
        else:
            queues[n].put_nowait(order.get("send"))


asyncio.run(main())
