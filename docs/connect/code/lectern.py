"""A bot in a class, over the native protocol: joins, asks a question, and after a reconnect gets what it missed.

python3 lectern.py http://192.168.0.10:8000 TEST001
"""
import asyncio
import json
import sys
from urllib.request import Request, urlopen

import websockets

server, code = sys.argv[1:3]


def post(path, body=None, token=None):
    headers = {"Content-Type": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    return json.load(urlopen(Request(server + path, json.dumps(body or {}).encode(), headers)))


def connect(token, query=""):
    ticket = post("/api/auth/ticket", token=token)["ticket"]  # valid once, for 30 seconds
    return websockets.connect(f"{server.replace('http', 'ws', 1)}/ws/live/{code}?ticket={ticket}{query}")


async def main():
    token = post(f"/api/sessions/{code}/join", {"nickname": "Bot"})["token"]
    async with connect(token) as socket:
        welcome = json.loads(await socket.recv())
        since, epoch = welcome["data"]["seq"], welcome["data"]["epoch"]
        command = {"type": "question.ask", "id": "bot-1", "data": {"text": "Why is this so?"}}
        await socket.send(json.dumps(command))
        while (frame := json.loads(await socket.recv()))["type"] != "ok":
            pass
        print(json.dumps(frame))  # ok: the question is on the server's disk
    async with connect(token, f"&since={since}&epoch={epoch}") as socket:
        print((await socket.recv())[:19])  # the welcome; then what was missed, in order
        await socket.send(json.dumps(command))  # sent again under the same id: executed once, answered again
        kinds = set()
        while not {"ok", "question.asked"} <= kinds:
            kinds.add(json.loads(await socket.recv())["type"])
        print(sorted(kinds & {"ok", "question.asked"}))


asyncio.run(main())
