"""A participant of a chat room: joins, connects to the path with its id, asks a question.

python3 chatroom.py http://192.168.0.10:8000 TEST001
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


async def main():
    joined = post(f"/api/sessions/{code}/join", {"nickname": "Python"})
    ticket = post("/api/auth/ticket", token=joined["token"])["ticket"]  # valid once, for 30 seconds
    address = server.replace("http", "ws", 1)
    path = f"/ws/{code}/{joined['participant']['id']}"
    async with websockets.connect(f"{address}{path}?ticket={ticket}") as socket:
        await socket.send(json.dumps({"type": "question", "content": "Why is this so?"}))
        print(await socket.recv())  # the question, as everybody gets it
        await socket.send(json.dumps({"type": "chat_message", "content": ""}))
        print(await socket.recv())  # error: Message content cannot be empty


asyncio.run(main())
