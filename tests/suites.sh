# The suites of ./dev test; read by ./dev, with its functions and the words of its command line in "$@".
#
# A suite is a function that prints what it does and, as its last count, a line `N passed, N failed` (or doctest's own
# summary). A suite that fails without a count counts as one failure. A failed suite does not stop the later ones.

results=build/test
mkdir -p "$results"
rm -f "$results"/*.log "$results"/*.code
total_passed=0
total_failed=0

suite_units() {
  compile dev portolan portolan_tests fuzz_targets || return 1
  status=0
  build/dev/portolan_tests || status=1
  replay dev || status=1
  return "$status"
}

# replay PRESET: every fuzz target over its corpus and over the inputs that once failed.
replay() {
  outcome=0
  for target in build/"$1"/*_fuzz_replay; do
    [ -x "$target" ] || continue
    name=$(basename "$target" _replay)
    "$target" "tests/fuzz/corpus/$name" "tests/fuzz/regressions/$name" || outcome=1
  done
  return "$outcome"
}

suite_scripts() { "$python" tests/run_scripts.py; }

suite_layers() { "$python" tools/check_layers.py; }

suite_format() { # the layout of the sources is clang-format's
  check_format || { say "./dev format rewrites it"; return 1; }
  printf '%s passed, 0 failed\n' "$(git ls-files '*.h' '*.cpp' | wc -l)"
}

suite_cases() {
  compile dev portolan || return 1
  "$python" tests/run_cases.py
}

suite_docs() { # every command and example of the documentation
  compile dev portolan || return 1
  "$python" tests/docs_test.py
}

suite_examples() { # the links of the examples are those of the originals
  compile dev portolan || return 1
  "$python" tests/examples_test.py
}

suite_bad_input() { # whatever comes in, it ends as documented and leaves nothing half-written
  tools/test_bed.sh yaml-test-suite || say "without the YAML test suite"
  compile dev portolan || return 1
  "$python" tests/bad_input/run.py
}

suite_command_line() { # completion in real shells, help, manual, answers for programs
  compile dev portolan || return 1
  "$python" tests/command_line/run.py
}

suite_asan() { # the same units and cases, and the inputs that fuzzing found, with address and undefined behaviour watched
  compile asan all || return 1
  export ASAN_OPTIONS=detect_leaks=0:abort_on_error=1 UBSAN_OPTIONS=print_stacktrace=1:abort_on_error=1
  status=0
  build/asan/portolan_tests || status=1
  if [ -x build/asan/portolan ]; then "$python" tests/run_cases.py --binary build/asan/portolan || status=1; fi
  replay asan || status=1
  return "$status"
}

suite_cluster() {
  test_bed_ready etcd kube-apiserver kubectl helm gateway-api gateway-api-routes external-secrets prometheus-operator cert-manager || return 1
  compile dev portolan || return 1
  "$python" tests/cluster/run.py
}

suite_score() {
  test_bed_ready kube-score checkov || return 1
  compile dev portolan || return 1
  "$python" tests/second_opinion/score.py
}

suite_cyclonus() {
  test_bed_ready cyclonus || return 1
  compile dev portolan proof_oracle || return 1
  "$python" tests/second_opinion/policies.py --sets 1000 --applications 15
}

suite_properties() { # generated applications: equal ways of writing, who reaches whom, and corrections of planted mistakes
  compile dev portolan proof_oracle || return 1
  "$python" tests/properties/run.py
}

suite_pages() { # every diagnostic's page, its example run
  compile dev portolan || return 1
  "$python" tools/check_pages.py --binary build/dev/portolan
}

suite_secrets() { # what `portolan secrets` makes is all that the objects refer to, and stands nowhere else
  compile dev portolan || return 1
  "$python" tests/secrets/run.py
}

suite_servers() { # what charts give their accounts, applied to real servers and tried
  need servers
  test_bed_ready kafka || return 1
  compile dev access_oracle || return 1
  "$python" tests/servers/run.py
}

suite_slow() {
  test_bed_ready cyclonus || return 1
  compile dev portolan proof_oracle || return 1
  status=0
  "$python" tests/second_opinion/policies.py --sets 10000 --applications 200 || status=1
  "$python" tests/properties/run.py --applications 500 --seed 1000 || status=1
  "$python" tests/bad_input/run.py --full sizes interruptions || status=1
  return "$status"
}

# Whatever the later suites need and the cache lacks is made while the first ones compile.
test_bed_names="etcd kube-apiserver kubectl helm cyclonus kube-score checkov gateway-api gateway-api-routes external-secrets prometheus-operator cert-manager"

test_bed_ready() {
  if [ -n "$bed_pid" ]; then
    kill -0 "$bed_pid" 2>/dev/null && say "waiting for the test bed ($results/test_bed.log)"
    wait "$bed_pid" || true
    bed_pid=
  fi
  tools/test_bed.sh "$@"
}

start_test_bed() {
  bed_pid=
  for name in $test_bed_names; do
    if ! tools/test_bed.sh --path "$name" >/dev/null 2>&1; then
      say "making the test bed in the background ($results/test_bed.log)"
      # shellcheck disable=SC2086 # a list of words
      nice -n 5 tools/test_bed.sh $test_bed_names >"$results/test_bed.log" 2>&1 &
      bed_pid=$!
      trap 'kill "$bed_pid" 2>/dev/null || true' EXIT
      return 0
    fi
  done
}

# Sums every count in a log: lines `N passed, N failed` and doctest's summary.
count() { # LOG: prints PASSED FAILED
  awk '/^[0-9]+ passed, [0-9]+ failed$/ { passed += $1; failed += $3 }
       /^\[doctest\] test cases:/ { sub(/.*test cases: *[0-9]+ *\| */, ""); passed += $1; sub(/^[0-9]+ passed *\| */, ""); failed += $1 }
       END { print passed + 0, failed + 0 }' "$1"
}

run_suite() { # NAME
  begin=$(date +%s)
  say "suite $1"
  log=$results/$1.log
  # The counts of the parts are summed at the end; on the screen they would read like the end.
  { code=0; (suite_"$1") 2>&1 || code=$?; echo "$code" >"$results/$1.code"; } | tee "$log" | sed -u '/^[0-9]* passed, [0-9]* failed$/d'
  # shellcheck disable=SC2046 # two words
  set -- "$1" $(count "$log")
  passed=$2
  failed=$3
  [ "$(cat "$results/$1.code")" = 0 ] || [ "$failed" -gt 0 ] || failed=1
  total_passed=$((total_passed + passed))
  total_failed=$((total_failed + failed))
  printf 'suite %-10s %6d passed %4d failed  %4d s\n' "$1" "$passed" "$failed" "$(($(date +%s) - begin))" | tee -a "$results/summary.log"
}

default_suites="units scripts layers format cases pages examples bad_input command_line docs properties secrets servers cluster score cyclonus"
suites=
for suite in "${@:-default}"; do
  if [ "$suite" = default ]; then suites="$suites $default_suites"; else suites="$suites $suite"; fi
done
for suite in $suites; do
  case " $default_suites asan slow " in *" $suite "*) ;; *) fail "no suite $suite; there are $default_suites asan slow" ;; esac
done

need build test
bed_pid=
case " $suites " in *" cluster "* | *" score "* | *" cyclonus "* | *" slow "*) start_test_bed ;; esac
for suite in $suites; do run_suite "$suite"; done

printf '\n'
say "summary (logs in $results)"
cat "$results/summary.log"
printf '%d passed, %d failed\n' "$total_passed" "$total_failed"
[ "$total_failed" = 0 ]
