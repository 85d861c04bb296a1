# shellcheck shell=bash
# Puts a site into nginx so that nginx never sees a broken one. Sourced, not run; needs common.sh.

NGINX=${NGINX:-nginx}
NGINX_DIR=${NGINX_DIR:-/etc/nginx}
NGINX_LOG_DIR=${NGINX_LOG_DIR:-/var/log/nginx}
LETSENCRYPT_DIR=${LETSENCRYPT_DIR:-/etc/letsencrypt}
WEBROOT=${WEBROOT:-/var/www/certbot}
UPSTREAM=${UPSTREAM:-127.0.0.1:8080}
HTTP_PORT=${HTTP_PORT:-80}
HTTPS_PORT=${HTTPS_PORT:-443}

# The file that serves a name.
site_file() { printf '%s' "$NGINX_DIR/sites-available/evosync-$1.conf"; }
site_link() { printf '%s' "$NGINX_DIR/sites-enabled/evosync-$1.conf"; }

# Ends the script when nginx would never look at the sites; a dry run goes on without an nginx.
check_nginx_dir() {
  if [ ! -f "$NGINX_DIR/nginx.conf" ]; then
    [ -n "$DRY_RUN" ] && return 0
    die "$NGINX_DIR/nginx.conf is not there: is nginx installed? NGINX_DIR may say another folder."
  fi
  grep -q sites-enabled "$NGINX_DIR/nginx.conf" ||
    die "$NGINX_DIR/nginx.conf does not look into sites-enabled. Add to its http block: include $NGINX_DIR/sites-enabled/*;"
}

# Expands a template for a name, as this machine and its nginx need it.
render_site() {
  local template=$1 domain=$2
  sed -e "s|\${DOMAIN}|$domain|g" \
    -e "s|/etc/letsencrypt/|$LETSENCRYPT_DIR/|g" \
    -e "s|/var/www/certbot|$WEBROOT|g" \
    -e "s|/var/log/nginx/|$NGINX_LOG_DIR/|g" \
    -e "s|http://127.0.0.1:8080|http://$UPSTREAM|g" \
    -e "s|^\( *listen .*\)\b80;|\1$HTTP_PORT;|" \
    -e "s|^\( *listen .*\)\b443 |\1$HTTPS_PORT |" "$template" |
    if has_ipv6; then cat; else sed -e '/^ *listen \[::\]/d'; fi |
    if knows_http2_directive; then
      sed -e 's|^\( *\)listen \([^[].*\) ssl http2;|\1listen \2 ssl;\n\1http2 on;|' -e 's| ssl http2;| ssl;|'
    else
      cat
    fi
}

has_ipv6() { [ -s /proc/net/if_inet6 ]; }

# From 1.25.1 on `http2` is a directive of its own.
knows_http2_directive() {
  local version
  version=$("$NGINX" -v 2>&1 | sed -n 's|.*nginx/\([0-9.]*\).*|\1|p')
  [ "$(printf '%s\n' 1.25.1 "${version:-0}" | sort -V | head -n 1)" = 1.25.1 ]
}

# Says whether nginx accepts the configuration in a folder, and shows its words when it does not.
nginx_accepts() {
  local words
  words=$("$NGINX" -t -q -c "$1/nginx.conf" 2>&1) && return 0
  printf '%s\n' "$words" >&2
  return 1
}

# Writes files made for names (`NAME FILE`, one a line on standard input) to sites-available and links them into
# sites-enabled. The whole is tried on a copy of nginx's folder first; should nginx still refuse it in its place, what
# was there before comes back. Prints nothing but what changed. 0: changed, 3: all was so already.
install_sites() {
  local domain file changed='' stage backup
  local -a domains=() files=()
  while read -r domain file; do
    domains+=("$domain")
    files+=("$file")
    if [ -e "$(site_link "$domain")" ] && cmp -s "$file" "$(site_file "$domain")"; then
      say "unchanged: $(site_file "$domain")"
    else
      changed=yes
    fi
  done
  [ -n "$changed" ] || return 3

  stage=$(mktemp -d)
  backup=$(mktemp -d)
  at_end "rm -rf '$stage' '$backup'"
  cp -a "$NGINX_DIR/." "$stage/"
  find "$stage" -type f -exec sed -i "s|$NGINX_DIR/|$stage/|g" {} +
  { put_sites "$stage" && nginx_accepts "$stage"; } || die "nginx does not accept the new configuration (its words are above). Nothing was changed."

  for domain in "${domains[@]}"; do keep_old "$domain"; done
  if ! put_sites "$NGINX_DIR" || ! nginx_accepts "$NGINX_DIR"; then
    for domain in "${domains[@]}"; do bring_back "$domain"; done
    die "the new configuration did not come into its place (the words above say why). The old one is back."
  fi
  for domain in "${domains[@]}"; do say "written: $(site_file "$domain"), linked into sites-enabled"; done
}

# Uses what install_sites collected.
put_sites() {
  local folder=$1 index target
  mkdir -p "$folder/sites-available" "$folder/sites-enabled" || return 1
  for index in "${!domains[@]}"; do
    target=$folder/sites-available/evosync-${domains[$index]}.conf
    cp "${files[$index]}" "$target.new" && chmod 644 "$target.new" && mv -f "$target.new" "$target" || return 1
    ln -sfn "$target" "$folder/sites-enabled/evosync-${domains[$index]}.conf" || return 1
  done
}

keep_old() {
  if [ -e "$(site_file "$1")" ]; then cp -p "$(site_file "$1")" "$backup/$1.conf"; fi
  if [ -e "$(site_link "$1")" ] || [ -L "$(site_link "$1")" ]; then touch "$backup/$1.linked"; fi
}

bring_back() {
  if [ -e "$backup/$1.conf" ]; then cp -p "$backup/$1.conf" "$(site_file "$1")"; else rm -f "$(site_file "$1")"; fi
  if [ ! -e "$backup/$1.linked" ]; then rm -f "$(site_link "$1")"; fi
}

# Has a running nginx take up its configuration; one that does not run will at its start.
reload_nginx() {
  if [ -n "${NGINX_RELOAD:-}" ]; then
    act eval "$NGINX_RELOAD"
  elif command -v systemctl >/dev/null 2>&1 && systemctl is-active --quiet nginx 2>/dev/null; then
    act systemctl reload nginx
  elif [ -s /run/nginx.pid ] && kill -0 "$(cat /run/nginx.pid)" 2>/dev/null; then
    act "$NGINX" -s reload
  else
    say "nginx does not run here; it takes the configuration up when it starts"
  fi
}
