package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	v1 "github.com/google/go-containerregistry/pkg/v1"

	"github.com/google/go-containerregistry/pkg/registry"
)

type diskBlobs interface {
	registry.BlobHandler
	registry.BlobPutHandler
	registry.BlobDeleteHandler
}

// blobStore answers Stat from the file system; the store below it would hash the whole blob every time.
// A blob is renamed into place after its digest was checked, so a file that exists is complete.
type blobStore struct {
	diskBlobs
	directory string
}

func newBlobStore(directory string) registry.BlobHandler {
	return blobStore{diskBlobs: registry.NewDiskBlobHandler(directory).(diskBlobs), directory: directory}
}

func (b blobStore) Stat(_ context.Context, _ string, hash v1.Hash) (int64, error) {
	info, err := os.Stat(filepath.Join(b.directory, hash.Algorithm, hash.Hex))
	if errors.Is(err, os.ErrNotExist) {
		return 0, registry.ErrNotFound
	}
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}
