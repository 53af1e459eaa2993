import type { ApiServer, ApiAnswer } from './api-server.ts';

/** A server-side apply that takes the fields of others over. https://kubernetes.io/docs/reference/using-api/server-side-apply/ */
export const serverSideApply = (
  api: ApiServer,
  path: string,
  body: object,
  fieldManager: string,
): Promise<ApiAnswer> =>
  api.ask({
    method: 'PATCH',
    path: `${path}?force=true&fieldManager=${fieldManager}`,
    body,
    type: 'application/apply-patch+yaml',
  });
