#!/usr/bin/env bash
# Makes .env for production from .env.example, with secrets of its own. Safe to run again: what is set stays.
# shellcheck source-path=SCRIPTDIR
# shellcheck disable=SC1091
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'TEXT'
Usage: deploy/init-env.sh [--dry-run]

Makes .env of .env.example where there is none, and gives a random value to each secret that is empty or the example's:
SECRET_KEY, QUEUE_MONITOR_PASSWORD, DB_PASSWORD, DB_ROOT_PASSWORD. Whatever else is set stays as it is. ENV_FILE names
another file.

  --dry-run   says what would be done, and changes nothing
TEXT
}

while [ $# -gt 0 ]; do
  case $1 in
    --dry-run) DRY_RUN=yes ;;
    -h | --help) usage && exit 0 ;;
    *) misuse "There is no option $1." ;;
  esac
  shift
done

file=${ENV_FILE:-$ROOT/.env}
umask 077
work=$(mktemp)
at_end "rm -f '$work'"
if [ -e "$file" ]; then cat "$file" >"$work"; else cat "$ROOT/.env.example" >"$work"; fi

changed=()
for name in SECRET_KEY QUEUE_MONITOR_PASSWORD DB_PASSWORD DB_ROOT_PASSWORD; do
  case $(unset "$name" && ENV_FILE=$work setting "$name") in
    '' | change-me-in-production | changeme)
      value=$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')
      if grep -q "^$name=" "$work"; then
        sed -i "s|^$name=.*|$name=$value|" "$work"
      else
        printf '%s=%s\n' "$name" "$value" >>"$work"
      fi
      changed+=("$name")
      ;;
  esac
done

if [ -e "$file" ] && [ ${#changed[@]} -eq 0 ]; then
  say "$file has all secrets already"
elif [ -n "$DRY_RUN" ]; then
  say "would write $file with new values for: ${changed[*]}"
else
  cat "$work" >"$file"
  chmod 600 "$file"
  say "written: $file, readable by its owner alone; new: ${changed[*]}"
  say "Keep a copy of it in a safe place: without SECRET_KEY the access tokens in the database cannot be read."
fi
