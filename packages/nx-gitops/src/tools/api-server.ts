import { join } from 'node:path';
import {
  openSocket,
  type SendRequest,
  type SocketAnswer,
  type SocketRequest,
} from '../io/request.ts';
import { withSocketFolder } from '../io/socket-folder.ts';
import {
  clusterKey,
  findClusterError,
  findRightsError,
  kubectlFlags,
  unreachable,
  type Cluster,
} from './cluster.ts';
import { GitopsError, isGitopsError } from '../model/errors.ts';
import { toolFailed, type RunTool } from './run-tool.ts';

export interface ApiQuestion {
  readonly path: string;
  readonly method?: SocketRequest['method'];
  readonly body?: unknown;
  readonly type?: string;
  /** For the whole answer; 15 where nothing is said. */
  readonly seconds?: number;
  readonly signal?: AbortSignal | undefined;
}

export interface ApiAnswer {
  readonly status: number;
  readonly text: string;
  /** What the API server has against it, as kubectl words it: "Error from server (NotFound): …". Undefined where it has nothing. */
  readonly refusal: string | undefined;
}

/** The API server of a cluster. */
export interface ApiServer {
  readonly cluster: Cluster;
  /** Connects, where that is not done yet: the first question need not wait for it then. */
  readonly prepare: () => void;
  /** An error where it does not answer or lets nobody in; whatever else it refuses is an answer. */
  readonly ask: (question: ApiQuestion) => Promise<ApiAnswer>;
}

export type OpenApiServer = (cluster: Cluster) => ApiServer;

/** Each cluster is connected to once. */
export function openApiServers(run: RunTool): OpenApiServer {
  const servers = new Map<string, ApiServer>();
  return (cluster) => {
    const key = clusterKey(cluster);
    const server = servers.get(key) ?? openApiServer(run, cluster);
    servers.set(key, server);
    return server;
  };
}

/**
 * Through one "kubectl proxy" for all questions, on a socket of this user: kubectl knows every way to log in, and a
 * process for each question would cost more than the question.
 */
function openApiServer(run: RunTool, cluster: Cluster): ApiServer {
  let connection: Promise<SendRequest> | undefined;
  const connect = (): Promise<SendRequest> =>
    (connection ??= withSocketFolder((folder) => startProxy(run, cluster, folder)));
  const sendOnce: SendRequest = async (request) => (await connect())(request);
  /** A proxy that somebody ended never saw the question: another one takes it. */
  const send: SendRequest = (request) =>
    sendOnce(request).catch((error: NodeJS.ErrnoException) => {
      if (!['ECONNREFUSED', 'ENOENT', 'EPIPE'].includes(error.code ?? '')) throw error;
      connection = undefined;
      return sendOnce(request);
    });
  return {
    cluster,
    prepare: () => void connect().catch(() => undefined),
    ask: async ({ path, method = 'GET', body, type, seconds = 15, signal }) => {
      const request = {
        ...{ path, method, timeout: seconds * 1000 },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(type === undefined ? {} : { type }),
        ...(signal === undefined ? {} : { signal }),
      };
      const answer = await send(request).catch((error: Error) => {
        if (signal?.aborted || isGitopsError(error)) throw error;
        throw findClusterError(cluster, error.message) ?? unreachable(cluster, error.message);
      });
      return { status: answer.status, text: answer.body, refusal: findRefusal(cluster, answer) };
    },
  };
}

async function startProxy(run: RunTool, cluster: Cluster, folder: string): Promise<SendRequest> {
  const socket = join(folder, 'api');
  const flags = ['proxy', `--unix-socket=${socket}`, '--append-server-path'];
  const result = await run('kubectl', [...kubectlFlags(cluster), ...flags], {
    companion: { folder },
  });
  if (result.exitCode === 0) return openSocket(socket);
  throw (
    findClusterError(cluster, result.stderr) ??
    toolFailed('kubectl', 'connecting to the API server', result)
  );
}

/** The API server refuses with a Status; kubectl proxy says in plain text that it could not reach it. */
function findRefusal(cluster: Cluster, { status, body }: SocketAnswer): string | undefined {
  if (status >= 200 && status < 300) return undefined;
  const said = readStatus(body);
  if (!said && status >= 500) throw findClusterError(cluster, body) ?? unreachable(cluster, body);
  const { reason = String(status), message = body } = said ?? {};
  const refusal = `Error from server (${reason}): ${message}`;
  const error = findClusterError(cluster, refusal);
  if (error) throw error;
  return refusal;
}

function readStatus(body: string): Partial<Record<'reason' | 'message', string>> | undefined {
  try {
    return JSON.parse(body) as Record<string, string>;
  } catch {
    return undefined;
  }
}

/** The error of a refusal that no wrapper has better words for. */
export const refusedTo = ({ cluster }: ApiServer, what: string, refusal: string): GitopsError =>
  findRightsError(cluster, what, refusal) ??
  new GitopsError(
    'CLUSTER_UNREACHABLE',
    `The API server of context "${cluster.context}" does not let you ${what}`,
    `Do it again; where that does not help, ask whoever keeps the cluster.\n${refusal}`,
  );
