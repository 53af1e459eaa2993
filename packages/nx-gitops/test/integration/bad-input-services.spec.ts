import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, it, onTestFinished } from 'vitest';
import { withPlatform } from '../workspace/platform-file.ts';
import { expectRefusal } from '../workspace/refusal.ts';
import { createReleased, restore } from '../workspace/small.ts';
import type { Workspace } from '../workspace/workspace.ts';

let workspace: Workspace;

const kbldFile = 'apps/hello/kbld.yaml';

beforeAll(async () => {
  workspace = await createReleased('render');
});

afterEach(() => restore(workspace));

afterAll(() => workspace?.dispose());

const render = () => workspace.nx('run', 'config-repository:render');
const build = (where: Workspace = workspace) => where.nx('run', 'hello:build-image');

it('refuses a kbld.yaml that is not YAML with its line', async () => {
  await workspace.edit(kbldFile, (text) => text.replace('path: .', 'path: [.'));
  await expectRefusal(workspace, render, {
    code: 'YAML_INVALID',
    problem: [`${kbldFile}:`],
    hint: 'Correct the YAML; nothing was changed.',
  });
});

it('refuses a kbld.yaml without Sources', async () => {
  await workspace.edit(kbldFile, (text) => text.slice(text.indexOf('---')));
  await expectRefusal(workspace, render, {
    code: 'KBLD_INVALID',
    problem: [`${kbldFile}: Expected a document of kind Sources`],
    hint: 'Add "apiVersion: kbld.k14s.io/v1alpha1", "kind: Sources" and "sources:"',
  });
});

it('refuses an image without a destination', async () => {
  await workspace.edit(kbldFile, (text) => text.slice(0, text.indexOf('---')));
  await expectRefusal(workspace, render, {
    code: 'KBLD_INVALID',
    problem: [`${kbldFile}: Image "hello" has no destination`],
    hint: 'Add "kind: ImageDestinations" with image "hello"',
  });
});

it('refuses a source without a path with its line', async () => {
  await workspace.edit(kbldFile, (text) => text.replace('    path: .\n', ''));
  await expectRefusal(workspace, render, {
    code: 'KBLD_INVALID',
    problem: [`${kbldFile}:4: sources.0.path: `],
    hint: 'Correct kbld.yaml; https://carvel.dev/kbld/docs/latest/config/ describes the format.',
  });
});

it('refuses two services that build images of one name', async () => {
  await workspace.write('apps/second/kbld.yaml', await workspace.read(kbldFile));
  await expectRefusal(workspace, render, {
    code: 'IMAGE_DUPLICATE',
    problem: [`${kbldFile} and apps/second/kbld.yaml: Both build the image "hello"`],
    hint: 'Give each image a name of its own',
  });
});

it('refuses two projects that are one service, whatever their scope', async () => {
  const second = (await workspace.read(kbldFile)).replaceAll('image: hello', 'image: second');
  await workspace.write('apps/second/kbld.yaml', second);
  await workspace.write('apps/second/package.json', '{ "name": "@other/hello" }\n');
  await expectRefusal(workspace, render, {
    code: 'SERVICE_DUPLICATE',
    problem: [`${kbldFile} and apps/second/kbld.yaml: Both are the service "hello"`],
    hint: 'Rename one of the projects: a lock is named after its service.',
  });
});

it('says which Dockerfile is missing', async () => {
  await workspace.remove('apps/hello/Dockerfile');
  await expectRefusal(workspace, build, {
    code: 'DOCKERFILE_MISSING',
    problem: ['apps/hello/Dockerfile: There is no such Dockerfile for the image "hello"'],
    hint: 'Write it, or name another one in kbld.yaml: docker.build.file.',
  });
});

it('shows the output of a build that fails', async () => {
  await workspace.edit('apps/hello/Dockerfile', (text) => `${text}RUN ["/no-such-program"]\n`);
  await expectRefusal(workspace, build, {
    code: 'BUILD_FAILED',
    problem: ['apps/hello/Dockerfile of "hello" does not build'],
    hint: '/no-such-program',
  });
});

it('names the file that a COPY takes from outside the covered files', async () => {
  await workspace.edit('apps/hello/Dockerfile', (text) => `${text}COPY notes.txt /\n`);
  await workspace.edit('.gitignore', (text) => `${text}notes.txt\n`);
  await workspace.write('apps/hello/notes.txt', 'here, but ignored by Git\n');
  onTestFinished(() => workspace.remove('apps/hello/notes.txt'));
  await expectRefusal(workspace, build, {
    code: 'BUILD_FAILED',
    problem: ['apps/hello/Dockerfile copies "/notes.txt", which is not among the covered files'],
    hint: 'Add the file to one of these, or correct the COPY.',
  });
});

// Ports that look like an answer of a registry must not be taken for one.
it.each([1, 401, 404])('says that the registry does not answer at port %i', async (port) => {
  await workspace.write('apps/hello/hello.txt', 'other\n');
  const mirror = `127.0.0.1:${port}`;
  const offline = await withPlatform(workspace, () => ({ mirror }));
  await expectRefusal(workspace, () => build(offline), {
    code: 'REGISTRY_UNREACHABLE',
    problem: [`The registry ${mirror} does not answer for ${mirror}/registry.small.example/`],
    hint: 'Check the name in kbld.yaml and the network, or start the local platform.',
  });
});

it('says that the builder does not answer', async () => {
  await workspace.write('apps/hello/hello.txt', 'other\n');
  const offline = await withPlatform(workspace, () => ({
    builder: { kind: 'buildkit', address: 'unix:///nowhere/buildkitd.sock' },
  }));
  await expectRefusal(workspace, () => build(offline), {
    code: 'BUILDER_MISSING',
    problem: ['BuildKit does not answer at unix:///nowhere/buildkitd.sock'],
    hint: 'set BUILDKIT_HOST to a BuildKit that runs',
  });
});

it.each([401, 403])('says that the registry refuses the push with %i', async (status) => {
  await workspace.write('apps/hello/hello.txt', `other ${status}\n`);
  const { mirror, server, uploads } = await startRefusingRegistry(status);
  onTestFinished(() => void server.close());
  const refused = await withPlatform(workspace, () => ({ mirror }));
  await expectRefusal(workspace, () => build(refused), {
    code: 'PUSH_REFUSED',
    problem: [`The registry ${mirror} refuses access to ${mirror}/registry.small.example/`],
    hint: `Log in ("docker login ${mirror}") with an account that may push there.`,
  });
  expect(uploads()).toBeGreaterThan(0);
});

interface RefusingRegistry {
  readonly mirror: string;
  readonly server: Server;
  readonly uploads: () => number;
}

/** A registry that has nothing and lets nobody push. */
async function startRefusingRegistry(status: number): Promise<RefusingRegistry> {
  let uploads = 0;
  const server = createServer(({ method, url }, response) => {
    const isUpload = method === 'POST' || method === 'PUT';
    if (isUpload) uploads += 1;
    const code = isUpload ? status : url === '/v2/' ? 200 : 404;
    const error = { 200: '', 404: 'MANIFEST_UNKNOWN' }[code] ?? 'DENIED';
    response.writeHead(code, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ errors: error ? [{ code: error, message: error }] : [] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { mirror: `127.0.0.1:${port}`, server, uploads: () => uploads };
}
