package io.sparkstead.stack.proof.syntax.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.syntax.tree.Grammar;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShellVariablesTest {

  private static ShellVariables of(String script) {
    return new ShellVariables(Grammar.BASH.read(script).orElseThrow());
  }

  private static List<String> unset(String script) {
    ShellVariables variables = of(script);
    return variables.reads().stream()
        .map(ShellVariables.Read::name)
        .filter(name -> !variables.set().contains(name))
        .distinct()
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=1; echo $a",
        "read -r a b <<< x; echo $a $b",
        "while read -r a; do echo $a; done < x",
        "for a in x; do echo $a; done",
        "for ((a = 0; a < 3; a++)); do echo $a; done",
        "select a in x; do echo $a; done",
        "f() { local a=1 b; echo $a $b; }",
        "export a; declare -i b=2; readonly c=3; echo $a $b $c",
        "printf -v a %s x; echo $a",
        "mapfile -t a < x; echo ${a[0]} ${#a[@]} ${a[@]}",
        "getopts x a; echo $a",
        "IFS=: read -ra a <<< x; echo ${a[*]}",
        "((a = 3)); echo $a",
        "let a=3; echo $a",
        ": \"${a:?x}\"; echo $a",
        ": ${a:=x} ${b=x}; echo $a $b",
        "if [ -n \"${a:-}\" ]; then echo $a; fi",
        "if [ -n \"${a+x}\" ]; then echo $a; fi",
        "[[ -v a ]] && echo $a",
        "exec {a}> x; echo hi >&$a",
        "echo $1 $@ $# ${10} $? $$",
        "echo '$a' \\$a",
        "cat <<'E'\n$a\nE",
        "a[1]=2; echo ${a[1]}",
        "a+=x; echo $a",
        "echo $((a = 1)) $a",
      })
  void what_is_set_in_some_way_is_not_missing(String script) {
    assertThat(unset(script)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "echo $a, a",
    "echo \"x ${a} y\", a",
    "echo ${a%/*}, a",
    "echo ${#a}, a",
    "echo $(b \"$a\"), a",
    "x=$a, a",
    "echo $((a + 1)), a",
    "'cat <<E\n$a\nE', a",
    "a=$b c, b",
    "for x in $a; do :; done, a",
    "case $a in b) ;; esac, a",
    "echo ${b:-$a}, a",
    "'[ \"$a\" = x ]', a",
    "'[[ $a = x ]]', a",
    "echo > \"$a\", a",
  })
  void what_nothing_sets_is_missing(String script, String name) {
    assertThat(unset(script)).containsExactly(name);
  }

  @ParameterizedTest
  @CsvSource({
    "set -u, true",
    "set -eu, true",
    "set -Eeuo pipefail, true",
    "set -euxo pipefail, true",
    "set -o nounset, true",
    "set -e -o pipefail -o nounset, true",
    "'#!/bin/sh -eu', true",
    "set -e, false",
    "set -o pipefail, false",
    "set -- u, false",
    "set -eu; set +u, false",
    "set -eu; eval x, false",
    "set -eu; . ./lib.sh, false",
    "set -eu; source lib.sh, false",
    "echo -u, false",
  })
  void unset_variables_are_refused_where_a_script_says_so(String script, boolean isRefused) {
    assertThat(of(script).isUnsetRefused(false)).isEqualTo(isRefused);
  }

  @Test
  void what_others_are_given_is_exported() {
    assertThat(new TreeSet<>(of("export A=1 B; C=2 run; D=3; E=4; export E").exported()))
        .containsExactly("A", "B", "C", "E");
  }
}
