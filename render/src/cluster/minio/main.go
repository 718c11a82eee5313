// Stands in for minio and mc, which no registry of packages has: SeaweedFS behind MinIO's ports, health
// paths and root login, and of mc the few commands that a bootstrap uses. Called minio or mc, as they are.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

const (
	// Where SeaweedFS is, on the loopback of the pod.
	gateway = "http://127.0.0.1:8333"
	master  = "127.0.0.1:9333"
	// Where mc hands commands to minio, as root.
	admin = "/stand-in"
)

func main() {
	log.SetFlags(0)
	if filepath.Base(os.Args[0]) == "mc" {
		client(os.Args[1:])
	} else {
		server(os.Args[1:])
	}
}

func must[T any](value T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return value
}

// server DIR --console-address ADDRESS ...
func server(arguments []string) {
	store := exec.Command("weed", "-logtostderr=true", "server", "-dir="+arguments[1],
		"-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-volume.preStopSeconds=1", "-master.telemetry=false",
		"-master.volumeSizeLimitMB=102", "-volume.max=0", "-filer", "-s3", "-s3.ip.bind=127.0.0.1",
		"-s3.port=8333", "-s3.port.iceberg=0", "-s3.port.lance=0")
	store.Stdout, store.Stderr = os.Stdout, os.Stderr
	if err := store.Start(); err != nil {
		log.Fatal(err)
	}
	go func() { log.Fatal("weed ended: ", store.Wait()) }()

	user := strings.TrimSpace(string(must(os.ReadFile(os.Getenv("MINIO_ROOT_USER_FILE")))))
	password := strings.TrimSpace(string(must(os.ReadFile(os.Getenv("MINIO_ROOT_PASSWORD_FILE")))))
	paths := http.NewServeMux()
	paths.HandleFunc("/minio/health/live", func(http.ResponseWriter, *http.Request) {})
	paths.HandleFunc("/minio/health/ready", ready)
	paths.HandleFunc(admin, func(answer http.ResponseWriter, request *http.Request) {
		if u, p, _ := request.BasicAuth(); u != user || p != password {
			answer.WriteHeader(http.StatusForbidden)
			return
		}
		shell(answer, request.Body)
	})
	paths.Handle("/", httputil.NewSingleHostReverseProxy(must(url.Parse(gateway))))
	go func() { log.Fatal(http.ListenAndServe(console(arguments), http.NotFoundHandler())) }()
	log.Fatal(http.ListenAndServe(":9000", paths))
}

func console(arguments []string) string {
	for i, argument := range arguments {
		if argument == "--console-address" {
			return arguments[i+1]
		}
	}
	return ":9090"
}

func ready(answer http.ResponseWriter, _ *http.Request) {
	patient := http.Client{Timeout: 3 * time.Second}
	if told, err := patient.Get(gateway + "/readyz"); err != nil || told.StatusCode != http.StatusOK {
		answer.WriteHeader(http.StatusServiceUnavailable)
	}
}

// shell runs commands of SeaweedFS's own administrators.
func shell(answer http.ResponseWriter, commands io.Reader) {
	weed := exec.Command("timeout", "20", "weed", "shell", "-master="+master)
	weed.Stdin = commands
	said, err := weed.CombinedOutput()
	if err != nil {
		answer.WriteHeader(http.StatusServiceUnavailable)
	}
	answer.Write(said)
}

// What mc keeps between two commands.
type known struct {
	URL, User, Password string
	Users               map[string]string
	Buckets             map[string]string
}

func client(arguments []string) {
	file := filepath.Join(os.Getenv("MC_CONFIG_DIR"), "known.json")
	k := known{Users: map[string]string{}, Buckets: map[string]string{}}
	if text, err := os.ReadFile(file); err == nil {
		must(0, json.Unmarshal(text, &k))
	}
	switch said := strings.Join(arguments, " "); {
	case strings.HasPrefix(said, "alias set "):
		k.URL, k.User, k.Password = arguments[3], line(), line()
		// The real one asks whether root is let in.
		k.tell("s3.bucket.list")
	case strings.HasPrefix(said, "mb --ignore-existing "):
		_, bucket, _ := strings.Cut(arguments[2], "/")
		if !strings.Contains(k.tell("s3.bucket.list"), bucket) {
			k.tell("s3.bucket.create -name " + bucket)
		}
	case strings.HasPrefix(said, "admin user add "):
		user := line()
		k.Users[user] = line()
	case strings.HasPrefix(said, "admin policy create "):
		k.Buckets[arguments[4]] = bucketOf(arguments[5])
	case strings.HasPrefix(said, "admin policy attach "):
		user := arguments[6]
		k.tell(fmt.Sprintf("s3.configure -user %s -access_key %s -secret_key %s"+
			" -actions Read,Write,List,Tagging -buckets %s -apply",
			user, user, k.Users[user], k.Buckets[arguments[4]]))
	default:
		log.Fatalf("mc %s has no stand-in", said)
	}
	must(0, os.MkdirAll(filepath.Dir(file), 0o700))
	must(0, os.WriteFile(file, must(json.Marshal(k)), 0o600))
}

// tell has the server run a command, and ends this program where it does not.
func (k known) tell(command string) string {
	request := must(http.NewRequest(http.MethodPost, k.URL+admin, strings.NewReader(command+"\n")))
	request.SetBasicAuth(k.User, k.Password)
	answer := must(http.DefaultClient.Do(request))
	said := string(must(io.ReadAll(answer.Body)))
	if answer.StatusCode != http.StatusOK {
		log.Fatalf("%s: %s %s", strings.Fields(command)[0], answer.Status, said)
	}
	return said
}

var input = bufio.NewScanner(os.Stdin)

func line() string {
	input.Scan()
	return input.Text()
}

// bucketOf is the one bucket that a policy is about.
func bucketOf(policy string) string {
	var read struct{ Statement []struct{ Resource []string } }
	must(0, json.Unmarshal(must(os.ReadFile(policy)), &read))
	bucket := strings.TrimPrefix(read.Statement[0].Resource[0], "arn:aws:s3:::")
	return strings.TrimSuffix(bucket, "/*")
}
