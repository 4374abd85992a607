#!/bin/sh
# A measuring device: writes values with its token (`lectern token create`). The same Idempotency-Key is written once.
# sh spc.sh http://192.168.0.10:8000 <device token> <product id>
set -eu
token=$2 product=$3
call() { curl --silent --show-error --fail --header "Authorization: Bearer $token" --header 'Content-Type: application/json' "$@"; echo; }

call "$1/api/spc/measurements/" --header 'Idempotency-Key: reading-1' \
  --data "{\"product\": $product, \"measurement_value\": 10.02}"
call "$1/api/spc/measurements/" --header 'Idempotency-Key: reading-2' \
  --data "[{\"product\": $product, \"measurement_value\": 9.98}, {\"product\": $product, \"measurement_value\": 10.65}]"
