# shellcheck shell=bash
# What the scripts in deploy/ share. Sourced, not run.

# Where this checkout is.
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
DRY_RUN=${DRY_RUN:-}

say() { printf '%s\n' "$*"; }
warn() { printf 'Warning: %s\n' "$*" >&2; }

# Ends the script with a reason.
die() {
  printf 'Error: %s\n' "$*" >&2
  exit 1
}

# Ends the script because it was called wrongly.
misuse() {
  printf '%s\n\n' "$*" >&2
  usage >&2
  exit 2
}

# Runs a command, or says what would be run.
act() {
  if [ -n "$DRY_RUN" ]; then
    say "would run: $*"
  else
    "$@"
  fi
}

# Ends the script when a program is missing; a dry run only says so.
need() {
  if command -v "$1" >/dev/null 2>&1; then return 0; fi
  [ -n "$DRY_RUN" ] || die "$1 is not installed: sudo apt-get install $2"
  warn "$1 is not installed: sudo apt-get install $2"
}

# Runs what is left of a script at its end, whatever ends it; several may be given, the last runs first.
CLEANUP=''
at_end() {
  CLEANUP="$1; $CLEANUP"
  trap 'eval "$CLEANUP"' EXIT
}

# The value of a setting: the environment wins over .env, an empty value counts as unset.
setting() {
  local name=$1 file=${ENV_FILE:-$ROOT/.env} value=${!1:-}
  if [ -z "$value" ] && [ -r "$file" ]; then
    value=$(sed -n "s/^[[:space:]]*\(export[[:space:]]\{1,\}\)\{0,1\}$name=//p" "$file" | tail -n 1)
    value=${value%$'\r'}
    case $value in
      \"*\") value=${value#\"} value=${value%\"} ;;
      \'*\') value=${value#\'} value=${value%\'} ;;
      *) value=${value%%[[:space:]]#*} ;;
    esac
  fi
  printf '%s' "$value"
}
