// Command registry serves an OCI registry on one address and keeps everything that is pushed in one directory.
// The registry of go-containerregistry forgets its manifests when it stops; this one stores and restores them.
package main

import (
	"flag"
	"io"
	"log"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/google/go-containerregistry/pkg/registry"
)

func main() {
	address := flag.String("address", "127.0.0.1:0", "address to listen on")
	disk := flag.String("disk", "", "directory of the contents")
	flag.Parse()
	if *disk == "" {
		log.Fatal("--disk is missing")
	}
	if err := serve(*address, *disk); err != nil {
		log.Fatal(err)
	}
}

func serve(address, disk string) error {
	blobs, manifests := filepath.Join(disk, "blobs"), filepath.Join(disk, "manifests")
	for _, directory := range []string{blobs, manifests} {
		if err := os.MkdirAll(directory, 0o755); err != nil {
			return err
		}
	}
	handler := registry.New(
		registry.WithBlobHandler(newBlobStore(blobs)),
		registry.WithReferrersSupport(true),
		registry.Logger(log.New(io.Discard, "", 0)),
	)
	store := manifestStore{directory: manifests}
	if err := store.restore(handler); err != nil {
		return err
	}
	server := &http.Server{Addr: address, Handler: store.keep(handler), ReadHeaderTimeout: 5 * time.Second}
	log.Printf("serving %s on %s", disk, address)
	return server.ListenAndServe()
}
