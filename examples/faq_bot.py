"""Answers questions in a class from a list of words. It reconnects, and misses no question.

LECTERN_TOKEN=… python3 faq_bot.py http://localhost:8000 CLASS1

Written from docs/connect and /docs alone: a ticket for the socket, one frame per command, `since` and `epoch` to resume.
"""
import asyncio
import json
import os
import random
import sys
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import websockets

server, code = sys.argv[1:3]
ANSWERS = {"wifi": "The Wi-Fi is called Classroom.", "homework": "There is no homework today."}
FINAL = {1000: "the class has ended", 4401: "the token was revoked", 4403: "removed", 4404: "the class was deleted"}


def ticket():
    headers = {"Authorization": f"Bearer {os.environ['LECTERN_TOKEN']}"}
    request = Request(f"{server}/api/auth/ticket", b"", headers)
    return json.load(urlopen(request))["ticket"]  # valid once, for 30 seconds


async def follow(state):
    """Follows the class over one connection, and returns its close code. `state` has where the next one resumes."""
    resume = f"&since={state['seq']}&epoch={state['epoch']}" if state else ""
    address = f"{server.replace('http', 'ws', 1)}/ws/live/{code}?refusals=close&ticket={ticket()}{resume}"
    async with websockets.connect(address) as socket:
        async for text in socket:
            frame = json.loads(text)
            data = frame.get("data")
            if frame["type"] == "welcome" and not data["resumed"]:
                state.update(seq=data["seq"], epoch=data["epoch"])
                print("listening", flush=True)
            elif frame["type"] == "question.asked":
                words = data["text"].lower()
                answer = next((answer for word, answer in ANSWERS.items() if word in words), None)
                if answer:
                    # The same id for the same question: answered once, even if it is sent again.
                    command = {"question_id": data["question_id"], "text": answer}
                    await socket.send(
                        json.dumps({"type": "question.answer", "id": f"faq-{data['question_id']}", "data": command})
                    )
                    print(data["text"], "->", answer, flush=True)
            elif frame["type"] == "error":
                print(frame["error"]["message"], file=sys.stderr, flush=True)
            state["seq"] = frame.get("seq", state.get("seq"))
        return socket.close_code


async def main():
    state = {}
    while True:
        try:
            reason = FINAL.get(await follow(state))
        except websockets.ConnectionClosed as closed:
            reason = FINAL.get(closed.rcvd.code if closed.rcvd else 1006)
        except HTTPError as refused:
            reason = json.load(refused)["detail"] if refused.code < 500 and refused.code != 429 else None
        except OSError:
            reason = None  # the server is restarting, or the Wi-Fi is gone
        if reason:
            return print(reason)
        await asyncio.sleep(random.uniform(0.5, 2))


asyncio.run(main())
