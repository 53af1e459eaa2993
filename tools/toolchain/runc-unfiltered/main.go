// Command runc-unfiltered runs the runc beside it without the seccomp filter that BuildKit asks for.
// It is for a runc that was built without libseccomp, which refuses every container that has a filter.
package main

import (
	"encoding/json"
	"log"
	"os"
	"path/filepath"
	"syscall"
)

func main() {
	if bundle := findBundle(os.Args); bundle != "" {
		if err := removeFilter(filepath.Join(bundle, "config.json")); err != nil {
			log.Fatal(err)
		}
	}
	self, err := os.Executable()
	if err != nil {
		log.Fatal(err)
	}
	runc := filepath.Join(filepath.Dir(self), "runc")
	log.Fatal(syscall.Exec(runc, append([]string{runc}, os.Args[1:]...), os.Environ()))
}

func findBundle(arguments []string) string {
	for index, argument := range arguments[:len(arguments)-1] {
		if argument == "--bundle" {
			return arguments[index+1]
		}
	}
	return ""
}

func removeFilter(path string) error {
	content, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	var config, linux map[string]json.RawMessage
	if err := json.Unmarshal(content, &config); err != nil {
		return err
	}
	if err := json.Unmarshal(config["linux"], &linux); err != nil {
		return err
	}
	delete(linux, "seccomp")
	if config["linux"], err = json.Marshal(linux); err != nil {
		return err
	}
	if content, err = json.Marshal(config); err != nil {
		return err
	}
	return os.WriteFile(path, content, 0o600)
}
