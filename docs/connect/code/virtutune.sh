#!/bin/sh
# A practice over HTTP; the seat's cookie is kept in a file.
# sh virtutune.sh http://192.168.0.10:8000 TEST001
set -eu
session="$1/api/sessions/$2"
jar=$(mktemp)
trap 'rm -f "$jar"' EXIT
call() { curl --silent --show-error --fail --cookie "$jar" --cookie-jar "$jar" --header 'Content-Type: application/json' "$@"; echo; }

call "$session/join" --data '{"nickname": "curl"}'
call "$session/practice/start" --data '{}'
call "$session/practice/chords" --data '{"chord": "C"}'
call "$session/practice/end" --data '{}'
call "$session/practice/summary"
