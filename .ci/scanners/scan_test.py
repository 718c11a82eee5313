"""What the verdict of scan.py must be."""

import unittest

import scan
from scan import Broken, Exempt, Finding

ROLE = Finding("homelab", "trivy/KSV048", "Role/driver", "makes pods")
SERVICE = Finding("homelab", "monokle/KBP114", "Service/ui", "is exposed")
WHY = Exempt(["trivy/KSV048"], ["Role/*"], "drivers make pods")


class Verdict(unittest.TestCase):

    def test_a_finding_that_is_excused_passes(self):
        self.assertEqual(scan.problems([ROLE], [WHY]), [])

    def test_a_finding_that_nobody_excuses_fails(self):
        self.assertEqual(scan.problems([ROLE, SERVICE], [WHY]),
                         ["homelab: monokle/KBP114 Service/ui: is exposed"])

    def test_an_exception_holds_for_its_own_objects_alone(self):
        other = ROLE._replace(object="ClusterRole/driver")
        self.assertEqual(scan.problems([ROLE, other], [WHY]),
                         ["homelab: trivy/KSV048 ClusterRole/driver: makes pods"])

    def test_an_exception_that_excuses_nothing_fails(self):
        self.assertEqual(len(scan.problems([], [WHY])), 2)

    def test_each_rule_and_object_of_an_exception_has_to_be_needed(self):
        wide = WHY._replace(rules=["trivy/KSV048", "trivy/KSV049"], objects=["Role/*", "Pod/x"])
        self.assertEqual(
            scan.problems([ROLE], [wide]),
            ["trivy/KSV049 excuses nothing on Role/*, Pod/x; take it out",
             "Pod/x needs no excuse from trivy/KSV048, trivy/KSV049; take it out"])

    def test_eleven_exceptions_fail(self):
        self.assertEqual(scan.problems([ROLE], [WHY] * 11), ["11 exceptions; 10 is the most"])

    def test_an_exception_has_a_reason(self):
        for entry in ("{rules: [a], objects: [b]}", "{rules: [a], objects: [b], reason: ''}",
                      "{rules: [], objects: [b], reason: c}"):
            with self.assertRaises(Broken):
                scan.exceptions(f"[{entry}]")

    def test_a_planted_mistake_has_to_be_found(self):
        found = ROLE._replace(tree="planted")
        self.assertEqual(scan.missed([found], ["trivy/KSV048 Role/driver"]), [])
        self.assertEqual(scan.missed([ROLE], ["trivy/KSV048 Role/driver"]),
                         ["planted, and not found: trivy/KSV048 Role/driver"])


class Judge(unittest.TestCase):

    def test_one_that_is_not_there_is_broken(self):
        with self.assertRaises(Broken):
            scan.run("no-such-judge")

    def test_one_that_crashes_is_broken(self):
        with self.assertRaises(Broken):
            scan.run("sh", "-c", "exit 2", exit_codes=(0, 1))

    def test_one_that_says_nothing_is_broken(self):
        with self.assertRaises(Broken):
            scan.parsed("trivy", "")

    def test_one_with_nothing_to_look_at_is_broken(self):
        with self.assertRaises(Broken):
            scan.some([], "script", "homelab")


class Documented(unittest.TestCase):
    ENTRY = scan.Exempt(["trivy/A"], ["Role/x"], "so be\n  it")

    def test_a_page_that_shows_every_exception_is_current(self):
        page = f"# Security\n\n{scan.table([self.ENTRY])}\nmore"
        self.assertEqual(scan.undocumented([self.ENTRY], page), [])

    def test_a_page_that_lacks_one_is_not(self):
        [problem] = scan.undocumented([self.ENTRY], scan.table([]))
        self.assertIn("| `trivy/A` | `Role/x` | so be it |", problem)


if __name__ == "__main__":
    unittest.main()
