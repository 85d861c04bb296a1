#!/usr/bin/env bash
# Fetches certificates from Let's Encrypt, has nginx serve EvoSync with them and sees to their renewal. Safe to run again.
# shellcheck source-path=SCRIPTDIR
# shellcheck disable=SC1091
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
. "$(dirname "${BASH_SOURCE[0]}")/lib/domains.sh"
. "$(dirname "${BASH_SOURCE[0]}")/lib/nginx-site.sh"

CERTBOT=${CERTBOT:-certbot}

usage() {
  cat <<'TEXT'
Usage: sudo deploy/init-letsencrypt.sh [--email ADDRESS] [--staging] [--dry-run] [DOMAIN...]

For each DOMAIN (Cyrillic ones too; without one, DOMAIN of the environment or of .env):
  1. has nginx answer Let's Encrypt on port 80,
  2. fetches the certificate by certbot, unless there is one that is still good,
  3. writes the real site by deploy/generate-nginx-conf.sh,
and once: puts a hook where certbot finds it, so that nginx takes up renewed certificates, and sees that something
renews them twice a day.

  --email ADDRESS   where Let's Encrypt may write to; else LETSENCRYPT_EMAIL of the environment or .env, else nobody
  --staging         certificates of Let's Encrypt's test system, which browsers refuse: for trying this out
  --dry-run         says what would be done, and changes nothing

The names must lead to this machine, with ports 80 and 443 open. Paths by environment: see generate-nginx-conf.sh;
CERTBOT (certbot), ACME_SERVER (another certificate authority), CRON_DIR (/etc/cron.d).
TEXT
}

email=$(setting LETSENCRYPT_EMAIL)
staging=''
arguments=()
while [ $# -gt 0 ]; do
  case $1 in
    --email) [ $# -gt 1 ] || misuse "--email needs an address." && email=$2 && shift ;;
    --email=*) email=${1#--email=} ;;
    --staging) staging=yes ;;
    --dry-run) DRY_RUN=yes ;;
    -h | --help) usage && exit 0 ;;
    -*) misuse "There is no option $1." ;;
    *) arguments+=("$1") ;;
  esac
  shift
done

names=$(wanted_domains ${arguments[@]+"${arguments[@]}"})
[ -n "$names" ] || misuse "Which host name? Give DOMAIN, or set it in .env."
need "$NGINX" nginx
need "$CERTBOT" certbot
check_nginx_dir

folders=()
if [ "$LETSENCRYPT_DIR" != /etc/letsencrypt ]; then
  folders=(--config-dir "$LETSENCRYPT_DIR" --work-dir "$LETSENCRYPT_DIR/work" --logs-dir "$LETSENCRYPT_DIR/logs")
fi
account=(--register-unsafely-without-email)
[ -z "$email" ] || account=(--email "$email" --no-eff-email)
authority=()
[ -z "$staging" ] || authority=(--staging)
[ -z "${ACME_SERVER:-}" ] || authority=(--server "$ACME_SERVER")

has_certificate() { [ -e "$LETSENCRYPT_DIR/live/$1/fullchain.pem" ]; }

# nginx must answer for the names before there are certificates; sites that have one stay as they are.
answer_on_port_80() {
  local work domain
  work=$(mktemp -d)
  at_end "rm -rf '$work'"
  : >"$work/list"
  for domain in $names; do
    if has_certificate "$domain" && [ -e "$(site_link "$domain")" ]; then continue; fi
    render_site "$ROOT/deploy/nginx/http-only.conf.template" "$domain" >"$work/$domain.conf"
    say "$domain $work/$domain.conf" >>"$work/list"
  done
  [ -s "$work/list" ] || return 0
  if [ -n "$DRY_RUN" ]; then
    while read -r domain _; do say "would have nginx answer Let's Encrypt for $domain on port $HTTP_PORT"; done <"$work/list"
    return 0
  fi
  local status=0
  install_sites <"$work/list" || status=$?
  [ "$status" -eq 0 ] || [ "$status" -eq 3 ] || exit "$status"
  reload_nginx
  sleep 1 # it takes a moment to open the port
}

fetch_certificate() {
  act "$CERTBOT" certonly --non-interactive --agree-tos --keep-until-expiring \
    --webroot --webroot-path "$WEBROOT" --cert-name "$1" --domain "$1" \
    "${account[@]}" ${authority[@]+"${authority[@]}"} ${folders[@]+"${folders[@]}"} ||
    die "there is no certificate for $1: certbot's words are above. Does $1 lead to this machine, and is port 80 open?"
}

# certbot runs what it finds there after each renewal.
write_hook() {
  local folder=$LETSENCRYPT_DIR/renewal-hooks/deploy
  local hook=$folder/evosync-reload-nginx
  if [ -n "$DRY_RUN" ]; then
    say "would write $hook"
    return 0
  fi
  mkdir -p "$folder"
  {
    say '#!/bin/sh'
    say '# Written by deploy/init-letsencrypt.sh: nginx takes up renewed certificates.'
    if [ -n "${NGINX_RELOAD:-}" ]; then say "$NGINX_RELOAD"; else say 'nginx -t -q && { systemctl reload nginx 2>/dev/null || nginx -s reload; }'; fi
  } >"$hook.new"
  chmod 755 "$hook.new"
  mv -f "$hook.new" "$hook"
}

# Debian's certbot brings a timer and a cron job of its own; where neither is, a cron job does it.
see_to_renewal() {
  local folder=${CRON_DIR:-/etc/cron.d}
  if [ -e "$folder/certbot" ] || systemctl list-unit-files --no-legend certbot.timer 2>/dev/null | grep -q .; then
    say "renewal: certbot's own timer"
    return 0
  fi
  if [ -n "$DRY_RUN" ]; then
    say "would write $folder/evosync-certbot"
    return 0
  fi
  mkdir -p "$folder"
  say "17 3,15 * * * root sleep \$((RANDOM \\% 3600)); $CERTBOT renew --quiet ${folders[*]:-}" | sed -e '1i SHELL=/bin/bash' >"$folder/evosync-certbot"
  say "renewal: $folder/evosync-certbot, twice a day"
}

act mkdir -p "$WEBROOT"
answer_on_port_80
for domain in $names; do fetch_certificate "$domain"; done
write_hook
see_to_renewal
options=()
[ -z "$DRY_RUN" ] || options=(--dry-run)
# shellcheck disable=SC2086 # host names hold no white space
"$ROOT/deploy/generate-nginx-conf.sh" ${options[@]+"${options[@]}"} $names
