import type { ServicePlan } from './normalize-options.ts';
import type { Files } from '../write-missing.ts';

/** What makes a project a service: kbld.yaml, and the Dockerfile that it builds. */
export const imageFiles = ({ name, destination }: ServicePlan): Files => ({
  'kbld.yaml': `apiVersion: kbld.k14s.io/v1alpha1
kind: Sources
sources:
  - image: ${name}
    path: .
---
apiVersion: kbld.k14s.io/v1alpha1
kind: ImageDestinations
destinations:
  - image: ${name}
    newImage: ${destination}
`,
  Dockerfile: `FROM ${baseImage}

WORKDIR /app
COPY package.json dist/ ./

USER 65532:65532
ENV NODE_ENV=production
EXPOSE 8080
CMD ["node", "main.js"]
`,
  '.dockerignore': `*
!package.json
!dist
`,
});

/** Pinned, so that the same sources give the same image on every day. */
const baseImage =
  'node:22.23.2-bookworm-slim@sha256:83f487e0a63425e5b4d146fb5e5be574bcbe1b7b843d3ebafdd95eaf7767a7e5';
