// Stands in for what a cluster on AWS finds outside itself, and for the webhook that EKS runs:
//
//	aws ROLE.json
//
// STS gives keys to whoever shows the token of an account that the role trusts; S3 is SeaweedFS behind
// the policy of the role; the webhook gives pods the variables and the token that the annotation of their
// account asks for. What the role trusts and allows, ROLE.json says:
//
//	{"region": "eu-central-1", "bucket": "lake", "role": "arn:aws:iam::1:role/spark",
//	 "subjects": ["system:serviceaccount:spark:spark"], "policy": {"Statement": [...]}}
//
// Signatures are not looked at, as a key is known by its session's token.
package main

import (
	"bytes"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"log"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"time"
)

const (
	// Where SeaweedFS is, on the loopback of the node.
	gateway  = "127.0.0.1:8333"
	audience = "sts.amazonaws.com"
	// Of the account, as people write it.
	annotation = "eks.amazonaws.com/role-arn"
	// One node is every pool: what a pod asked for is written down instead.
	pool      = "karpenter.sh/capacity-type"
	tokenPath = "/var/run/secrets/eks.amazonaws.com/serviceaccount"
	lifetime  = time.Hour
)

type statement struct{ Action, Resource []string }

type role struct {
	Region, Bucket, Role string
	Subjects             []string
	Policy               struct{ Statement []statement }
}

func main() {
	log.SetFlags(log.Ltime)
	var r role
	must(0, json.Unmarshal(must(os.ReadFile(os.Args[1])), &r))
	sts := &sts{role: r, api: login(), keys: map[string]time.Time{}}
	store(r.Bucket)

	hosts := http.NewServeMux()
	hosts.Handle("sts."+r.Region+".amazonaws.com/", sts)
	hosts.Handle(r.Bucket+".s3."+r.Region+".amazonaws.com/", s3{r, sts})
	hosts.HandleFunc("/webhook", sts.api.mutate(r))
	hosts.HandleFunc("/ready", func(http.ResponseWriter, *http.Request) {})
	server := http.Server{Addr: os.Getenv("OUTSIDE_IP") + ":443", Handler: hosts, TLSConfig: &tls.Config{}}
	log.Fatal(server.ListenAndServeTLS(os.Getenv("STATE")+"/pki/aws.crt", os.Getenv("STATE")+"/pki/aws.key"))
}

func must[T any](value T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return value
}

// told is for what may go wrong with one request, as when a pod ends.
func told(err error) {
	if err != nil {
		log.Print(err)
	}
}

// store starts SeaweedFS, and makes the bucket. It asks nobody who he is.
func store(bucket string) {
	dir := os.Getenv("STATE") + "/node/s3"
	must(0, os.MkdirAll(dir, 0o700))
	weed := exec.Command(os.Getenv("NODE_PROGRAMS")+"/weed", "-logtostderr=true", "server", "-dir="+dir,
		"-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-volume.preStopSeconds=1", "-master.telemetry=false",
		"-master.volumeSizeLimitMB=102", "-volume.max=0", "-filer", "-s3", "-s3.ip.bind=127.0.0.1",
		"-s3.port=8333", "-s3.port.iceberg=0", "-s3.port.lance=0")
	weed.Stdout, weed.Stderr = os.Stdout, os.Stderr
	must(0, weed.Start())
	go func() { log.Fatal("weed ended: ", weed.Wait()) }()
	for range 120 {
		request := must(http.NewRequest(http.MethodPut, "http://"+gateway+"/"+bucket, nil))
		if answer, err := http.DefaultClient.Do(request); err == nil && answer.StatusCode == http.StatusOK {
			return
		}
		time.Sleep(time.Second / 2)
	}
	log.Fatal("weed made no bucket")
}

// api is the API server, as its administrator sees it.
type api struct {
	server string
	client *http.Client
}

func login() api {
	pki := os.Getenv("STATE") + "/pki/"
	trust := x509.NewCertPool()
	trust.AppendCertsFromPEM(must(os.ReadFile(pki + "ca.crt")))
	admin := must(tls.LoadX509KeyPair(pki+"admin.crt", pki+"admin.key"))
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: trust, Certificates: []tls.Certificate{admin}}}
	return api{os.Getenv("API"), &http.Client{Transport: transport, Timeout: 20 * time.Second}}
}

func (a api) call(method, path string, body, into any) error {
	request := must(http.NewRequest(method, a.server+path, bytes.NewReader(must(json.Marshal(body)))))
	request.Header.Set("Content-Type", "application/json")
	answer, err := a.client.Do(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode >= 300 {
		return fmt.Errorf("%s %s: %s", method, path, answer.Status)
	}
	return json.NewDecoder(answer.Body).Decode(into)
}

// subject is the account that the API server gave a token to, for this audience.
func (a api) subject(token string) (string, error) {
	type spec struct {
		Token     string   `json:"token"`
		Audiences []string `json:"audiences"`
	}
	review := struct {
		APIVersion string `json:"apiVersion"`
		Kind       string `json:"kind"`
		Spec       spec   `json:"spec"`
		Status     struct {
			Authenticated bool
			Error         string
			User          struct{ Username string }
		} `json:"status,omitzero"`
	}{APIVersion: "authentication.k8s.io/v1", Kind: "TokenReview", Spec: spec{token, []string{audience}}}
	if err := a.call(http.MethodPost, "/apis/authentication.k8s.io/v1/tokenreviews", review, &review); err != nil {
		return "", err
	}
	if !review.Status.Authenticated {
		return "", fmt.Errorf("the token is nobody's: %s", review.Status.Error)
	}
	return review.Status.User.Username, nil
}

// sts is the service that lends keys.
type sts struct {
	role role
	api  api
	lock sync.Mutex
	keys map[string]time.Time
}

type credentials struct {
	AccessKeyId, SecretAccessKey, SessionToken, Expiration string
}

func (s *sts) ServeHTTP(answer http.ResponseWriter, request *http.Request) {
	if action := request.FormValue("Action"); action != "AssumeRoleWithWebIdentity" {
		refuse(answer, http.StatusBadRequest, "InvalidAction", action)
		return
	}
	subject, err := s.api.subject(request.FormValue("WebIdentityToken"))
	switch {
	case err != nil:
		refuse(answer, http.StatusBadRequest, "InvalidIdentityToken", err.Error())
	case request.FormValue("RoleArn") != s.role.Role || !slices.Contains(s.role.Subjects, subject):
		refuse(answer, http.StatusForbidden, "AccessDenied", subject+" as "+request.FormValue("RoleArn"))
	default:
		log.Print("keys for ", subject)
		type result struct{ Credentials credentials }
		type response struct {
			XMLName                         xml.Name `xml:"https://sts.amazonaws.com/doc/2011-06-15/ AssumeRoleWithWebIdentityResponse"`
			AssumeRoleWithWebIdentityResult result
		}
		told(xml.NewEncoder(answer).Encode(response{AssumeRoleWithWebIdentityResult: result{s.lend()}}))
	}
}

func (s *sts) lend() credentials {
	s.lock.Lock()
	defer s.lock.Unlock()
	token, ends := rand.Text(), time.Now().Add(lifetime)
	s.keys[token] = ends
	return credentials{"ASIA" + token[:16], rand.Text(), token, ends.UTC().Format(time.RFC3339)}
}

func (s *sts) lent(token string) bool {
	s.lock.Lock()
	defer s.lock.Unlock()
	return time.Now().Before(s.keys[token])
}

func refuse(answer http.ResponseWriter, status int, code, why string) {
	log.Print("refused: ", code, " ", why)
	answer.Header().Set("Content-Type", "application/xml")
	answer.WriteHeader(status)
	fmt.Fprintf(answer, "<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>", code)
	told(xml.EscapeText(answer, []byte(why)))
	fmt.Fprint(answer, "</Message></Error></ErrorResponse>")
}

// s3 is one bucket, for whoever has a key that was lent, and for what the policy allows.
type s3 struct {
	role role
	sts  *sts
}

func (s s3) ServeHTTP(answer http.ResponseWriter, request *http.Request) {
	if !s.sts.lent(request.Header.Get("X-Amz-Security-Token")) {
		s.refuse(answer, "InvalidToken", "a request with no key of this STS")
		return
	}
	path := strings.TrimPrefix(request.URL.Path, "/")
	action, resource := asked(request, path), "arn:aws:s3:::"+s.role.Bucket
	if path != "" || request.URL.Query().Has("delete") {
		resource += "/" + path
	}
	if !s.role.allows(action, resource) {
		s.refuse(answer, "AccessDenied", action+" on "+resource)
		return
	}
	for _, header := range []string{"Authorization", "X-Amz-Security-Token"} {
		request.Header.Del(header)
	}
	request.Host = gateway
	request.URL.Path, request.URL.RawPath = "/"+s.role.Bucket+request.URL.Path, ""
	httputil.NewSingleHostReverseProxy(&url.URL{Scheme: "http", Host: gateway}).ServeHTTP(answer, request)
}

func (s s3) refuse(answer http.ResponseWriter, code, why string) {
	log.Print("refused: ", code, " ", why)
	answer.Header().Set("Content-Type", "application/xml")
	answer.WriteHeader(http.StatusForbidden)
	fmt.Fprintf(answer, "<Error><Code>%s</Code><Message>", code)
	told(xml.EscapeText(answer, []byte(why)))
	fmt.Fprint(answer, "</Message></Error>")
}

// asked is the right that a request needs.
func asked(request *http.Request, path string) string {
	query := request.URL.Query()
	reads := request.Method == http.MethodGet || request.Method == http.MethodHead
	switch {
	case query.Has("location"):
		return "s3:GetBucketLocation"
	case query.Has("uploads") && reads:
		return "s3:ListBucketMultipartUploads"
	case path == "" && reads && (len(query) == 0 || query.Has("list-type") || query.Has("prefix")):
		return "s3:ListBucket"
	case query.Has("uploadId") && reads:
		return "s3:ListMultipartUploadParts"
	case query.Has("uploadId") && request.Method == http.MethodDelete:
		return "s3:AbortMultipartUpload"
	case query.Has("delete"), path != "" && request.Method == http.MethodDelete:
		return "s3:DeleteObject"
	case path != "" && reads:
		return "s3:GetObject"
	case path != "" && (query.Has("uploads") || query.Has("uploadId") || request.Method == http.MethodPut):
		return "s3:PutObject"
	}
	return request.Method + " " + request.URL.String()
}

func (r role) allows(action, resource string) bool {
	return slices.ContainsFunc(r.Policy.Statement, func(each statement) bool {
		return slices.Contains(each.Action, action) && slices.ContainsFunc(each.Resource, func(known string) bool {
			start, any := strings.CutSuffix(known, "*")
			return known == resource || any && strings.HasPrefix(resource, start)
		})
	})
}

type patch struct {
	Op    string `json:"op"`
	Path  string `json:"path"`
	Value any    `json:"value,omitempty"`
}

type container struct{ Env, VolumeMounts []any }

type pod struct {
	Metadata struct{ Annotations map[string]string }
	Spec     struct {
		ServiceAccountName         string
		NodeSelector               map[string]string
		InitContainers, Containers []container
		Volumes                    []any
	}
}

// mutate is the webhook of EKS, as far as pods notice it.
func (a api) mutate(r role) http.HandlerFunc {
	return func(answer http.ResponseWriter, asked *http.Request) {
		var review struct {
			APIVersion string `json:"apiVersion"`
			Kind       string `json:"kind"`
			Request    struct {
				UID       string
				Namespace string
				Object    pod
			} `json:"request"`
		}
		told(json.NewDecoder(asked.Body).Decode(&review))
		var account struct {
			Metadata struct{ Annotations map[string]string }
		}
		path := "/api/v1/namespaces/" + review.Request.Namespace + "/serviceaccounts/"
		told(a.call(http.MethodGet, path+review.Request.Object.Spec.ServiceAccountName, nil, &account))
		patches := onOneNode(review.Request.Object)
		if arn := account.Metadata.Annotations[annotation]; arn != "" {
			patches = append(patches, identity(review.Request.Object, arn, r.Region)...)
		}
		told(json.NewEncoder(answer).Encode(map[string]any{
			"apiVersion": review.APIVersion,
			"kind":       review.Kind,
			"response": map[string]any{
				"uid": review.Request.UID, "allowed": true,
				"patchType": "JSONPatch", "patch": must(json.Marshal(patches)),
			},
		}))
	}
}

func onOneNode(p pod) []patch {
	wanted, is := p.Spec.NodeSelector[pool]
	if !is {
		return []patch{}
	}
	annotations := map[string]string{pool: wanted}
	for name, value := range p.Metadata.Annotations {
		annotations[name] = value
	}
	return []patch{
		{"remove", "/spec/nodeSelector/" + strings.ReplaceAll(pool, "/", "~1"), nil},
		{"add", "/metadata/annotations", annotations},
	}
}

func identity(p pod, arn, region string) []patch {
	const volume = "aws-iam-token"
	token := map[string]any{"audience": audience, "expirationSeconds": 86400, "path": "token"}
	mount := map[string]any{"name": volume, "mountPath": tokenPath, "readOnly": true}
	variables := []any{}
	for _, each := range [][2]string{
		{"AWS_STS_REGIONAL_ENDPOINTS", "regional"}, {"AWS_DEFAULT_REGION", region}, {"AWS_REGION", region},
		{"AWS_ROLE_ARN", arn}, {"AWS_WEB_IDENTITY_TOKEN_FILE", tokenPath + "/token"},
	} {
		variables = append(variables, map[string]string{"name": each[0], "value": each[1]})
	}
	patches := []patch{{"add", "/spec/volumes", append(p.Spec.Volumes, map[string]any{
		"name":      volume,
		"projected": map[string]any{"sources": []any{map[string]any{"serviceAccountToken": token}}},
	})}}
	for list, containers := range map[string][]container{
		"initContainers": p.Spec.InitContainers, "containers": p.Spec.Containers,
	} {
		for i, each := range containers {
			at := fmt.Sprintf("/spec/%s/%d/", list, i)
			patches = append(patches, patch{"add", at + "env", append(each.Env, variables...)},
				patch{"add", at + "volumeMounts", append(each.VolumeMounts, mount)})
		}
	}
	return patches
}
