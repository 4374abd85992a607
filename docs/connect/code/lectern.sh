#!/bin/sh
# A class from the command line: sign in, open it, begin it, read who is in it, end it. The teacher's cookie is kept in a file.
# sh lectern.sh http://192.168.0.10:8000 <teacher key>
set -eu
jar=$(mktemp)
trap 'rm -f "$jar"' EXIT
call() { curl --silent --show-error --fail --cookie "$jar" --cookie-jar "$jar" --header 'Content-Type: application/json' "$@"; echo; }

call "$1/api/auth/key" --data "{\"key\": \"$2\"}"
call "$1/api/sessions" --data '{"title": "From curl", "code": "CURL42"}'
call "$1/api/sessions/CURL42/start" --data '{}'
call "$1/api/sessions/CURL42/participants"
call "$1/api/sessions/CURL42/end" --data '{"message": "Thank you"}'
