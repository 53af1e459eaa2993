import type { KindInput, ServiceKind } from './service-kind.ts';

/** Pinned, so that the same sources give the same image on every day. */
export const nodeImage =
  'node:22.23.2-bookworm-slim@sha256:83f487e0a63425e5b4d146fb5e5be574bcbe1b7b843d3ebafdd95eaf7767a7e5';

const run = ({ entry = 'main.js' }: KindInput): string => `USER 65532:65532
ENV NODE_ENV=production
EXPOSE 8080
CMD ["node", "${entry}"]
`;

/** The target "build" bundles what is imported: nothing is installed in the image. */
const bundled = (input: KindInput): string => `FROM ${nodeImage}

WORKDIR /app
COPY ${input.output === 'dist' ? 'package.jso[n] ' : ''}${input.output}/ ./

${run(input)}`;

/** A project with a lock file of its own: its packages are a stage, and a layer that changes with the lock only. */
const installed = (input: KindInput): string => `FROM ${nodeImage} AS packages

WORKDIR /app
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev --ignore-scripts

FROM ${nodeImage}

WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY package.json ${input.output}/ ./

${run(input)}`;

export const nodeKind: ServiceKind = {
  dockerfile: (input) =>
    input.files.includes('package-lock.json') ? installed(input) : bundled(input),
  dockerignore: '*\n!package.json\n!package-lock.json\n!dist\n',
  support: {},
  sources: () => ({}),
  writable: [],
};
