package io.sparkstead.stack.proof.store;

import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.ContainerView.Variable;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.Hinted;
import io.sparkstead.stack.proof.text.Near;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Whether what fills a MinIO names what it made before: aliases, users, policies, keys. */
public record Bootstraps(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule ALIAS_IS_SET =
      Rule.error("STO-03", "An alias that mc is given is one that was set")
          .why("mc takes it for a folder of its own, or stops: nothing is made in the store.")
          .fix("Set it by mc alias set, or use the one that is.");

  static final Rule USER_IS_ADDED =
      Rule.error("STO-04", "A user that a policy is attached to is added, and a user has a policy")
          .why("The store answers 403 to whatever the user asks.")
          .fix("Add the user by mc admin user add, and attach a policy to it.");

  static final Rule POLICY_IS_CREATED =
      Rule.error("STO-05", "A policy that is attached is one that was created")
          .why("mc stops at it, and the store answers 403 to whatever the user asks.")
          .fix("Name the policy as mc admin policy create does.");

  static final Rule KEY_IS_IN_THE_FILE =
      Rule.error("STO-06", "A script looks for keys by the names that a file of keys has")
          .why("What it reads stays empty, and the script stops or goes on without a key.")
          .fix("Look for aws_access_key_id and aws_secret_access_key.");

  /** What mc has of itself. */
  private static final Set<String> ALIASES = Set.of("local", "play", "s3", "gcs");

  private static final Set<String> POLICIES =
      Set.of("readonly", "readwrite", "writeonly", "diagnostics", "consoleAdmin");

  private static final String HOST = "MC_HOST_";

  /** What a file of keys may hold, as AWS reads it. */
  private static final Set<String> KEYS =
      Set.of(
          "aws_access_key_id", "aws_secret_access_key", "aws_session_token", "aws_security_token");

  private static final Hinted KEY =
      Hinted.onLine("(?<![\\w$.{-])(aws_[a-z_]*(?:key|token|secret)[a-z_]*)", "aws_");

  /** In front of a branch of a case: the file has small letters. */
  private static final Hinted CASE_OF_KEY =
      Hinted.onLine("(?<![\\w$.{-])(AWS_[A-Z_]*(?:KEY|TOKEN)[A-Z_]*)\\*\\)", "AWS_");

  @Override
  public void check() {
    for (Workload workload : stack.workloads()) {
      String told = stack.allTold(workload);
      List<McCommand> commands = McCommand.allOf(stack, workload);
      if (!commands.isEmpty()) {
        aliasesAreSet(workload, commands);
        usersAreAdded(workload, commands);
        policiesAreCreated(workload, commands);
      }
      if (told.contains("credentials")) {
        keysAreInTheFile(workload, told);
      }
    }
  }

  private void aliasesAreSet(Workload workload, List<McCommand> commands) {
    Set<String> set = new TreeSet<>(hosts(workload));
    for (McCommand command : commands) {
      set.addAll(command.setsAlias());
    }
    for (McCommand command : commands) {
      String alias = command.alias();
      boolean isKnown = alias.isEmpty() || set.contains(alias) || ALIASES.contains(alias);
      // A name from a variable may be any.
      if (!isKnown && McCommand.areLiteral(set) && McCommand.isLiteral(alias)) {
        inFile(ALIAS_IS_SET, place(workload, command.toString()), command.toString())
            .say(
                "{it} runs {} on {}, which no alias set made{}", command, alias, meant(alias, set));
      }
    }
  }

  private static String meant(String alias, Set<String> set) {
    return set.isEmpty() ? "; set it by mc alias set" : Near.remedy(alias, set);
  }

  /** Those that variables make. */
  private static Set<String> hosts(Workload workload) {
    Set<String> hosts = new TreeSet<>();
    for (ContainerView container : workload.containers()) {
      for (Variable variable : container.variables()) {
        if (variable.name().startsWith(HOST)) {
          hosts.add(variable.name().substring(HOST.length()));
        }
      }
      if (!container.variableSources().isEmpty() || container.commandLine().contains(HOST)) {
        hosts.add("$");
      }
    }
    return hosts;
  }

  private void usersAreAdded(Workload workload, List<McCommand> commands) {
    Set<String> added = new TreeSet<>();
    boolean isAdded = false;
    boolean isGiven = false;
    for (McCommand command : commands) {
      isAdded |= command.does("admin user add");
      isGiven |= command.givesPolicy();
      if (command.does("admin user add") && command.targets().size() > 1) {
        added.add(command.targets().get(1));
      }
    }
    for (McCommand command : commands) {
      for (String user : command.users()) {
        boolean isThere = isAdded && (added.isEmpty() || added.contains(user));
        boolean isJudged = !isAdded || (McCommand.areLiteral(added) && McCommand.isLiteral(user));
        if (!isThere && isJudged) {
          inFile(USER_IS_ADDED, place(workload, command.toString()), command.toString())
              .say(
                  "{it} attaches a policy to user {}, whom nobody adds; add it by mc admin user add",
                  user);
        }
      }
      if (command.does("admin user add") && !isGiven) {
        inFile(USER_IS_ADDED, place(workload, command.toString()), command.toString())
            .say("{it} adds a user and attaches no policy to it; do so by mc admin policy attach");
      }
    }
  }

  private void policiesAreCreated(Workload workload, List<McCommand> commands) {
    Set<String> created = new TreeSet<>();
    for (McCommand command : commands) {
      created.addAll(command.createsPolicy());
    }
    for (McCommand command : commands) {
      for (String policy : command.attaches()) {
        if (!created.contains(policy)
            && !POLICIES.contains(policy)
            && McCommand.areLiteral(created)
            && McCommand.isLiteral(policy)) {
          Set<String> known = new TreeSet<>(created.isEmpty() ? POLICIES : created);
          inFile(POLICY_IS_CREATED, place(workload, command.toString()), command.toString())
              .say(
                  "{it} attaches policy {}, which nobody creates{}",
                  policy,
                  Near.remedy(policy, known));
        }
      }
    }
  }

  private void keysAreInTheFile(Workload workload, String told) {
    List<String> keys = new ArrayList<>(KEY.findAll(told));
    keys.addAll(CASE_OF_KEY.findAll(told));
    for (String key : keys) {
      if (!KEYS.contains(key)) {
        inFile(KEY_IS_IN_THE_FILE, place(workload, key), key)
            .say("{it} looks for {}, which no file of keys has{}", key, Near.remedy(key, KEYS));
      }
    }
  }

  /** The file that tells {@code workload} so. */
  private String place(Workload workload, String text) {
    for (var told : stack.told(workload).entrySet()) {
      if (told.getValue().contains(text)) {
        return told.getKey();
      }
    }
    return workload.path();
  }
}
