package io.sparkstead.render.spark.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.http.Buffer;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * fabric8's API server, with the rendered accounts and Roles: who calls is known by a token, what
 * no Role of theirs allows is forbidden, and every call is kept.
 */
public final class ApiServer implements AutoCloseable {

  private static final String ADMINISTRATOR = "system:admin";

  /** /api/v1/namespaces/spark/pods/a/status, /apis/apps/v1/namespaces/spark/statefulsets */
  private static final Pattern PATH =
      Pattern.compile(
          "/(?:api|apis/(?<group>[^/]+))/v[^/]+/namespaces/[^/]+/(?<resource>[^/]+)"
              + "(?:/(?<name>[^/]+)(?:/(?<sub>[^/]+))?)?");

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Held on to: a logger nobody holds forgets its level. It would log each request. */
  private static final Logger LOGGER = Logger.getLogger(MockWebServer.class.getName());

  static {
    LOGGER.setLevel(Level.WARNING);
  }

  private final Rendered rendered;
  private final KubernetesMockServer server;
  private final KubernetesClient client;
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private volatile String refused = "";

  ApiServer(Rendered rendered, String address) {
    this.rendered = rendered;
    server =
        new KubernetesMockServer(
            new Context(), new MockWebServer(), new HashMap<>(), new Guarded(), false);
    try {
      server.init(InetAddress.getByName(address), 0);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
    client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder()
                    .withAutoConfigure(false)
                    .withMasterUrl("http://" + address + ":" + server.getPort())
                    .withOauthToken(tokenOf(ADMINISTRATOR))
                    .build())
            .build();
  }

  /**
   * What an account asked for.
   *
   * @param resource as a Role names it
   */
  public record Call(String account, String verb, String group, String resource, boolean allowed) {

    /** As a person says it. */
    public String words() {
      return verb + " " + resource + (group.isEmpty() ? "" : "." + group);
    }
  }

  int port() {
    return server.getPort();
  }

  /** May do all, and leaves no call behind. */
  KubernetesClient administrator() {
    return client;
  }

  String tokenOf(String account) {
    return "token-of-" + account;
  }

  /** From now on, says no to what is allowed, as a full quota does: {@code create pods}. */
  public void refuse(String words) {
    refused = words;
  }

  /** How often {@code account} asked for what, so far. */
  public Map<String, Integer> asked(String account) {
    Map<String, Integer> asked = new TreeMap<>();
    calls.stream()
        .filter(call -> call.account().equals(account))
        .forEach(call -> asked.merge(call.words(), 1, Integer::sum));
    return asked;
  }

  /** What was asked for and forbidden. */
  public List<Call> forbidden() {
    return calls.stream().filter(call -> !call.allowed()).distinct().toList();
  }

  /** All that the Roles of {@code account} allow, in the words of a call. */
  public Set<String> allowed(String account) {
    Set<String> allowed = new TreeSet<>();
    for (PolicyRule rule : rules(account)) {
      for (String group : rule.getApiGroups()) {
        for (String resource : rule.getResources()) {
          for (String verb : rule.getVerbs()) {
            allowed.add(new Call(account, verb, group, resource, true).words());
          }
        }
      }
    }
    return allowed;
  }

  private List<PolicyRule> rules(String account) {
    return rendered
        .all(RoleBinding.class)
        .filter(
            binding ->
                binding.getSubjects().stream()
                    .anyMatch(
                        subject ->
                            subject.getKind().equals("ServiceAccount")
                                && subject.getName().equals(account)))
        .map(binding -> rendered.the(Role.class, binding.getRoleRef().getName()))
        .flatMap(role -> role.getRules().stream())
        .toList();
  }

  @Override
  public void close() {
    client.close();
    server.destroy();
  }

  /** Looks at each request before it is answered. */
  private final class Guarded extends KubernetesCrudDispatcher {

    @Override
    public MockResponse dispatch(RecordedRequest request) {
      String account = account(request);
      Matcher path = PATH.matcher(request.getPath().replaceFirst("\\?.*", ""));
      // What is not about a resource, such as the server's version, is for everybody to see.
      if (account.equals(ADMINISTRATOR) || !path.matches()) {
        return super.dispatch(request);
      }
      if (account.isEmpty()) {
        return answer(401, "Unauthorized");
      }
      List<String> verbs = verbs(request, path);
      for (String verb : verbs) {
        Call asked = call(account, verb, path);
        boolean allowed = allowed(account).contains(asked.words());
        calls.add(new Call(account, verb, asked.group(), asked.resource(), allowed));
        if (!allowed) {
          return answer(403, "account " + account + " may not " + asked.words());
        }
        if (asked.words().equals(refused)) {
          return answer(403, "exceeded quota");
        }
      }
      if (isApply(request)) {
        return apply(request);
      }
      boolean createsPod =
          request.getMethod().equals("POST") && path.group("resource").equals("pods");
      return super.dispatch(createsPod ? pending(request) : request);
    }

    /** A real one gives each new pod a phase, and Spark counts on it. */
    private RecordedRequest pending(RecordedRequest request) {
      try {
        ObjectNode pod = (ObjectNode) JSON.readTree(request.getUtf8Body());
        pod.putObject("status").put("phase", "Pending");
        return new RecordedRequest(
            request.getHttpVersion(),
            request.method(),
            request.getPath(),
            request.getHeaders(),
            new Buffer(JSON.writeValueAsBytes(pod)));
      } catch (JsonProcessingException e) {
        throw new IllegalArgumentException("a pod that is no JSON", e);
      }
    }

    private Call call(String account, String verb, Matcher path) {
      String group = path.group("group") == null ? "" : path.group("group");
      String sub = path.group("sub") == null ? "" : "/" + path.group("sub");
      return new Call(account, verb, group, path.group("resource") + sub, true);
    }

    /** One, or two where what is applied is not there yet. */
    private List<String> verbs(RecordedRequest request, Matcher path) {
      boolean one = path.group("name") != null;
      return switch (request.getMethod()) {
        case "POST" -> List.of("create");
        case "PUT" -> List.of("update");
        case "PATCH" ->
            isApply(request) && !exists(request) ? List.of("patch", "create") : List.of("patch");
        case "DELETE" -> List.of(one ? "delete" : "deletecollection");
        default ->
            List.of(
                request.getPath().matches(".*[?&]watch=(true|1)\\b.*")
                    ? "watch"
                    : one ? "get" : "list");
      };
    }

    private boolean isApply(RecordedRequest request) {
      String type = request.getHeader("Content-Type");
      return type != null && type.startsWith("application/apply-patch");
    }

    private boolean exists(RecordedRequest request) {
      return handleGet(request.getPath().replaceFirst("\\?.*", "")).code() == 200;
    }

    /** fabric8's mock knows no server-side apply. */
    private MockResponse apply(RecordedRequest request) {
      if (exists(request)) {
        return answer(501, "nothing is expected to be applied twice");
      }
      String collection = request.getPath().replaceFirst("\\?.*", "").replaceFirst("/[^/]+$", "");
      return handleCreate(collection, request.getUtf8Body());
    }

    private String account(RecordedRequest request) {
      String given = request.getHeader("Authorization");
      return Stream.concat(Stream.of(ADMINISTRATOR), rendered.accounts().stream())
          .filter(account -> ("Bearer " + tokenOf(account)).equals(given))
          .findFirst()
          .orElse("");
    }

    private MockResponse answer(int code, String message) {
      return new MockResponse()
          .setResponseCode(code)
          .setHeader("Content-Type", "application/json")
          .setBody(
              "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"code\":%d,\"message\":\"%s\"}"
                  .formatted(code, message));
    }
  }
}
