import type { ServiceKind } from './service-kind.ts';

const nginxImage = 'nginxinc/nginx-unprivileged:1.29-alpine';

const nginxText = `server {
  listen 8080;
  root /usr/share/nginx/html;

  location = /healthz { access_log off; return 200; }
  location = /readyz { access_log off; return 200; }

  # A path that is no file belongs to the router of the page.
  location / { try_files $uri $uri/ /index.html; }
}
`;

const pageText = (name: string): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${name}</title>
  </head>
  <body>
    <h1>${name}</h1>
  </body>
</html>
`;

export const staticKind: ServiceKind = {
  dockerfile: ({ files, output, prefix }) => `FROM ${nginxImage}

COPY ${prefix}nginx.conf /etc/nginx/conf.d/default.conf
COPY ${files.length === 0 ? 'public' : output}/ /usr/share/nginx/html/

USER 65532:65532
EXPOSE 8080
`,
  dockerignore: '*\n!nginx.conf\n!public\n!dist\n',
  support: { 'nginx.conf': nginxText },
  sources: (name) => ({ 'public/index.html': pageText(name) }),
  writable: ['/tmp'],
};
