#!/bin/sh
# What a participant of a chat room does over HTTP; the seat's cookie is kept in a file.
# sh chatroom.sh http://192.168.0.10:8000 TEST001
set -eu
session="$1/api/sessions/$2"
jar=$(mktemp)
trap 'rm -f "$jar"' EXIT
call() { curl --silent --show-error --fail --cookie "$jar" --cookie-jar "$jar" --header 'Content-Type: application/json' "$@"; echo; }

call "$session/join" --data '{"nickname": "curl"}'
call "$session/messages" --data '{"content": "Hello from curl"}'
call "$session/messages?types=chat,question&limit=50" # newest first
call "$1/sessions/$2/status"
