"""The teacher's client of a lecture: signs in by key, connects, prints what students do until the session ends.

python3 inthon.py http://192.168.0.10:8000 TEST001 <teacher key>
"""
import asyncio
import json
import sys
from urllib.request import Request, urlopen

import websockets

server, code, key = sys.argv[1:4]


def post(path, body=None, token=None):
    headers = {"Content-Type": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    return json.load(urlopen(Request(server + path, json.dumps(body or {}).encode(), headers)))


async def main():
    token = post("/api/auth/key", {"key": key})["token"]
    ticket = post("/api/auth/ticket", token=token)["ticket"]  # valid once, for 30 seconds
    address = server.replace("http", "ws", 1)
    async with websockets.connect(f"{address}/ws/session/{code}/teacher/?ticket={ticket}") as socket:
        async for frame in socket:
            print(frame, flush=True)
            event = json.loads(frame)
            if event["event"] == "question_intent":
                # The page of a real teacher uploads a picture of the slide first: POST /api/uploads?session=TEST001
                capture = {"capture_url": "https://example.com/capture.png"}
                post(f"/api/sessions/{code}/questions/{event['question_id']}/capture", capture, token)


asyncio.run(main())
