"""The guide's own test script, with the credential that Lectern asks for; prints what it gets, a frame a line."""
import asyncio
import json
import sys
import time

import websockets


async def test_student_session(uri, token):
    headers = {"Cookie": f"lectern_session={token}"}
    async with websockets.connect(uri, additional_headers=headers) as websocket:
        # Join session
        await websocket.send(json.dumps({"type": "join", "data": {}}))
        print(await websocket.recv())

        # Send heartbeat
        await websocket.send(json.dumps({"type": "heartbeat", "data": {"timestamp": int(time.time())}}))
        print(await websocket.recv())

        # Complete step
        await websocket.send(json.dumps({"type": "step_complete", "data": {"subtask_id": 1}}))
        print(await websocket.recv())


asyncio.run(test_student_session(sys.argv[1], sys.argv[2]))
