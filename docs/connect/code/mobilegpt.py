"""The teacher of a guided class: signs in by key, connects, moves the class to a step, pauses it.

python3 mobilegpt.py http://192.168.0.10:8000 TEST001 <teacher key> <subtask id>
"""
import asyncio
import json
import sys
from urllib.request import Request, urlopen

import websockets

server, code, key, subtask_id = sys.argv[1:5]


def post(path, body=None, token=None):
    headers = {"Content-Type": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    return json.load(urlopen(Request(server + path, json.dumps(body or {}).encode(), headers)))


async def main():
    token = post("/api/auth/key", {"key": key})["token"]
    ticket = post("/api/auth/ticket", token=token)["ticket"]  # valid once, for 30 seconds
    address = server.replace("http", "ws", 1)
    async with websockets.connect(f"{address}/ws/sessions/{code}/?ticket={ticket}") as socket:
        await socket.send(json.dumps({"type": "next_step", "data": {"subtask_id": int(subtask_id)}}))
        print(await socket.recv())  # step_changed
        await socket.send(json.dumps({"type": "pause_session", "data": {}}))
        print(await socket.recv())  # session_status_changed


asyncio.run(main())
