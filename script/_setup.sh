# Sourced by every script: goes to the project's folder, brings the Debian packages and the virtual environment.
# shellcheck shell=bash
cd "$(dirname "${BASH_SOURCE[0]}")/.."
python=.venv/bin/python

# need_debian PACKAGE...  installs what is missing when root, otherwise names it in one line and stops
need_debian() {
    command -v dpkg-query >/dev/null || return 0 # not a Debian: the README says what is needed
    local missing=() name
    for name in "$@"; do
        [ "$(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null)" = installed ] || missing+=("$name")
    done
    [ "${#missing[@]}" -gt 0 ] || return 0
    if [ "$(id -u)" -ne 0 ]; then
        echo "Please install first: sudo apt-get install ${missing[*]}" >&2
        exit 1
    fi
    echo "Installing Debian packages: ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# want_debian WHY PACKAGE...  installs what is missing when root; once, and nothing stops without it
want_debian() {
    command -v dpkg-query >/dev/null || return 0
    local why=$1 missing=() name
    shift
    for name in "$@"; do
        [ "$(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null)" = installed ] || missing+=("$name")
    done
    [ "${#missing[@]}" -gt 0 ] && [ "$(cat .venv/wanted 2>/dev/null)" != "${missing[*]}" ] || return 0
    if [ "$(id -u)" -ne 0 ]; then
        echo "$why: sudo apt-get install ${missing[*]}"
    else
        echo "Installing Debian packages: ${missing[*]}"
        export DEBIAN_FRONTEND=noninteractive
        { timeout 60 apt-get update -qq && timeout 300 apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null; } ||
            echo "$why, install these later." >&2
    fi
    echo "${missing[*]}" >.venv/wanted
}

# Prints a Python of at least 3.11 that can make virtual environments.
find_python() {
    local candidate
    for candidate in python3 /usr/bin/python3 python3.13 python3.12 python3.11; do
        if "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    return 1
}

# install_python_packages EXTRAS  the virtual environment with the locked packages; nothing to do when neither has changed
# EXTRAS is empty, or [dev], which covers the other
install_python_packages() {
    local extras=$1 wanted found
    wanted=$(cat pyproject.toml constraints.txt | sha256sum | cut -d' ' -f1)
    for found in "$extras" "[dev]"; do
        if [ -x "$python" ] && [ "$(cat ".venv/installed$found" 2>/dev/null)" = "$wanted" ]; then return; fi
    done
    if ! find_python >/dev/null; then
        echo "Please install Python 3.11 or newer with its venv module first." >&2
        exit 1
    fi
    # A virtual environment whose Python is gone, or that was cut short, is made anew.
    "$python" -m pip --version >/dev/null 2>&1 || "$(find_python)" -m venv --clear .venv
    echo "Installing Python packages into .venv (once; a minute or two)"
    "$python" -m pip install --quiet --disable-pip-version-check --constraint constraints.txt ".$extras"
    echo "$wanted" >".venv/installed$extras"
}

# prepare EXTRAS PACKAGE...  everything above; two that start together wait for each other
prepare() {
    local extras=$1
    shift
    exec 9>.setup.lock
    command -v flock >/dev/null && flock 9
    if find_python >/dev/null; then need_debian "$@"; else need_debian python3 python3-venv "$@"; fi
    install_python_packages "$extras"
    exec 9>&-
}
