# Entering the platform: one command in the sandbox, as an ordinary user, with the caller's files where they are.
# shellcheck shell=bash disable=SC2154 # the launcher's variables

# Where the programs keep what is theirs alone (the console's settings); data and sockets are elsewhere.
home=${XDG_DATA_HOME:-$HOME/.local/share}/darkstore/home

# The whole environment of a program, so that nothing of the host's leaks in.
environment() {
  # shellcheck disable=SC2054 # the commas are ccache's
  settings=(
    PATH=/usr/lib/qt6/bin:/usr/lib/postgresql/17/bin:/usr/sbin:/usr/bin:/sbin:/bin
    LANG=C.UTF-8 "HOME=$home" "USER=darkstore" "TERM=${TERM:-dumb}" "TZ=$(time_zone)"
    "CCACHE_DIR=$cache/ccache" CCACHE_MAXSIZE=5G
    CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
    # release and bench compile the same sources in two folders: one compilation serves both
    "CCACHE_BASEDIR=$repo" CCACHE_NOHASHDIR=1
    "NINJA_STATUS=[%p %f/%t %es] " "CMAKE_BUILD_PARALLEL_LEVEL=$(build_jobs)"
  )
  local name xauthority=${XAUTHORITY:-$HOME/.Xauthority}
  [ ! -r "$xauthority" ] || settings+=("XAUTHORITY=$xauthority")
  for name in DISPLAY WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS http_proxy https_proxy no_proxy CI; do
    [ -z "${!name:-}" ] || settings+=("$name=${!name}")
  done
  [ -z "$runtime" ] || settings+=("XDG_RUNTIME_DIR=$runtime")
  [ -z "${WAYLAND_DISPLAY:-}" ] || settings+=("QT_QPA_PLATFORM=wayland;xcb")
}

time_zone() {
  local file
  file=$(readlink -f /etc/localtime 2>/dev/null || true)
  case $file in */zoneinfo/*) echo "${TZ:-${file#*/zoneinfo/}}" ;; *) echo "${TZ:-UTC}" ;; esac
}

# A C++ file with gRPC or Qt in it takes up to 1.5 GB to compile.
build_jobs() {
  local by_memory
  by_memory=$(awk '/^MemAvailable/ { print int($2 / 1500000) }' /proc/meminfo)
  echo $((by_memory < 1 ? 1 : by_memory < $(nproc) ? by_memory : $(nproc)))
}

# The caller's own XDG_RUNTIME_DIR, or nothing: the sockets then live in /tmp.
runtime_folder() {
  [ -n "${XDG_RUNTIME_DIR:-}" ] && [ -O "$XDG_RUNTIME_DIR" ] && [ -w "$XDG_RUNTIME_DIR" ] && echo "$XDG_RUNTIME_DIR"
}

# sandbox: the command line that enters. Folders are bound under their own names; root becomes user 1000, whose files
# are root's outside. No process namespace and no --die-with-parent: the servers outlive the launcher that started them.
sandbox() {
  local uid link folder
  runtime=$(runtime_folder || true)
  environment
  mkdir -p "$home" "$cache/ccache" 2>/dev/null ||
    die "$home or $cache cannot be written: let XDG_DATA_HOME and XDG_CACHE_HOME name folders that can"
  if [ "$platform" = host ] && [ "$(id -u)" != 0 ]; then
    entry=(env --chdir "$repo" -i "${settings[@]}")
    return
  fi
  uid=$(id -u)
  [ "$uid" != 0 ] || uid=1000
  entry=(bwrap --unshare-user --uid "$uid" --gid "$uid")
  if [ "$platform" = host ]; then
    entry+=(--ro-bind / / --dev-bind /dev /dev)
  else
    # Not the root folder itself but what is in it, so that any folder of the host can be bound beside it.
    entry+=(--ro-bind "$root/usr" /usr --ro-bind "$root/etc" /etc --dir /var/tmp --dir /run)
    entry+=(--ro-bind-try "$root/var/cache/fontconfig" /var/cache/fontconfig)
    for link in "$root"/bin "$root"/sbin "$root"/lib*; do
      entry+=(--symlink "$(readlink "$link")" "/${link##*/}")
    done
    entry+=(--dev-bind /dev /dev --ro-bind /proc /proc --ro-bind-try /sys /sys)
    entry+=(--ro-bind-try /etc/hosts /etc/hosts --ro-bind-try /etc/resolv.conf /etc/resolv.conf)
  fi
  exec {passwd}< <(account_file passwd "darkstore:x:$uid:$uid:Darkstore:$home:/bin/bash")
  exec {group}< <(account_file group "darkstore:x:$uid:")
  entry+=(--ro-bind-data "$passwd" /etc/passwd --ro-bind-data "$group" /etc/group --bind /tmp /tmp)
  for folder in "$repo" "$home" "$cache" "$data" "$runtime" "$pictures"; do
    [ ! -d "$folder" ] || entry+=(--bind "$folder" "$folder")
  done
  [ ! -r "${XAUTHORITY:-$HOME/.Xauthority}" ] ||
    entry+=(--ro-bind "${XAUTHORITY:-$HOME/.Xauthority}" "${XAUTHORITY:-$HOME/.Xauthority}")
  # bwrap stays as the program's parent and passes no signal on: its end tells the program to end.
  entry+=(env --chdir "$repo" -i "${settings[@]}" setpriv --pdeathsig TERM)
}

# PostgreSQL wants a name for its user.
account_file() {
  local of=$root
  [ "$platform" = root ] || of=
  echo "$2"
  cat "$of/etc/$1"
}

# enter COMMAND...: runs it inside and comes back with its status.
enter() {
  local entry settings runtime passwd='' group='' status=0
  sandbox
  "${entry[@]}" "$@" || status=$?
  [ -z "$passwd" ] || exec {passwd}<&- {group}<&-
  return $status
}

# become COMMAND...: the launcher's last step; the command takes its place.
become() {
  local entry settings runtime passwd group
  sandbox
  exec "${entry[@]}" "$@"
}

has_display() { [ -n "${DISPLAY:-}" ] || { [ -n "${WAYLAND_DISPLAY:-}" ] && [ -S "${XDG_RUNTIME_DIR:-}/$WAYLAND_DISPLAY" ]; }; }

# need_display HINT: refused before anything is made or built.
need_display() { has_display || die "there is no display here: start it from a desktop session$1"; }

# A display that is named may still be gone or closed to us.
need_open_display() {
  if [ -n "${WAYLAND_DISPLAY:-}" ] && [ -S "${XDG_RUNTIME_DIR:-}/$WAYLAND_DISPLAY" ]; then return; fi
  enter xdpyinfo >/dev/null 2>&1 || die "the display $DISPLAY does not answer or does not let us in: start it from a desktop session$1"
}
