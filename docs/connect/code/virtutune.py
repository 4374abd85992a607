"""The PC of a guitar practice: joins, connects, prints every chord that is played.

python3 virtutune.py http://192.168.0.10:8000 TEST001 <frames to wait for>
"""
import asyncio
import json
import sys
from urllib.request import Request, urlopen

import websockets

server, code, frames = sys.argv[1:4]


def post(path, body=None, token=None):
    headers = {"Content-Type": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    return json.load(urlopen(Request(server + path, json.dumps(body or {}).encode(), headers)))


async def main():
    token = post(f"/api/sessions/{code}/join", {"nickname": "PC"})["token"]
    ticket = post("/api/auth/ticket", token=token)["ticket"]  # valid once, for 30 seconds
    address = server.replace("http", "ws", 1)
    async with websockets.connect(f"{address}/ws/guitar/{code}/?ticket={ticket}") as socket:
        for _ in range(int(frames)):
            print(await socket.recv(), flush=True)


asyncio.run(main())
