package io.sparkstead.stack.proof;

import io.sparkstead.stack.proof.cluster.Claims;
import io.sparkstead.stack.proof.cluster.CommandHeaps;
import io.sparkstead.stack.proof.cluster.Forwards;
import io.sparkstead.stack.proof.cluster.Grants;
import io.sparkstead.stack.proof.cluster.Habits;
import io.sparkstead.stack.proof.cluster.NodeTerms;
import io.sparkstead.stack.proof.cluster.NodeWords;
import io.sparkstead.stack.proof.cluster.OpenRules;
import io.sparkstead.stack.proof.cluster.Profiles;
import io.sparkstead.stack.proof.cluster.Regions;
import io.sparkstead.stack.proof.cluster.RootKeys;
import io.sparkstead.stack.proof.cluster.Schedules;
import io.sparkstead.stack.proof.cluster.ServiceWords;
import io.sparkstead.stack.proof.cluster.Spreads;
import io.sparkstead.stack.proof.cluster.TokenAudiences;
import io.sparkstead.stack.proof.contract.PartsWords;
import io.sparkstead.stack.proof.device.ExecutorDevices;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.image.BasePrograms;
import io.sparkstead.stack.proof.image.BuildSteps;
import io.sparkstead.stack.proof.image.BuildUsers;
import io.sparkstead.stack.proof.image.FetchedPrograms;
import io.sparkstead.stack.proof.image.HiddenPrograms;
import io.sparkstead.stack.proof.image.MountedPrograms;
import io.sparkstead.stack.proof.image.OwnFolders;
import io.sparkstead.stack.proof.image.Pulled;
import io.sparkstead.stack.proof.image.ReadableFiles;
import io.sparkstead.stack.proof.image.ScriptFiles;
import io.sparkstead.stack.proof.image.Servers;
import io.sparkstead.stack.proof.image.Shells;
import io.sparkstead.stack.proof.image.SparkFiles;
import io.sparkstead.stack.proof.image.SparkInImages;
import io.sparkstead.stack.proof.image.Stages;
import io.sparkstead.stack.proof.image.StartedClasses;
import io.sparkstead.stack.proof.image.StartedCommands;
import io.sparkstead.stack.proof.image.StartedPrograms;
import io.sparkstead.stack.proof.image.Writable;
import io.sparkstead.stack.proof.kubernetes.Accounts;
import io.sparkstead.stack.proof.kubernetes.Budgets;
import io.sparkstead.stack.proof.kubernetes.Mounts;
import io.sparkstead.stack.proof.kubernetes.Objects;
import io.sparkstead.stack.proof.kubernetes.Pods;
import io.sparkstead.stack.proof.kubernetes.Privileges;
import io.sparkstead.stack.proof.kubernetes.Programs;
import io.sparkstead.stack.proof.kubernetes.Quotas;
import io.sparkstead.stack.proof.kubernetes.References;
import io.sparkstead.stack.proof.kubernetes.Standstill;
import io.sparkstead.stack.proof.kubernetes.Updates;
import io.sparkstead.stack.proof.mesh.Dialled;
import io.sparkstead.stack.proof.mesh.Meshes;
import io.sparkstead.stack.proof.network.Addresses;
import io.sparkstead.stack.proof.network.Borders;
import io.sparkstead.stack.proof.network.Destinations;
import io.sparkstead.stack.proof.network.Listeners;
import io.sparkstead.stack.proof.network.Namespaces;
import io.sparkstead.stack.proof.network.Network;
import io.sparkstead.stack.proof.network.Opened;
import io.sparkstead.stack.proof.network.PortTries;
import io.sparkstead.stack.proof.network.Ports;
import io.sparkstead.stack.proof.network.Proxies;
import io.sparkstead.stack.proof.network.RoleAddresses;
import io.sparkstead.stack.proof.network.Services;
import io.sparkstead.stack.proof.network.SourceRanges;
import io.sparkstead.stack.proof.network.Subnets;
import io.sparkstead.stack.proof.pod.Circles;
import io.sparkstead.stack.proof.pod.DiskClasses;
import io.sparkstead.stack.proof.pod.Disks;
import io.sparkstead.stack.proof.pod.InitContainers;
import io.sparkstead.stack.proof.pod.Lifecycles;
import io.sparkstead.stack.proof.pod.Neighbours;
import io.sparkstead.stack.proof.pod.Permissions;
import io.sparkstead.stack.proof.pod.Portions;
import io.sparkstead.stack.proof.pod.Resolvers;
import io.sparkstead.stack.proof.pod.Runs;
import io.sparkstead.stack.proof.pod.SharedPorts;
import io.sparkstead.stack.proof.pod.Starting;
import io.sparkstead.stack.proof.room.ClaimRoom;
import io.sparkstead.stack.proof.room.DriverRoom;
import io.sparkstead.stack.proof.room.GoMemory;
import io.sparkstead.stack.proof.room.Overlaps;
import io.sparkstead.stack.proof.room.ResourceFit;
import io.sparkstead.stack.proof.room.TemplateRoom;
import io.sparkstead.stack.proof.route.AskedWords;
import io.sparkstead.stack.proof.route.Clients;
import io.sparkstead.stack.proof.route.Gateways;
import io.sparkstead.stack.proof.route.Hosts;
import io.sparkstead.stack.proof.route.OpenShiftRoutes;
import io.sparkstead.stack.proof.route.Patience;
import io.sparkstead.stack.proof.route.ProbedPaths;
import io.sparkstead.stack.proof.route.ProbedSessions;
import io.sparkstead.stack.proof.route.ProgramsOptions;
import io.sparkstead.stack.proof.route.RewrittenHosts;
import io.sparkstead.stack.proof.route.SparkPages;
import io.sparkstead.stack.proof.route.SubmitArguments;
import io.sparkstead.stack.proof.route.Submits;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.settings.Dashboards;
import io.sparkstead.stack.proof.settings.JavaSettings;
import io.sparkstead.stack.proof.settings.NamedClasses;
import io.sparkstead.stack.proof.settings.NamedFiles;
import io.sparkstead.stack.proof.settings.NamedObjects;
import io.sparkstead.stack.proof.settings.OneSecret;
import io.sparkstead.stack.proof.settings.PathsForValues;
import io.sparkstead.stack.proof.settings.PropertyFiles;
import io.sparkstead.stack.proof.settings.Sessions;
import io.sparkstead.stack.proof.settings.Submissions;
import io.sparkstead.stack.proof.settings.TakenNames;
import io.sparkstead.stack.proof.settings.TemplateCommands;
import io.sparkstead.stack.proof.settings.Templates;
import io.sparkstead.stack.proof.settings.TimesAndCounts;
import io.sparkstead.stack.proof.spark.Allocation;
import io.sparkstead.stack.proof.spark.Connect;
import io.sparkstead.stack.proof.spark.Drivers;
import io.sparkstead.stack.proof.spark.Heaps;
import io.sparkstead.stack.proof.spark.Housekeeping;
import io.sparkstead.stack.proof.spark.ImageContents;
import io.sparkstead.stack.proof.spark.ImageReleases;
import io.sparkstead.stack.proof.spark.ImageTools;
import io.sparkstead.stack.proof.spark.ImageUsers;
import io.sparkstead.stack.proof.spark.MonitorWords;
import io.sparkstead.stack.proof.spark.Monitors;
import io.sparkstead.stack.proof.spark.Placements;
import io.sparkstead.stack.proof.spark.RpcSecret;
import io.sparkstead.stack.proof.spark.Settings;
import io.sparkstead.stack.proof.spark.SparkPods;
import io.sparkstead.stack.proof.storage.Committers;
import io.sparkstead.stack.proof.storage.EventLogs;
import io.sparkstead.stack.proof.storage.HistoryServers;
import io.sparkstead.stack.proof.storage.IcebergCatalogs;
import io.sparkstead.stack.proof.storage.KeyFiles;
import io.sparkstead.stack.proof.storage.LeftShuffles;
import io.sparkstead.stack.proof.storage.LocalDirs;
import io.sparkstead.stack.proof.storage.OutsideStores;
import io.sparkstead.stack.proof.storage.S3Endpoints;
import io.sparkstead.stack.proof.storage.StoreCredentials;
import io.sparkstead.stack.proof.storage.StoreEncryption;
import io.sparkstead.stack.proof.storage.StoreSettings;
import io.sparkstead.stack.proof.storage.TrustedStores;
import io.sparkstead.stack.proof.storage.Uploads;
import io.sparkstead.stack.proof.store.Bootstraps;
import io.sparkstead.stack.proof.store.BucketPolicies;
import io.sparkstead.stack.proof.store.BucketUsers;
import io.sparkstead.stack.proof.store.FsShells;
import io.sparkstead.stack.proof.store.MadeBefore;
import io.sparkstead.stack.proof.store.MinioLimits;
import io.sparkstead.stack.proof.store.MinioVariables;
import io.sparkstead.stack.proof.store.StoreArguments;
import io.sparkstead.stack.proof.store.StoreDisks;
import io.sparkstead.stack.proof.store.StoreScripts;
import io.sparkstead.stack.proof.store.StoreWaits;
import io.sparkstead.stack.proof.store.WeedNames;
import io.sparkstead.stack.proof.store.WeedServers;
import io.sparkstead.stack.proof.supply.Applications;
import io.sparkstead.stack.proof.supply.Builds;
import io.sparkstead.stack.proof.supply.Credentials;
import io.sparkstead.stack.proof.supply.FetchedSecrets;
import io.sparkstead.stack.proof.supply.Jars;
import io.sparkstead.stack.proof.supply.Locks;
import io.sparkstead.stack.proof.supply.Pins;
import io.sparkstead.stack.proof.supply.SkippedContainers;
import io.sparkstead.stack.proof.supply.Slots;
import io.sparkstead.stack.proof.supply.SyncOptions;
import io.sparkstead.stack.proof.supply.SyncWords;
import io.sparkstead.stack.proof.supply.Syncing;
import io.sparkstead.stack.proof.supply.Trust;
import io.sparkstead.stack.proof.syntax.CopiedLinks;
import io.sparkstead.stack.proof.syntax.GivenUp;
import io.sparkstead.stack.proof.syntax.HookTries;
import io.sparkstead.stack.proof.syntax.JsonTexts;
import io.sparkstead.stack.proof.syntax.JupyterAccess;
import io.sparkstead.stack.proof.syntax.JupyterConfigs;
import io.sparkstead.stack.proof.syntax.JupyterNotebooks;
import io.sparkstead.stack.proof.syntax.JupyterServers;
import io.sparkstead.stack.proof.syntax.Owners;
import io.sparkstead.stack.proof.syntax.PythonEnds;
import io.sparkstead.stack.proof.syntax.PythonRuns;
import io.sparkstead.stack.proof.syntax.PythonTexts;
import io.sparkstead.stack.proof.syntax.ScriptArguments;
import io.sparkstead.stack.proof.syntax.ScriptRuns;
import io.sparkstead.stack.proof.syntax.Scripts;
import io.sparkstead.stack.proof.syntax.Unjudged;
import io.sparkstead.stack.proof.syntax.Workspaces;
import io.sparkstead.stack.proof.syntax.python.CalledBack;
import io.sparkstead.stack.proof.syntax.shell.ShellLoops;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Every family of rules that ships. */
final class Families {

  private Families() {}

  /** Those to ask {@code stack}, which add to {@code findings}. */
  static List<FamilyCheck> on(Evidence stack, Findings findings) {
    return stack.isByAPerson()
        ? ofAPerson(ofParts(stack, findings), stack, findings)
        : ofParts(stack, findings);
  }

  /**
   * With those that judge what people say in words of Spark's, Java's or Kubernetes', which no part
   * that ships says wrongly: {@code ByPartsTest} has asked them.
   */
  private static List<FamilyCheck> ofAPerson(
      List<FamilyCheck> ofParts, Evidence stack, Findings findings) {
    List<FamilyCheck> all = new ArrayList<>(ofParts);
    all.add(new Applications(stack, findings));
    all.add(new AskedWords(stack, findings));
    all.add(new BasePrograms(stack, findings));
    all.add(new Bootstraps(stack, findings));
    all.add(new BucketPolicies(stack, findings));
    all.add(new BucketUsers(stack, findings));
    all.add(new BuildSteps(stack, findings));
    all.add(new ClaimRoom(stack, findings));
    all.add(new BuildUsers(stack, findings));
    all.add(new Circles(stack, findings));
    all.add(new Claims(stack, findings));
    all.add(new Clients(stack, findings));
    all.add(new CommandHeaps(stack, findings));
    all.add(new Committers(stack, findings));
    all.add(new CopiedLinks(stack, findings));
    all.add(new Dashboards(stack, findings));
    all.add(new Dialled(stack, findings));
    all.add(new DiskClasses(stack, findings));
    all.add(new Disks(stack, findings));
    all.add(new FetchedPrograms(stack, findings));
    all.add(new DriverRoom(stack, findings));
    all.add(new FetchedSecrets(stack, findings));
    all.add(new Forwards(stack, findings));
    all.add(new FsShells(stack, findings));
    all.add(new Gateways(stack, findings));
    all.add(new GivenUp(stack, findings));
    all.add(new GoMemory(stack, findings));
    all.add(new Grants(stack, findings));
    all.add(new Habits(stack, findings));
    all.add(new HiddenPrograms(stack, findings));
    all.add(new HookTries(stack, findings));
    all.add(new Hosts(stack, findings));
    all.add(new ImageTools(stack, findings));
    all.add(new InitContainers(stack, findings));
    all.add(new Jars(stack, findings));
    all.add(new JavaSettings(stack, findings));
    all.add(new JsonTexts(stack, findings));
    all.add(new JupyterAccess(stack, findings));
    all.add(new JupyterConfigs(stack, findings));
    all.add(new JupyterNotebooks(stack, findings));
    all.add(new JupyterServers(stack, findings));
    all.add(new KeyFiles(stack, findings));
    all.add(new Meshes(stack, findings));
    all.add(new Lifecycles(stack, findings));
    all.add(new LocalDirs(stack, findings));
    all.add(new Locks(stack, findings));
    all.add(new MinioLimits(stack, findings));
    all.add(new MinioVariables(stack, findings));
    all.add(new MonitorWords(stack, findings));
    all.add(new MountedPrograms(stack, findings));
    all.add(new NamedClasses(stack, findings));
    all.add(new NamedFiles(stack, findings));
    all.add(new NamedObjects(stack, findings));
    all.add(new Namespaces(stack, findings));
    all.add(new Neighbours(stack, findings));
    all.add(new NodeTerms(stack, findings));
    all.add(new NodeWords(stack, findings));
    all.add(new OneSecret(stack, findings));
    all.add(new Opened(stack, findings));
    all.add(new OpenRules(stack, findings));
    all.add(new OpenShiftRoutes(stack, findings));
    all.add(new Overlaps(stack, findings));
    all.add(new Owners(stack, findings));
    all.add(new OwnFolders(stack, findings));
    all.add(new PartsWords(stack, findings));
    all.add(new Patience(stack, findings));
    all.add(new Permissions(stack, findings));
    all.add(new Portions(stack, findings));
    all.add(new PortTries(stack, findings));
    all.add(new ProbedPaths(stack, findings));
    all.add(new Profiles(stack, findings));
    all.add(new PropertyFiles(stack, findings));
    all.add(new Proxies(stack, findings));
    all.add(new Pulled(stack, findings));
    all.add(new PythonEnds(stack, findings));
    all.add(new PythonRuns(stack, findings));
    all.add(new PythonTexts(stack, findings));
    all.add(new Resolvers(stack, findings));
    all.add(new RewrittenHosts(stack, findings));
    all.add(new RoleAddresses(stack, findings));
    all.add(new RootKeys(stack, findings));
    all.add(new Runs(stack, findings));
    all.add(new Schedules(stack, findings));
    all.add(new ScriptArguments(stack, findings));
    all.add(new ScriptFiles(stack, findings));
    all.add(new ScriptRuns(stack, findings));
    all.add(new Scripts(stack, findings));
    all.add(new Servers(stack, findings));
    all.add(new ServiceWords(stack, findings));
    all.add(new Sessions(stack, findings));
    all.add(new SharedPorts(stack, findings));
    all.add(new Shells(stack, findings));
    all.add(new SkippedContainers(stack, findings));
    all.add(new SourceRanges(stack, findings));
    all.add(new SparkFiles(stack, findings));
    all.add(new SparkInImages(stack, findings));
    all.add(new SparkPages(stack, findings));
    all.add(new Spreads(stack, findings));
    all.add(new Stages(stack, findings));
    all.add(new Starting(stack, findings));
    all.add(new StartedClasses(stack, findings));
    all.add(new StartedCommands(stack, findings));
    all.add(new StartedPrograms(stack, findings));
    all.add(new StoreArguments(stack, findings));
    all.add(new StoreDisks(stack, findings));
    all.add(new StoreEncryption(stack, findings));
    all.add(new StoreScripts(stack, findings));
    all.add(new StoreSettings(stack, findings));
    all.add(new StoreWaits(stack, findings));
    all.add(new Submissions(stack, findings));
    all.add(new Subnets(stack, findings));
    all.add(new SubmitArguments(stack, findings));
    all.add(new Submits(stack, findings));
    all.add(new SyncOptions(stack, findings));
    all.add(new SyncWords(stack, findings));
    all.add(new TakenNames(stack, findings));
    all.add(new TemplateRoom(stack, findings));
    all.add(new TemplateCommands(stack, findings));
    all.add(new Templates(stack, findings));
    all.add(new TimesAndCounts(stack, findings));
    all.add(new TokenAudiences(stack, findings));
    all.add(new Trust(stack, findings));
    all.add(new MadeBefore(stack, findings));
    all.add(new ShellLoops(stack, findings));
    all.add(new ProgramsOptions(stack, findings));
    all.add(new ProbedSessions(stack, findings));
    all.add(new Regions(stack, findings));
    all.add(new LeftShuffles(stack, findings));
    all.add(new PathsForValues(stack, findings));
    all.add(new ReadableFiles(stack, findings));
    all.add(new CalledBack(stack, findings));
    all.add(new TrustedStores(stack, findings));
    all.add(new Unjudged(stack, findings));
    all.add(new WeedNames(stack, findings));
    all.add(new WeedServers(stack, findings));
    all.add(new Workspaces(stack, findings));
    all.add(new Writable(stack, findings));
    return all;
  }

  /** Those that judge what comes of arguments too. */
  private static List<FamilyCheck> ofParts(Evidence stack, Findings findings) {
    return List.of(
        new Accounts(stack, findings),
        new Addresses(stack, findings),
        new Borders(stack, findings),
        new Budgets(stack, findings),
        new Destinations(stack, findings),
        new Listeners(stack, findings),
        new Mounts(stack, findings),
        new Network(stack, findings),
        new Objects(stack, findings),
        new Pods(stack, findings),
        new Ports(stack, findings),
        new Privileges(stack, findings),
        new Programs(stack, findings),
        new Quotas(stack, findings),
        new References(stack, findings),
        new Services(stack, findings),
        new Standstill(stack, findings),
        new Updates(stack, findings),
        new Allocation(stack, findings),
        new Connect(stack, findings),
        new ExecutorDevices(stack, findings),
        new Drivers(stack, findings),
        new EventLogs(stack, findings),
        new HistoryServers(stack, findings),
        new Heaps(stack, findings),
        new Housekeeping(stack, findings),
        new IcebergCatalogs(stack, findings),
        new ImageContents(stack, findings),
        new ImageReleases(stack, findings),
        new ImageUsers(stack, findings),
        new Monitors(stack, findings),
        new OutsideStores(stack, findings),
        new Placements(stack, findings),
        new ResourceFit(stack, findings),
        new RpcSecret(stack, findings),
        new S3Endpoints(stack, findings),
        new Settings(stack, findings),
        new SparkPods(stack, findings),
        new StoreCredentials(stack, findings),
        new Uploads(stack, findings),
        new Builds(stack, findings),
        new Credentials(stack, findings),
        new Pins(stack, findings),
        new Slots(stack, findings),
        new Syncing(stack, findings));
  }

  /** Every rule that ships, as its family declares it. */
  static List<Rule> rules() {
    List<Rule> rules = new ArrayList<>();
    Evidence nothing = new Evidence("", List.of(), Map.of(), Map.of(), Map.of());
    for (FamilyCheck family : on(nothing, new Findings())) {
      rules.addAll(family.rules());
    }
    rules.add(Proof.EXCEPTION_IS_NEEDED);
    return rules;
  }
}
