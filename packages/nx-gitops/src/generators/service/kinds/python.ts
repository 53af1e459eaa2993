import type { ServiceKind } from './service-kind.ts';

const image = 'python:3.13-slim-bookworm';

const mainText = (name: string): string => `import signal
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

stopping = threading.Event()


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/readyz" and stopping.is_set():
            self.answer(503, "stopping")
        elif self.path in ("/healthz", "/readyz"):
            self.answer(200, "ok")
        elif self.path == "/":
            self.answer(200, "${name}")
        else:
            self.answer(404, "There is nothing here")

    def answer(self, status: int, body: str) -> None:
        self.send_response(status)
        self.send_header("content-type", "text/plain")
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, format: str, *args: object) -> None:
        pass


server = ThreadingHTTPServer(("", 8080), Handler)


def stop(*_: object) -> None:
    stopping.set()
    threading.Thread(target=server.shutdown).start()


signal.signal(signal.SIGTERM, stop)
server.serve_forever()
`;

const requirements = `COPY requirements.txt ./
RUN --mount=type=cache,target=/root/.cache/pip /venv/bin/pip install --requirement requirements.txt
`;

const project = `COPY . .
RUN --mount=type=cache,target=/root/.cache/pip /venv/bin/pip install .
`;

export const pythonKind: ServiceKind = {
  dockerfile: ({ name, files, entry = 'main.py' }) => {
    const isPackage = files.includes('pyproject.toml') && !files.includes('requirements.txt');
    return `FROM ${image} AS build

WORKDIR /app
RUN python -m venv /venv
${isPackage ? project : requirements}
FROM ${image}

WORKDIR /app
COPY --from=build /venv /venv
${isPackage ? '' : 'COPY . .\n'}
USER 65532:65532
ENV PATH=/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
EXPOSE 8080
CMD ["python", ${isPackage ? `"-m", "${name.replaceAll('-', '_')}"` : `"${entry}"`}]
`;
  },
  dockerignore: '.git\n.venv\n**/__pycache__\nDockerfile\nkbld.yaml\n*.md\n',
  support: {},
  sources: (name) => ({ 'requirements.txt': '', 'main.py': mainText(name) }),
  writable: ['/tmp'],
};
