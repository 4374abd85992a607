#!/bin/sh
# What a student does over HTTP: feedback, a question, a like; the seat's cookie is kept in a file.
# sh inthon.sh http://192.168.0.10:8000 TEST001
set -eu
session="$1/api/sessions/$2"
jar=$(mktemp)
trap 'rm -f "$jar"' EXIT
call() { curl --silent --show-error --fail --cookie "$jar" --cookie-jar "$jar" --header 'Content-Type: application/json' "$@"; echo; }

call "$session/join" --data '{"nickname": "curl"}'
call "$session/feedback" --data '{"feedback_type": "OK"}'
call "$session/question-intents" --data '{}'
call "$session/questions" --data '{"text": "Why is this so?", "question_id": 1}'
call "$session/questions/1/like" --request PUT
call "$session/questions?sort=likes&limit=10"
