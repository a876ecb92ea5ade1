# The Debian 13 root for hosts that are older or other: made once by mmdebstrap, never changed, named after its list.
# shellcheck shell=bash disable=SC2154 # the launcher's variables

root=$cache/root-$(sha256sum <<<"$package_list" | cut -c1-12)
root_fetch_mb=500 # measured, as is the next; while it is made the packages lie beside it
root_size_mb=2000
root_needs_mb=3500

# The kernel or a container may forbid what the root and the sandbox stand on.
check_namespaces() {
  bwrap --ro-bind / / --unshare-user true 2>/dev/null && return
  if [ -r /proc/sys/kernel/apparmor_restrict_unprivileged_userns ] &&
    [ "$(cat /proc/sys/kernel/apparmor_restrict_unprivileged_userns)" = 1 ]; then
    die "this kernel forbids user namespaces to ordinary users: allow them with sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0"
  elif [ "$(cat /proc/sys/kernel/unprivileged_userns_clone 2>/dev/null)" = 0 ]; then
    die "this kernel forbids user namespaces to ordinary users: allow them with sudo sysctl -w kernel.unprivileged_userns_clone=1"
  fi
  die "user namespaces are forbidden here: allow them with sudo sysctl -w user.max_user_namespaces=10000, or, in a container, start it with --privileged"
}

check_subordinate_ids() {
  local user
  [ "$(id -u)" != 0 ] || return 0
  user=$(id -un)
  grep -qsE "^($user|$(id -u)):" /etc/subuid && grep -qsE "^($user|$(id -u)):" /etc/subgid && return
  die "$user has no subordinate ids: give some with sudo usermod --add-subuids 100000-165535 --add-subgids 100000-165535 $user"
}

# preflight MISSING...: what is there, what will be fetched and how large, said only when something has to be made; what
# is missing follows from install_missing.
preflight() {
  mkdir -p "$cache" 2>/dev/null || die "$cache cannot be written: let XDG_CACHE_HOME name a folder that can"
  say "Darkstore on $(system_name)"
  if [ "$platform" = host ]; then
    say "  platform    the packages of this system, $(($(wc -l <<<"$package_list") - $#)) of $(wc -l <<<"$package_list") there"
  else
    say "  platform    a Debian 13 root of its own, made once, as this system is older or other"
    say "  there       $(command -v bwrap mmdebstrap newuidmap | paste -sd' ' || true)"
    if [ ! -d "$root" ]; then
      say "  to fetch    about $root_fetch_mb MB of packages from Debian"
      say "  disk        $root_size_mb MB in $cache, $(free_mb "$cache") MB free"
      need_disk "$cache" $root_needs_mb "let XDG_CACHE_HOME name another disk"
    fi
  fi
}

# Deleting needs the ids the files were made with. One file system only: never through a mount into the host.
remove_root() {
  [ -e "$1" ] || return 0
  local with=()
  [ "$(id -u)" = 0 ] || with=(unshare --map-root-user --map-auto)
  ! grep -qF " $1/" /proc/self/mounts || die "something is still mounted below $1: unmount it and start again"
  "${with[@]}" rm -rf --one-file-system "$1"
}

# In a mount namespace of its own, so that whatever ends it nothing stays mounted. An ordinary user is root of a user
# namespace in which the caller's own id is 0: the files are the caller's and the home folder may stay closed to others.
# The rename is the commit, after a sync, so that neither a kill nor a power cut passes half a root off as a whole one.
debootstrap_root() {
  local with=(unshare --mount)
  [ "$(id -u)" = 0 ] || with=(unshare --map-root-user --map-auto --mount)
  # shellcheck disable=SC2016 # $1 is the hook's
  "${with[@]}" mmdebstrap --verbose --mode=root --variant=minbase --include="$(paste -sd, <<<"$package_list")" \
    --aptopt='APT::Install-Recommends "false"' --aptopt='Acquire::Languages "none"' \
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
    --customize-hook='touch "$1/etc/hosts" "$1/etc/resolv.conf"' trixie "$root.part" &&
    sync --file-system "$root.part" && mv -T "$root.part" "$root"
}

# If only the launcher is killed, its maker goes on, and the next start finds a whole root.
make_root() {
  [ ! -d "$root" ] || return 0 # the launcher that was waited for has made it
  remove_root "$root.part"
  timed "making the Debian 13 root" watch_install "$root.log" $((60 + 7 * $(wc -l <<<"$package_list"))) debootstrap_root ||
    explain_install "$root.log"
}

# ready_platform: afterwards `enter` works. Says nothing when nothing has to be made.
ready_platform() {
  local missing
  choose_platform
  mapfile -t missing < <(missing_packages)
  if [ ${#missing[@]} != 0 ] || { [ "$platform" = root ] && [ ! -d "$root" ]; }; then preflight "${missing[@]}"; fi
  [ ${#missing[@]} = 0 ] || install_missing "${missing[@]}"
  if [ "$platform" = root ] || [ "$(id -u)" = 0 ]; then check_namespaces; fi
  if [ "$platform" = root ] && [ ! -d "$root" ]; then
    check_subordinate_ids
    locked "$cache/root.lock" "making the platform" make_root
  fi
}
