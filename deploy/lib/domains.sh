# shellcheck shell=bash
# Host names as people write them, and as DNS, nginx and certbot know them. Sourced, not run; needs common.sh.

# The ASCII form of a host name (punycode), in lower case. A name with other letters needs one of the programs below.
to_ascii() {
  local name=${1%.} ascii
  if printf '%s' "$name" | LC_ALL=C grep -q '[^ -~]'; then
    ascii=$(to_ascii_with_program "$name") || exit 1
  else
    ascii=$(printf '%s' "$name" | tr '[:upper:]' '[:lower:]')
  fi
  if ! printf '%s' "$ascii" | LC_ALL=C grep -Eqx '([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}' || [ ${#ascii} -gt 253 ]; then
    die "'$1' is not a host name. Write it without a scheme, port or path: shop.example.ru"
  fi
  printf '%s' "$ascii"
}

to_ascii_with_program() {
  # shellcheck disable=SC2016 # the programs are not the shell's
  if command -v idn2 >/dev/null 2>&1; then
    LC_ALL=C.UTF-8 idn2 -- "$1" 2>/dev/null && return
  elif command -v python3 >/dev/null 2>&1; then
    PYTHONUTF8=1 python3 -c 'import sys; print(sys.argv[1].lower().encode("idna").decode())' "$1" 2>/dev/null && return
  elif command -v node >/dev/null 2>&1; then
    node -e 'const a = require("url").domainToASCII(process.argv[1]); if (!a) process.exit(1); console.log(a)' "$1" 2>/dev/null && return
  else
    die "'$1' must be turned into punycode, and this machine has no program for it. Install one: sudo apt-get install idn2"
  fi
  die "'$1' cannot be turned into punycode: it is not a host name."
}

# The names to work on, in ASCII, one a line: those given, else DOMAIN of the environment or .env.
wanted_domains() {
  local name
  if [ $# -eq 0 ]; then
    name=$(setting DOMAIN)
    [ -n "$name" ] || return 0
    set -- "$name"
  fi
  for name in "$@"; do
    name=$(to_ascii "$name") || exit 1
    say "$name"
  done | awk '!seen[$0]++'
}
