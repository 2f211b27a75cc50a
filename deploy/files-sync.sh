#!/bin/sh
# Keeps a folder in step with the files that Roster serves for Envoy, on a machine where Roster does not run.
#
#   files-sync.sh [--once] <url> <directory> [<group>]
#
#   files-sync.sh http://roster:8080 /etc/envoy/roster edge
#
# <url> is Roster's HTTP port, <directory> is where the Envoy of this machine reads its files, <group> its node.cluster. With
# --once it returns as soon as the folder is filled: run it so before Envoy starts, for Envoy wants its files to be there.
#
# A file is moved to its place when it is complete. Those that hold all resources of a type (cds.yaml, lds.yaml ...) change
# together, by moving the link ..data. While Roster cannot be reached the files stay as they are. What Roster names no longer
# stays for RETIRE_AFTER seconds (5), until Envoy has let go of it; with --once it goes at once.
#
# Envoy takes an inotify instance for each file that cds.yaml and lds.yaml lead to, and a few more; without one it ends. Where there
# are more than a hundred, raise fs.inotify.max_user_instances (sysctl), 128 for all processes of a user on most machines.
#
# Needs curl, and mv with -T (GNU coreutils, BusyBox).
set -u
export LC_ALL=C
retire_after=${RETIRE_AFTER:-5}

once=
if [ "${1:-}" = --once ]; then
    once=yes
    shift
fi
if [ $# -lt 2 ] || [ $# -gt 3 ]; then
    echo "usage: ${0##*/} [--once] <url> <directory> [<group>]" >&2
    exit 2
fi

# A name as a part of a path: percent-encoded, as Roster spells the names of files.
file_name() {
    printf %s "$1" | od -An -v -tx1 | tr ' abcdef' '\nABCDEF' | while read -r byte; do
        case $byte in
            '') ;;
            2[DE] | 3[0-9] | 4[1-9A-F] | 5[0-9AF] | 6[1-9A-F] | 7[0-9A]) printf %b "\\0$(printf %o "0x$byte")" ;;
            *) printf %%%s "$byte" ;;
        esac
    done | sed 's/^\./%2E/'
}

base=${1%/}/v1/files
group=${3:+$(file_name "$3")/}
mkdir -p "$2" || exit 1
directory=$(cd "$2" && pwd) || exit 1
work=$directory/.sync
rm -rf "$work" && mkdir "$work" && : > "$work/index" || exit 1
tag=
gone_since=
child=
trap '[ -z "$child" ] || kill "$child" 2> /dev/null; exit 0' INT TERM

# Runs a command that a signal may interrupt.
patiently() {
    "$@" &
    child=$!
    wait "$child"
    result=$?
    child=
    return "$result"
}

# get <path> <file> <curl option>...: asks for a file; its status is in $work/status.
get() {
    path=$1
    file=$2
    shift 2
    patiently curl --silent --show-error --get --max-time 60 --output "$file" --dump-header "$work/headers" \
        --write-out '%{http_code}' --data-urlencode "directory=$directory" "$@" \
        "$base/$(printf %s "$group$path" | sed 's/%/%25/g')" > "$work/status"
}

is() {
    [ "$(cat "$work/status")" = "$1" ]
}

# Puts what is at the first place to the second, at once and whole.
place() {
    mv -T -f "$1" "$2"
}

# Downloads what is new, all of it before any of it is put in its place. Of those that must fit together another version
# than the one that is listed is refused: then the list is asked for again.
fetch() {
    rm -rf "$work/new" && mkdir "$work/new" || return 1
    while read -r version path; do
        case $path in
            */*) mkdir -p "$work/new/${path%/*}" "$directory/${path%/*}" || return 1 ;;
        esac
        case $path in
            cds.yaml | lds.yaml | srds.yaml) wanted="If-Match: \"$version\"" ;;
            *) wanted= ;;
        esac
        get "$path" "$work/new/$path" --header "$wanted" && is 200 || return 1
        if cmp -s "$work/new/$path" "$directory/$path"; then
            rm "$work/new/$path"
        fi
    done < "$work/changed"
}

# place_single <test>: those of the files with one resource that pass it.
place_single() {
    for file in "$work"/new/*/*.yaml; do
        path=${file#"$work"/new/}
        if [ -f "$file" ] && "$1" "$path"; then
            place "$file" "$directory/$path" || return 1
        fi
    done
}

# A file is there before another one leads to it: endpoints lead to nothing, and to what is new nobody leads yet.
leads_nowhere() {
    case $1 in
        eds/*) return 0 ;;
    esac
    [ ! -e "$directory/$1" ]
}

# fill <generation> <new file>...: what changed, and the rest as it is.
fill() {
    next=$1
    shift
    chmod 755 "$next" || return 1
    if [ -d "$directory/..data" ]; then
        for file in "$directory"/..data/*.yaml; do
            [ ! -e "$file" ] || ln "$file" "$next/" 2> /dev/null || cp "$file" "$next/" || return 1
        done
    fi
    for file in "$@"; do
        cp "$file" "$work/copy" && place "$work/copy" "$next/${file##*/}" || return 1
    done
}

# point <place> <target>: makes it a link to there.
point() {
    ln -sfn "$2" "$work/link" && place "$work/link" "$1"
}

# gone <new> <present>: the clusters that only the present list names.
gone() {
    awk '
        function settle() { if (item != "" && name != "" && !(name in named)) printf "%s", item }
        NR == FNR { if (/^  name: /) named[$0]; next }
        /^[^ ]/ { settle(); item = name = ""; if (/^- /) item = $0 "\n"; next }
        item != "" { item = item $0 "\n"; if (/^  name: /) name = $0 }
        END { settle() }' "$1" "$2"
}

# Routes and listeners may still lead to clusters that are gone: they stay in the list for a while, also where Roster was
# away meanwhile and does not know of them. $work/cds.yaml is the list without them.
keep_gone() {
    grep -q ' cds\.yaml$' "$work/changed" || return 0
    rm -f "$work/cds.yaml"
    if [ -n "$once" ] || [ ! -e "$work/new/cds.yaml" ] || [ ! -e "$directory/cds.yaml" ]; then
        return 0
    fi
    gone "$work/new/cds.yaml" "$directory/cds.yaml" > "$work/kept" || return 1
    if [ -s "$work/kept" ]; then
        cp "$work/new/cds.yaml" "$work/cds.yaml" &&
            sed 's/^resources: \[]$/resources:/' "$work/cds.yaml" > "$work/new/cds.yaml" &&
            cat "$work/kept" >> "$work/new/cds.yaml"
    fi
}

# The next generation of the set; one that cannot be completed goes.
place_set() {
    set -- "$work"/new/*.yaml
    [ -e "$1" ] || return 0
    previous=$(readlink "$directory/..data")
    generation=$(mktemp -d "$directory/..data-XXXXXX") || return 1
    if ! { fill "$generation" "$@" && point "$directory/..data" "${generation##*/}"; }; then
        rm -rf "$generation"
        return 1
    fi
    # in the order in which one leads to the other; for Envoys that watch the file and not the folder
    for name in cds eds lds rds srds rtds ecds; do
        if [ -e "$work/new/$name.yaml" ]; then
            point "$directory/$name.yaml" "..data/$name.yaml" || return 1
        fi
    done
    for old in "$directory"/..data-*; do
        case ${old##*/} in
            "${generation##*/}" | "$previous") ;;
            *) rm -rf "$old" ;;
        esac
    done
}

always() {
    true
}

apply() {
    sort "$work/download" > "$work/next" || return 1
    comm -13 "$work/index" "$work/next" > "$work/changed" || return 1
    fetch && place_single leads_nowhere && keep_gone && place_set && place_single always || return 1
    mv "$work/next" "$work/index"
    gone_since=${gone_since:-$(date +%s)}
}

# Removes what the list does not name.
let_go() {
    rm -rf "$work/new" && mkdir "$work/new" || return 1
    [ ! -e "$work/cds.yaml" ] || cp "$work/cds.yaml" "$work/new/" || return 1
    place_set || return 1
    rm -f "$work/cds.yaml"
    cut -d ' ' -f 2 "$work/index" | sort > "$work/listed"
    (cd "$directory" && ls -d eds/*.yaml rds/*.yaml rtds/*.yaml ecds/*.yaml 2> /dev/null) | sort |
        comm -23 - "$work/listed" | while read -r path; do
            rm -f "$directory/$path"
        done
    gone_since=
}

# Whether what is gone has been kept for long enough.
is_over() {
    [ -n "$gone_since" ] && [ $(($(date +%s) - gone_since)) -ge "$retire_after" ]
}

# One round: waits for a change, and puts it in place.
round() {
    longest=30
    if [ -n "$gone_since" ] && [ "$retire_after" -lt 30 ]; then
        longest=$retire_after
    fi
    get index.txt "$work/download" --data "wait=${longest}s" ${tag:+--header "If-None-Match: $tag"} || return 1
    is 304 && return 0
    is 200 || return 1
    next_tag=$(sed -n 's/^[Ee][Tt][Aa][Gg]: *\("[^"]*"\).*/\1/p' "$work/headers")
    apply || return 1
    tag=$next_tag
}

pause=1
while :; do
    if round && { [ -z "$once" ] || let_go; }; then
        pause=1
        [ -z "$once" ] || exit 0
        ! is_over || let_go
    else
        # the while begins anew when Roster is back
        gone_since=${gone_since:+$(date +%s)}
        echo "${0##*/}: cannot follow $base/${group%/}, trying again in $pause s" >&2
        patiently sleep "$pause"
        pause=$((pause * 2 < 30 ? pause * 2 : 30))
    fi
done
