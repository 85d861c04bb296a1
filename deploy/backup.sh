#!/usr/bin/env bash
# Makes a backup of the database and the photos while EvoSync runs.
# shellcheck source-path=SCRIPTDIR
# shellcheck disable=SC1091
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
. "$(dirname "${BASH_SOURCE[0]}")/lib/backup.sh"

usage() {
  cat <<'TEXT'
Usage: deploy/backup.sh [--no-verify] [--dry-run]

Writes evosync-TIME.tar (encrypted: .tar.enc) into BACKUP_DIR: one consistent dump of the database, and the photos.
Nobody is locked out meanwhile. The file is then opened again and loaded into a scratch database, so that it is known
to be good; should that fail, it is thrown away and the script says why. Last, backups that are too old go.

  --no-verify   leaves the trial out (the account of DATABASE_URL may not be allowed to make databases)
  --dry-run     says what would be done, and changes nothing

From the environment or .env:
  BACKUP_DIR (backups)         where to
  BACKUP_KEEP_DAYS (14)        how long; the newest one stays for ever
  BACKUP_KEY_FILE, BACKUP_KEY  encrypts (AES-256, key stretched by PBKDF2); keep the key somewhere else too
  BACKUP_METRICS_FILE          where Prometheus' node_exporter finds the time of the last good backup (*.prom)
  BACKUP_MODE                  compose (docker compose's db and api) or direct (DATABASE_URL and PHOTO_DIR, by this
                               machine's mariadb client); found out when not given

The settings (.env) are not in it. Without the SECRET_KEY of its time a backup's access tokens cannot be read.
TEXT
}

verify=yes
while [ $# -gt 0 ]; do
  case $1 in
    --no-verify) verify='' ;;
    --dry-run) DRY_RUN=yes ;;
    -h | --help) usage && exit 0 ;;
    *) misuse "There is no option $1." ;;
  esac
  shift
done

keep_days=$(setting BACKUP_KEEP_DAYS)
keep_days=${keep_days:-14}
[[ $keep_days =~ ^[0-9]{1,5}$ ]] || die "BACKUP_KEEP_DAYS must be a number of days"

make_work_folder
connect
key=$(key_file)
file=$BACKUP_DIR/evosync-$(date -u +%Y-%m-%dT%H-%M-%SZ).$(ending_with "$key")

too_old() {
  find "$BACKUP_DIR" -maxdepth 1 -type f -name 'evosync-*.tar*' ! -name '*.partial' ! -path "$file" -mtime "+$keep_days"
}

if [ -n "$DRY_RUN" ]; then
  say "would write $file ($MODE, database $DB_NAME${key:+, encrypted})"
  [ -z "$verify" ] || say "would load it into a scratch database"
  if [ -d "$BACKUP_DIR" ]; then too_old | sed 's/^/would remove /'; fi
  exit 0
fi

exec 9>"$BACKUP_DIR/.lock"
if command -v flock >/dev/null 2>&1 && ! flock --nonblock 9; then die "another backup is being made in $BACKUP_DIR"; fi
at_end "rm -f '$file.partial'"
make_backup "$file.partial" "$key"

if [ -n "$verify" ]; then
  scratch=evosync_verify_$$_$RANDOM
  ln -s "$file.partial" "$WORK/trial.$(ending_with "$key")"
  open_backup "$WORK/trial.$(ending_with "$key")"
  sql <<<"CREATE DATABASE \`$scratch\` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci" ||
    die "no scratch database could be made to try the backup (see --no-verify); the words are above"
  at_end "sql <<<'DROP DATABASE IF EXISTS \`$scratch\`' || true"
  loaded=$(load_into "$scratch")
  say "verified: $loaded, $(photos_in "$WORK/content/photos.tar") photos"
fi
mv "$file.partial" "$file"
say "written: $file ($(du -h "$file" | cut -f 1))"
metrics=$(setting BACKUP_METRICS_FILE)
if [ -n "$metrics" ]; then
  say "evosync_backup_last_success_timestamp_seconds $(date +%s)" >"$metrics.new"
  chmod 644 "$metrics.new"
  mv -f "$metrics.new" "$metrics"
fi
too_old | while read -r old; do
  rm -f "$old"
  say "removed: $old (older than $keep_days days)"
done
