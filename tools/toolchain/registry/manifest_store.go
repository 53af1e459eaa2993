package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"regexp"
)

const largestManifest = 16 << 20

var manifestPath = regexp.MustCompile(`^/v2/.+/manifests/[^/]+$`)

// manifestStore keeps one file per manifest and reference.
type manifestStore struct{ directory string }

type storedManifest struct {
	Path      string `json:"path"`
	MediaType string `json:"mediaType"`
	Body      []byte `json:"body"`
}

// keep stores every manifest that the registry accepts, before the client is told so.
func (s manifestStore) keep(next http.Handler) http.Handler {
	return http.HandlerFunc(func(response http.ResponseWriter, request *http.Request) {
		changes := request.Method == http.MethodPut || request.Method == http.MethodDelete
		if !changes || !manifestPath.MatchString(request.URL.Path) {
			next.ServeHTTP(response, request)
			return
		}
		body, err := io.ReadAll(http.MaxBytesReader(response, request.Body, largestManifest))
		if err != nil {
			http.Error(response, err.Error(), http.StatusBadRequest)
			return
		}
		request.Body = io.NopCloser(bytes.NewReader(body))
		recorder := httptest.NewRecorder()
		next.ServeHTTP(recorder, request)
		if recorder.Code < http.StatusMultipleChoices {
			digest := recorder.Header().Get("Docker-Content-Digest")
			manifest := storedManifest{request.URL.Path, request.Header.Get("Content-Type"), body}
			if err := s.apply(request.Method, manifest, digest); err != nil {
				http.Error(response, err.Error(), http.StatusInternalServerError)
				return
			}
		}
		for name, values := range recorder.Header() {
			response.Header()[name] = values
		}
		response.WriteHeader(recorder.Code)
		_, _ = recorder.Body.WriteTo(response)
	})
}

// apply stores a manifest under its tag and under its digest, which stays when the tag moves on.
func (s manifestStore) apply(method string, manifest storedManifest, digest string) error {
	if method == http.MethodDelete {
		return os.Remove(s.file(manifest.Path))
	}
	if err := s.write(manifest); err != nil {
		return err
	}
	manifest.Path = path.Join(path.Dir(manifest.Path), digest)
	return s.write(manifest)
}

func (s manifestStore) file(path string) string {
	sum := sha256.Sum256([]byte(path))
	return filepath.Join(s.directory, hex.EncodeToString(sum[:])+".json")
}

func (s manifestStore) write(manifest storedManifest) error {
	content, err := json.Marshal(manifest)
	if err != nil {
		return err
	}
	temporary, err := os.CreateTemp(s.directory, "upload-*")
	if err != nil {
		return err
	}
	defer os.Remove(temporary.Name())
	if _, err := temporary.Write(content); err != nil {
		return err
	}
	if err := temporary.Close(); err != nil {
		return err
	}
	return os.Rename(temporary.Name(), s.file(manifest.Path))
}

// restore hands the stored manifests to the registry. An index is refused until its manifests are there,
// so the rest is tried again for as long as a round gets further.
func (s manifestStore) restore(handler http.Handler) error {
	waiting, err := s.read()
	for err == nil && len(waiting) > 0 {
		var refused []storedManifest
		for _, manifest := range waiting {
			request := httptest.NewRequest(http.MethodPut, manifest.Path, bytes.NewReader(manifest.Body))
			request.Header.Set("Content-Type", manifest.MediaType)
			recorder := httptest.NewRecorder()
			handler.ServeHTTP(recorder, request)
			if recorder.Code != http.StatusCreated {
				refused = append(refused, manifest)
			}
		}
		if len(refused) == len(waiting) {
			fmt.Fprintf(os.Stderr, "left out %d manifests whose parts are gone\n", len(refused))
			return nil
		}
		waiting = refused
	}
	return err
}

func (s manifestStore) read() ([]storedManifest, error) {
	files, err := filepath.Glob(filepath.Join(s.directory, "*.json"))
	if err != nil {
		return nil, err
	}
	manifests := make([]storedManifest, 0, len(files))
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		var manifest storedManifest
		if json.Unmarshal(content, &manifest) == nil {
			manifests = append(manifests, manifest)
		}
	}
	return manifests, nil
}
