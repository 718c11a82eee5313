// Kubernetes in one binary: the programs of a control plane, those of a node, and kubectl. It is the one
// that its file is called after, or else the one that the first argument names:
//
//	kube-apiserver --etcd-servers ...
//	kube kube-apiserver --etcd-servers ...
//
// All of it is as Kubernetes and etcd publish it. One binary, because each alone would hold most of the
// others' code again.
package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"go.etcd.io/etcd/server/v3/etcdmain"
	"k8s.io/component-base/cli"
	_ "k8s.io/component-base/logs/json/register"
	_ "k8s.io/component-base/metrics/prometheus/clientgo"
	_ "k8s.io/component-base/metrics/prometheus/version"
	kubectl "k8s.io/kubectl/pkg/cmd"
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
	controllers "k8s.io/kubernetes/cmd/kube-controller-manager/app"
	proxy "k8s.io/kubernetes/cmd/kube-proxy/app"
	scheduler "k8s.io/kubernetes/cmd/kube-scheduler/app"
	kubelet "k8s.io/kubernetes/cmd/kubelet/app"
)

const etcd = "etcd"

// Making a command registers its flags and metrics, so only the wanted one is made.
var commands = map[string]func() *cobra.Command{
	"kube-apiserver":          apiserver.NewAPIServerCommand,
	"kube-controller-manager": controllers.NewControllerManagerCommand,
	"kube-scheduler":          func() *cobra.Command { return scheduler.NewSchedulerCommand() },
	"kubelet":                 func() *cobra.Command { return made(kubelet.NewKubeletCommand) },
	"kube-proxy":              proxy.NewProxyCommand,
	"kubectl":                 kubectl.NewDefaultKubectlCommand,
}

func main() {
	if !isProgram(calledAs()) {
		if len(os.Args) < 2 || !isProgram(os.Args[1]) {
			fmt.Fprintln(os.Stderr, "usage: kube PROGRAM ARGUMENT..., with one of "+strings.Join(programs(), ", "))
			os.Exit(2)
		}
		os.Args = os.Args[1:]
	}
	if calledAs() == etcd {
		etcdmain.Main(os.Args)
		return
	}
	os.Exit(cli.Run(commands[calledAs()]()))
}

// Kubernetes 1.33 and later want a context, those before none.
func made(command any) *cobra.Command {
	switch make := command.(type) {
	case func(context.Context) *cobra.Command:
		return make(context.Background())
	case func() *cobra.Command:
		return make()
	}
	panic(fmt.Sprintf("a kubelet is made by a %T, of which nothing is known here", command))
}

func calledAs() string {
	return filepath.Base(os.Args[0])
}

func isProgram(name string) bool {
	return slices.Contains(programs(), name)
}

func programs() []string {
	names := []string{etcd}
	for name := range commands {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
