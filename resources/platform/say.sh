# What the launcher says, asks and times. Everything goes to stderr: stdout belongs to the programs.
# shellcheck shell=bash disable=SC2154 # the launcher's variables

say() { printf '%s\n' "$*" >&2; }

# One plain sentence that says what to do, then the end.
die() {
  say "darkstore: $*"
  exit 1
}

# Nobody is asked when there is nobody to answer.
may_ask() { ! $yes && [ "${CI:-}" != true ] && [ "$(id -u)" != 0 ] && [ -t 0 ] && [ -t 2 ]; }

# ask QUESTION: yes is the default, and the answer where may_ask says no.
ask() {
  may_ask || return 0
  local answer
  read -r -p "$1 [Y/n] " answer
  case $answer in [nN]*) return 1 ;; esac
}

# timed NAME COMMAND...: says what begins and how long it took; the status is the command's own.
timed() {
  local name=$1 began=$SECONDS status=0
  shift
  say "== $name"
  "$@" || status=$?
  say "   $name: $((SECONDS - began)) s"
  return $status
}

# locked FILE DOING COMMAND...: one launcher at a time; another says what it waits for. Children hold the lock as well, so
# what a killed launcher had begun ends before the next one looks.
locked() {
  local lock status=0
  exec {lock}>"$1"
  flock --nonblock "$lock" || { say "another launcher is $2: waiting for it" && flock "$lock"; }
  "${@:3}" || status=$?
  exec {lock}>&-
  return $status
}

# progress PERCENT TEXT: one line that moves on a terminal, a line every tenth elsewhere.
progress_said=-10
progress() {
  if [ -t 2 ]; then
    printf '\r   %3d %%  %-60.60s' "$1" "$2" >&2
    [ "$1" -lt 100 ] || printf '\n' >&2
  elif [ $(($1 - progress_said)) -ge 10 ]; then
    say "   $1 %  $2"
    progress_said=$1
  fi
}

# install_progress LOG EXPECTED: how far a log of apt and dpkg has come: each package is fetched, unpacked, set up.
install_progress() {
  awk -v expected="$2" '
    / newly installed/ { for (i = 2; i <= NF; i++) if ($i == "newly") total += $(i - 1) }
    /^(Get:|Unpacking |Setting up )/ { done++; what = $0 }
    END {
      if (total < expected) total = expected
      percent = int(100 * done / (3 * total))
      print (percent > 99 ? 99 : percent) " " (what == "" ? "reading the package lists" : what)
    }' "$1"
}

# watch_install LOG EXPECTED COMMAND...: runs the command in its own process group, its output in LOG, and shows how far
# it is. Ctrl+C ends the group; a killed launcher leaves it to finish.
watch_install() {
  local log=$1 expected=$2 pid line status=0
  shift 2
  progress_said=-10
  set -m
  "$@" >"$log" 2>&1 </dev/null &
  pid=$!
  set +m
  # shellcheck disable=SC2064 # the pid of now is meant
  trap "kill -TERM -- -$pid; wait $pid || true; say 'interrupted; the next start begins this step anew'; exit 130" INT TERM HUP
  while kill -0 $pid 2>/dev/null; do
    line=$(install_progress "$log" "$expected")
    progress "${line%% *}" "${line#* }"
    sleep 0.5
  done
  wait $pid || status=$?
  trap - INT TERM HUP
  [ $status != 0 ] || progress 100 "done"
  return $status
}
