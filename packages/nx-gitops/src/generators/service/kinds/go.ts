import type { ServiceKind } from './service-kind.ts';

const mainText = (name: string): string => `package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net/http"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	stop, cancel := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer cancel()
	mux := http.NewServeMux()
	mux.HandleFunc("/healthz", func(http.ResponseWriter, *http.Request) {})
	mux.HandleFunc("/readyz", func(response http.ResponseWriter, _ *http.Request) {
		if stop.Err() != nil {
			response.WriteHeader(http.StatusServiceUnavailable)
		}
	})
	mux.HandleFunc("/{$}", func(response http.ResponseWriter, _ *http.Request) {
		fmt.Fprintln(response, "${name}")
	})
	server := &http.Server{Addr: ":8080", Handler: mux, ReadHeaderTimeout: 5 * time.Second}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		<-stop.Done()
		_ = server.Shutdown(context.Background())
	}()
	if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		log.Fatal(err)
	}
	<-ended
}
`;

export const goKind: ServiceKind = {
  dockerfile: (input) => `FROM golang:1.25-bookworm AS build

WORKDIR /src
COPY go.mod go.su[m] ./
RUN --mount=type=cache,target=/go/pkg/mod go mod download
COPY . .
RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build \\
  CGO_ENABLED=0 go build -trimpath -buildvcs=false -ldflags='-s -w' -o /out/service ${input.entry ?? '.'}

FROM gcr.io/distroless/static-debian12:nonroot

COPY --from=build /out/service /service

USER 65532:65532
EXPOSE 8080
ENTRYPOINT ["/service"]
`,
  dockerignore: '.git\nDockerfile\nkbld.yaml\n*.md\n',
  support: {},
  sources: (name) => ({ 'go.mod': `module ${name}\n\ngo 1.24\n`, 'main.go': mainText(name) }),
  writable: [],
};
