#!/usr/bin/env bash
# with-display.sh COMMAND...: runs it on a screen of its own inside the platform. Xvfb chooses a free display number,
# tells it through a pipe, and is stopped by its pid.
set -uo pipefail
folder=$(mktemp -d)
mkfifo "$folder/number"
Xvfb -displayfd 3 -screen 0 1920x1200x24 +extension GLX -nolisten tcp 3>"$folder/number" >"$folder/log" 2>&1 &
server=$!
trap 'kill $server 2>/dev/null; wait $server; rm -rf "$folder"' EXIT
number=
read -r -t 20 number <"$folder/number"
if [ -z "$number" ]; then
  echo "Xvfb did not start: $(tail -n 1 "$folder/log")" >&2
  exit 1
fi
env -u WAYLAND_DISPLAY -u XAUTHORITY -u QT_QPA_PLATFORM DISPLAY=":$number" "$@"
