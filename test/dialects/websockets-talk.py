"""A client of no app in particular: says each line that it is given, and prints each frame until so many have come."""
import asyncio
import sys

import websockets


async def talk(uri, token, expected, lines):
    headers = {"Cookie": f"lectern_session={token}"}
    async with websockets.connect(uri, additional_headers=headers) as websocket:
        for line in lines:
            await websocket.send(line)
        for _ in range(expected):
            print(await websocket.recv())


asyncio.run(talk(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4:]))
