# shellcheck shell=bash
# How backup.sh and restore.sh reach the database and the photos, and what a backup file is. Sourced, not run; needs
# common.sh.
#
# A backup is a tar file, encrypted when there is a key: MANIFEST (what, when, sums), database.sql.gz, photos.tar.

SCHEME=1
CIPHER=(-aes-256-cbc -pbkdf2 -iter 600000 -salt)
BACKUP_DIR=$(setting BACKUP_DIR)
BACKUP_DIR=${BACKUP_DIR:-$ROOT/backups}
DB_NAME=evosync
WORK=''

# A folder for this run alone, on the disk of the backups, gone at the end. Sets WORK.
make_work_folder() {
  umask 077
  if [ -n "$DRY_RUN" ]; then
    WORK=$(mktemp -d)
  else
    mkdir -p "$BACKUP_DIR"
    WORK=$(mktemp -d "$BACKUP_DIR/.work-XXXXXX")
  fi
  at_end "rm -rf '$WORK'"
}

# `compose`: the services of docker-compose.yml; `direct`: DATABASE_URL by the clients of this machine. BACKUP_MODE
# decides, else whether the database of Compose runs.
backup_mode() {
  local mode
  mode=$(setting BACKUP_MODE)
  case $mode in
    compose | direct) printf '%s' "$mode" ;;
    '') if compose ps --services --status running 2>/dev/null | grep -qx db; then printf compose; else printf direct; fi ;;
    *) die "BACKUP_MODE is compose or direct, not $mode." ;;
  esac
}

compose() { docker compose --project-directory "$ROOT" -f "$ROOT/docker-compose.yml" "$@"; }

# Checks that the database can be reached, and says what it is. Sets MODE and DB_NAME.
connect() {
  MODE=$(backup_mode)
  if [ "$MODE" = direct ]; then
    local program
    read_database_url
    for program in mariadb mariadb-dump; do
      command -v "$program" >/dev/null 2>&1 || die "$program is not installed: sudo apt-get install mariadb-client"
    done
  fi
  sql <<<'SELECT 1' >/dev/null || die "the database cannot be reached; its words are above"
}

# Takes DATABASE_URL apart, into a file that only we can read: no password in the list of processes.
read_database_url() {
  local url user password host port
  url=$(setting DATABASE_URL)
  [ -n "$url" ] || die "DATABASE_URL is not set, and docker compose runs no db here."
  if ! [[ $url =~ ^(mysql|mariadb)(\+[a-z]+)?://([^:@/]*)(:([^@/]*))?@(\[[^]]+\]|[^:/@]+)(:([0-9]+))?/([^/?]+) ]]; then
    die "DATABASE_URL must look like mysql://user:password@host:port/database"
  fi
  user=$(percent_decoded "${BASH_REMATCH[3]}")
  password=$(percent_decoded "${BASH_REMATCH[5]}")
  host=${BASH_REMATCH[6]//[\[\]]/}
  port=${BASH_REMATCH[8]:-3306}
  DB_NAME=$(percent_decoded "${BASH_REMATCH[9]}")
  password=${password//\\/\\\\}
  {
    say '[client]'
    say "user=\"$user\""
    say "password=\"${password//\"/\\\"}\""
    say "host=$host"
    say "port=$port"
    say 'protocol=tcp'
  } >"$WORK/client.cnf"
}

percent_decoded() { printf '%b' "${1//%/\\x}"; }

# The client program; statements come on standard input.
sql() {
  local args=(--batch --skip-column-names --default-character-set=utf8mb4 "$@")
  if [ "$MODE" = direct ]; then
    mariadb --defaults-extra-file="$WORK/client.cnf" "${args[@]}"
  else
    # shellcheck disable=SC2016 # the container's variable, not ours
    compose exec -T db sh -c 'MYSQL_PWD=$MARIADB_ROOT_PASSWORD exec mariadb --user=root "$@"' sh "${args[@]}"
  fi
}

# One snapshot of all tables, without locking anybody out.
dump() {
  local args=(--single-transaction --quick --skip-lock-tables --no-tablespaces --hex-blob --triggers --routines
    --skip-dump-date --default-character-set=utf8mb4 "$DB_NAME")
  if [ "$MODE" = direct ]; then
    mariadb-dump --defaults-extra-file="$WORK/client.cnf" "${args[@]}"
  else
    # shellcheck disable=SC2016
    compose exec -T db sh -c 'MYSQL_PWD=$MARIADB_ROOT_PASSWORD exec mariadb-dump --user=root "$@"' sh "${args[@]}"
  fi
}

# Names of the tables of a database, one a line.
tables_of() {
  sql <<<"SELECT table_name FROM information_schema.tables WHERE table_schema = '$1' AND table_type = 'BASE TABLE' ORDER BY table_name"
}

# PHOTO_DIR, else where the product keeps them without it: `npm run local` in its data folder.
photo_dir() {
  local folder local_data
  folder=$(setting PHOTO_DIR)
  local_data=$(setting LOCAL_DATA_DIR)
  local_data=$ROOT/${local_data:-.local}
  if [ -z "$folder" ] && [ -d "$local_data/photos" ]; then folder=$local_data/photos; fi
  printf '%s' "${folder:-$ROOT/data/photos}"
}

# All photos as a tar stream.
read_photos() {
  if [ "$MODE" = compose ]; then
    compose run --rm --no-deps -T api tar -C /data/photos -cf - .
  elif [ -d "$(photo_dir)" ]; then
    tar -C "$(photo_dir)" -cf - .
  else
    tar -cf - -T /dev/null
  fi
}

photos_there() {
  if [ "$MODE" = compose ]; then
    compose run --rm --no-deps -T api find /data/photos -type f -print -quit
  elif [ -d "$(photo_dir)" ]; then
    find "$(photo_dir)" -type f -print -quit
  fi
}

# Replaces all photos by those of a tar stream.
write_photos() {
  # shellcheck disable=SC2016
  local script='mkdir -p "$1" && find "$1" -mindepth 1 -delete && tar -C "$1" --no-same-owner -xf -'
  if [ "$MODE" = compose ]; then
    compose run --rm --no-deps -T api sh -c "$script" sh /data/photos
  else
    sh -c "$script" sh "$(photo_dir)"
  fi
}

# The file that holds the key; empty when backups are not encrypted. A key given by BACKUP_KEY is put into a file first.
key_file() {
  local file key
  file=$(setting BACKUP_KEY_FILE)
  key=$(setting BACKUP_KEY)
  if [ -n "$file" ]; then
    [ -s "$file" ] || die "BACKUP_KEY_FILE: $file is empty or cannot be read"
    printf '%s' "$file"
  elif [ -n "$key" ]; then
    printf '%s' "$key" >"$WORK/key"
    printf '%s' "$WORK/key"
  fi
}

# The ending of a backup's name, with the given key file or none.
ending_with() { if [ -n "$1" ]; then printf tar.enc; else printf tar; fi; }

# Writes a backup of what is there now to a file, encrypted when a key file is given.
make_backup() {
  local file=$1 key=$2 content=$WORK/made
  mkdir "$content"
  dump | gzip >"$content/database.sql.gz" || die "the database could not be dumped; the words are above"
  gzip -dc "$content/database.sql.gz" | tail -n 1 | grep -q '^-- Dump completed' || die "the dump broke off"
  # After the dump: whatever photo it names is there.
  read_photos >"$content/photos.tar" || die "the photos could not be read; the words are above"
  {
    say "scheme $SCHEME"
    say "made $(date -u +%Y-%m-%dT%H:%M:%SZ)"
    say "database $DB_NAME"
    say "tables $(gzip -dc "$content/database.sql.gz" | grep -c '^CREATE TABLE ' || true)"
    (cd "$content" && sha256sum database.sql.gz photos.tar) | sed 's/^/sha256 /'
  } >"$content/MANIFEST"
  if [ -n "$key" ]; then
    tar -C "$content" -cf - MANIFEST database.sql.gz photos.tar |
      openssl enc "${CIPHER[@]}" -pass "file:$key" -out "$file" || die "$file could not be written"
  else
    tar -C "$content" -cf "$file" MANIFEST database.sql.gz photos.tar || die "$file could not be written"
  fi
  rm -rf "$content"
}

# How many files a backup's photos are.
photos_in() { tar -tf "$1" | grep -cv '/$' || true; }

# Unpacks a backup into WORK/content and checks its sums. Ends the script, saying why, when it is not whole.
open_backup() {
  local file=$1 key words
  mkdir -p "$WORK/content"
  case $file in
    *.tar.enc)
      key=$(key_file)
      [ -n "$key" ] || die "$file is encrypted: give its key by BACKUP_KEY_FILE or BACKUP_KEY"
      openssl enc -d "${CIPHER[@]}" -pass "file:$key" -in "$file" 2>/dev/null | tar -C "$WORK/content" -xf - 2>/dev/null ||
        die "$file cannot be opened: the key is another one, or the file is damaged"
      ;;
    *.tar) words=$(tar -C "$WORK/content" -xf "$file" 2>&1) || die "$file cannot be opened: $words" ;;
    *) die "$file is no backup: its name ends neither in .tar nor in .tar.enc" ;;
  esac
  grep -qx "scheme $SCHEME" "$WORK/content/MANIFEST" 2>/dev/null || die "$file is no backup that this version can read"
  (cd "$WORK/content" && sed -n 's/^sha256 //p' MANIFEST | sha256sum --check --quiet --strict) >/dev/null 2>&1 ||
    die "$file is damaged: its content is not what its manifest says"
}

# Loads the opened backup into a database, and says how many tables and rows there are then.
load_into() {
  local database=$1 table rows=0 count tables=0
  gzip -dc "$WORK/content/database.sql.gz" | sql "$database" || die "the dump could not be loaded; the words are above"
  for table in $(tables_of "$database"); do
    count=$(sql "$database" <<<"SELECT COUNT(*) FROM \`$table\`")
    rows=$((rows + count))
    tables=$((tables + 1))
  done
  [ "$tables" -eq "$(sed -n 's/^tables //p' "$WORK/content/MANIFEST")" ] || die "only $tables tables came out of the dump"
  say "$tables tables, $rows rows"
}
