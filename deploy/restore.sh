#!/usr/bin/env bash
# Brings back what deploy/backup.sh saved.
# shellcheck source-path=SCRIPTDIR
# shellcheck disable=SC1091
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
. "$(dirname "${BASH_SOURCE[0]}")/lib/backup.sh"

usage() {
  cat <<'TEXT'
Usage: deploy/restore.sh [--force] [--dry-run] FILE

Loads the database and the photos of a backup. The file is checked before anything is touched. Where there is data
already, nothing is done without --force; with it, what is there is saved first (before-restore-TIME.tar in BACKUP_DIR)
and then replaced. With docker compose, stop EvoSync first: docker compose stop web api worker monitor

  --force     replaces what is there
  --dry-run   checks the file, says what would be done, and changes nothing

Settings: see deploy/backup.sh.
TEXT
}

force=''
file=''
while [ $# -gt 0 ]; do
  case $1 in
    --force) force=yes ;;
    --dry-run) DRY_RUN=yes ;;
    -h | --help) usage && exit 0 ;;
    -*) misuse "There is no option $1." ;;
    *) [ -z "$file" ] || misuse "One file at a time." && file=$1 ;;
  esac
  shift
done
[ -n "$file" ] || misuse "Which backup? Those in $BACKUP_DIR: $(find "$BACKUP_DIR" -maxdepth 1 -name '*.tar*' 2>/dev/null | sort | tail -n 5 | tr '\n' ' ')"
[ -r "$file" ] || die "$file cannot be read"

make_work_folder
connect
open_backup "$file"
say "$file: made $(sed -n 's/^made //p' "$WORK/content/MANIFEST"), $(sed -n 's/^tables //p' "$WORK/content/MANIFEST") tables"

if [ "$MODE" = compose ]; then
  busy=$(compose ps --services --status running | grep -xE 'web|api|worker|monitor' | tr '\n' ' ' || true)
  [ -z "$busy" ] || [ -n "$DRY_RUN" ] || die "stop EvoSync first: docker compose stop $busy"
fi
tables=$(tables_of "$DB_NAME" | wc -l)
photo=$(photos_there)
if [ "$tables" -gt 0 ] || [ -n "$photo" ]; then
  there="the database $DB_NAME has $tables tables${photo:+, and there are photos}"
  [ -n "$force" ] || die "$there. Nothing was touched; --force replaces what is there."
fi
if [ -n "$DRY_RUN" ]; then
  [ -z "${there:-}" ] || say "would save what is there first: $there"
  say "would load it into the database $DB_NAME ($MODE) and replace the photos"
  exit 0
fi

if [ -n "${there:-}" ]; then
  key=$(key_file)
  safety=$BACKUP_DIR/before-restore-$(date -u +%Y-%m-%dT%H-%M-%SZ).$(ending_with "$key")
  make_backup "$safety" "$key"
  say "saved what is there: $safety"
fi
sql <<<"DROP DATABASE IF EXISTS \`$DB_NAME\`; CREATE DATABASE \`$DB_NAME\` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci"
loaded=$(load_into "$DB_NAME")
write_photos <"$WORK/content/photos.tar"
say "restored: $loaded, $(photos_in "$WORK/content/photos.tar") photos"
[ "$MODE" = direct ] || say "start EvoSync again: docker compose up -d"
