#!/usr/bin/env bash
# Writes the nginx site of each host name from deploy/nginx/nginx.conf.template. Safe to run again at any time.
# shellcheck source-path=SCRIPTDIR
# shellcheck disable=SC1091
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
. "$(dirname "${BASH_SOURCE[0]}")/lib/domains.sh"
. "$(dirname "${BASH_SOURCE[0]}")/lib/nginx-site.sh"

usage() {
  cat <<'TEXT'
Usage: sudo deploy/generate-nginx-conf.sh [--dry-run] [DOMAIN...]

Expands deploy/nginx/nginx.conf.template for each DOMAIN (Cyrillic ones too), writes the result to sites-available and
links it into sites-enabled. nginx tries the whole on a copy of its folder before anything is replaced, and should it
refuse it later, the old files come back. Without DOMAIN the one of the environment or of .env is taken.

  --dry-run   shows what would be written and done, and changes nothing

A DOMAIN needs its certificate: deploy/init-letsencrypt.sh fetches it and then runs this script by itself.

Paths, by environment, for machines where they differ:
  NGINX_DIR (/etc/nginx)  NGINX_LOG_DIR (/var/log/nginx)  LETSENCRYPT_DIR (/etc/letsencrypt)
  WEBROOT (/var/www/certbot)  UPSTREAM (127.0.0.1:8080)  HTTP_PORT (80)  HTTPS_PORT (443)
  NGINX (nginx)  NGINX_RELOAD (how a running nginx is told)
TEXT
}

arguments=()
while [ $# -gt 0 ]; do
  case $1 in
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
check_nginx_dir

work=$(mktemp -d)
at_end "rm -rf '$work'"
list=$work/list
for domain in $names; do
  certificate=$LETSENCRYPT_DIR/live/$domain
  if [ ! -e "$certificate/fullchain.pem" ] || [ ! -e "$certificate/privkey.pem" ]; then
    [ -n "$DRY_RUN" ] || die "$domain has no certificate in $certificate. Fetch it: sudo deploy/init-letsencrypt.sh $domain"
    warn "$domain has no certificate in $certificate yet"
  fi
  render_site "$ROOT/deploy/nginx/nginx.conf.template" "$domain" >"$work/$domain.conf"
  say "$domain $work/$domain.conf" >>"$list"
done

if [ -n "$DRY_RUN" ]; then
  for domain in $names; do
    say "would write $(site_file "$domain") and link it into $NGINX_DIR/sites-enabled:"
    sed 's/^/    /' "$work/$domain.conf"
  done
  say "would run: $NGINX -t, on a copy first"
  reload_nginx
  exit 0
fi

status=0
install_sites <"$list" || status=$?
case $status in
  0) reload_nginx ;;
  3) say "nginx has nothing to take up" ;;
  *) exit "$status" ;;
esac
