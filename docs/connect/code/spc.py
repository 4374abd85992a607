"""A viewer of the quality board: follows one product and prints what the server sends.

python3 spc.py http://192.168.0.10:8000 <token> <product id> <frames to wait for>
"""
import asyncio
import json
import sys
from urllib.request import Request, urlopen

import websockets

server, token, product_id, frames = sys.argv[1:5]


async def main():
    headers = {"Authorization": f"Bearer {token}"}
    ticket = json.load(urlopen(Request(f"{server}/api/auth/ticket", b"", headers)))["ticket"]
    address = server.replace("http", "ws", 1)
    async with websockets.connect(f"{address}/ws/spc/notifications/?ticket={ticket}") as socket:
        await socket.send(json.dumps({"type": "subscribe_product", "product_id": int(product_id)}))
        await socket.send(json.dumps({"type": "get_alerts", "limit": 10}))
        for _ in range(int(frames)):
            print(await socket.recv(), flush=True)


asyncio.run(main())
