import type { ServiceKind } from './service-kind.ts';

/** Pinned, so that the same sources give the same image on every day. */
export const nodeImage =
  'node:22.23.2-bookworm-slim@sha256:83f487e0a63425e5b4d146fb5e5be574bcbe1b7b843d3ebafdd95eaf7767a7e5';

const run = `USER 65532:65532
ENV NODE_ENV=production
EXPOSE 8080
CMD ["node", "main.js"]
`;

/** The target "build" bundles what is imported: nothing is installed in the image. */
const bundled = (output: string): string => `FROM ${nodeImage}

WORKDIR /app
COPY ${output === 'dist' ? 'package.jso[n] ' : ''}${output}/ ./

${run}`;

/** A project with a lock file of its own: its packages are a stage, and a layer that changes with the lock only. */
const installed = (output: string): string => `FROM ${nodeImage} AS packages

WORKDIR /app
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev --ignore-scripts

FROM ${nodeImage}

WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY package.json ${output}/ ./

${run}`;

export const nodeKind: ServiceKind = {
  dockerfile: ({ files, output }) =>
    files.includes('package-lock.json') ? installed(output) : bundled(output),
  dockerignore: '*\n!package.json\n!package-lock.json\n!dist\n',
  support: {},
  sources: () => ({}),
  writable: [],
};
