// Answers for many small clusters in one run which connections their NetworkPolicies let through, as cyclonus
// understands them. It reads and writes what proof_oracle does (../FORMAT.md), so that the two can be compared line by
// line; the judgement is all cyclonus': its jobs for a probe, its evaluation of each.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"sort"

	"github.com/mattfenwick/cyclonus/pkg/connectivity/probe"
	"github.com/mattfenwick/cyclonus/pkg/generator"
	"github.com/mattfenwick/cyclonus/pkg/matcher"
	networkingv1 "k8s.io/api/networking/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
)

type question struct {
	Name     string                        `json:"name"`
	Policies []*networkingv1.NetworkPolicy `json:"policies"`
	Model    struct {
		Resources *probe.Resources
		Probes    []*generator.PortProtocol
	} `json:"model"`
}

type table struct {
	Protocol string             `json:"protocol"`
	Port     intstr.IntOrString `json:"port"`
	Pods     []string           `json:"pods"`
	Ingress  []string           `json:"ingress"`
	Egress   []string           `json:"egress"`
	Combined []string           `json:"combined"`
}

type answer struct {
	Name   string  `json:"name"`
	Tables []table `json:"tables,omitempty"`
	Error  string  `json:"error,omitempty"`
}

// grid is a square of characters that starts as question marks.
func grid(size int) [][]byte {
	rows := make([][]byte, size)
	for i := range rows {
		rows[i] = make([]byte, size)
		for j := range rows[i] {
			rows[i][j] = '?'
		}
	}
	return rows
}

func text(rows [][]byte) []string {
	lines := make([]string, len(rows))
	for i, row := range rows {
		lines[i] = string(row)
	}
	return lines
}

func sign(allowed bool) byte {
	if allowed {
		return '1'
	}
	return '0'
}

func tabulate(policies *matcher.Policy, resources *probe.Resources, asked *generator.PortProtocol) table {
	names := make([]string, 0, len(resources.Pods))
	for _, pod := range resources.Pods {
		names = append(names, pod.PodString().String())
	}
	sort.Strings(names)
	place := map[string]int{}
	for i, name := range names {
		place[name] = i
	}
	ingress, egress, combined := grid(len(names)), grid(len(names)), grid(len(names))
	builder := &probe.JobBuilder{TimeoutSeconds: 1}
	// Jobs for a port that the called pod does not have stay question marks.
	for _, job := range builder.GetJobsForNamedPortProtocol(resources, asked.Port, asked.Protocol, generator.ProbeModePodIP).Valid {
		allowed := policies.IsTrafficAllowed(job.Traffic())
		from, to := place[job.FromKey], place[job.ToKey]
		ingress[from][to] = sign(allowed.Ingress.IsAllowed())
		egress[from][to] = sign(allowed.Egress.IsAllowed())
		combined[from][to] = sign(allowed.IsAllowed())
	}
	return table{string(asked.Protocol), asked.Port, names, text(ingress), text(egress), text(combined)}
}

func judge(line []byte) (result answer) {
	var asked question
	// cyclonus panics on what it holds to be invalid.
	defer func() {
		if trouble := recover(); trouble != nil {
			result = answer{Name: asked.Name, Error: fmt.Sprint(trouble)}
		}
	}()
	if err := json.Unmarshal(line, &asked); err != nil {
		return answer{Name: asked.Name, Error: err.Error()}
	}
	policies := matcher.BuildNetworkPolicies(false, asked.Policies)
	result.Name = asked.Name
	for _, port := range asked.Model.Probes {
		result.Tables = append(result.Tables, tabulate(policies, asked.Model.Resources, port))
	}
	return result
}

func main() {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 64<<20)
	out := bufio.NewWriter(os.Stdout)
	encoder := json.NewEncoder(out)
	failed := false
	for in.Scan() {
		result := judge(in.Bytes())
		failed = failed || result.Error != ""
		if err := encoder.Encode(result); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	if err := in.Err(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		failed = true
	}
	out.Flush()
	if failed {
		os.Exit(1)
	}
}
