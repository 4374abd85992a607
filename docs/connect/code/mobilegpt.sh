#!/bin/sh
# What a student of a guided class can do over HTTP; the seat's cookie is kept in a file.
# sh mobilegpt.sh http://192.168.0.10:8000 TEST001
set -eu
session="$1/api/sessions/$2"
jar=$(mktemp)
trap 'rm -f "$jar"' EXIT
call() { curl --silent --show-error --fail --cookie "$jar" --cookie-jar "$jar" --header 'Content-Type: application/json' "$@"; echo; }

call "$session/join" --data '{"nickname": "curl"}'
call "$session" # title, status, the lesson with its steps
call "$session/help" --data '{"message": "I am stuck at the second step"}'
call "$session/status"
