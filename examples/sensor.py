"""Sends measurements to the quality board as a microcontroller does: a plain socket for each value, no libraries.

LECTERN_TOKEN=… python3 sensor.py http://192.168.0.10:8000 <product id> <how many>

Each value has an Idempotency-Key. If the answer is lost, the same value is sent again with the same key, and the server
records it once. On a microcontroller, replace `read_sensor` and the line with the token.
"""
import json
import os
import socket
import sys
import time

TOKEN = os.getenv("LECTERN_TOKEN", "")
ATTEMPTS = 5


def read_sensor(n):
    """The thickness of a bolt, in mm: replace this by your own."""
    return 10 + 0.01 * ((n * 7) % 11 - 5)


def post(host, port, path, key, body):
    """Returns the status of one request; raises OSError if the connection fails."""
    text = json.dumps(body)
    request = (
        "POST " + path + " HTTP/1.1\r\n"
        "Host: " + host + ":" + str(port) + "\r\n"
        "Authorization: Bearer " + TOKEN + "\r\n"
        "Content-Type: application/json\r\n"
        "Idempotency-Key: " + key + "\r\n"
        "Content-Length: " + str(len(text)) + "\r\n"
        "Connection: close\r\n"
        "\r\n" + text
    )
    connection = socket.socket()
    try:
        connection.settimeout(5)
        connection.connect(socket.getaddrinfo(host, port, socket.AF_INET)[0][-1])
        connection.sendall(request.encode())
        line = connection.recv(64).decode()
        return int(line.split(" ")[1])
    finally:
        connection.close()


def send(host, port, product, key, value):
    """Sends one value until the server has answered."""
    for attempt in range(ATTEMPTS):
        try:
            body = {"product": product, "measurement_value": value}
            status = post(host, port, "/api/spc/measurements", key, body)
        except (OSError, IndexError, ValueError):
            status = 0
        if status == 201:
            return
        if 400 <= status < 500 and status != 429:
            raise SystemExit("rejected with status " + str(status))
        time.sleep(min(8, 0.5 * 2**attempt))
    raise SystemExit("the server did not answer")


url, product, count = sys.argv[1:4]
host, _, port = url.split("//")[-1].split("/")[0].partition(":")
started = str(int(time.time()))
for n in range(int(count)):
    value = round(read_sensor(n), 3)
    send(host, int(port or 80), int(product), "sensor-" + started + "-" + str(n), value)
    print(value)
