import { HttpError } from './http-error.ts';
import type { Route } from './route.ts';

export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    throw new HttpError(400, `Cannot decode "${text}"`, { cause });
  }
};

const matchPath = (pattern: string, path: string): Record<string, string> | undefined => {
  const expected = pattern.split('/');
  const actual = path.split('/');
  if (expected.length !== actual.length) return undefined;

  const params: Record<string, string> = {};
  for (const [index, part] of expected.entries()) {
    const text = actual[index] ?? '';
    if (part.startsWith(':') && text !== '') params[part.slice(1)] = decode(text);
    else if (part !== text) return undefined;
  }
  return params;
};

export const matchRoute = (routes: readonly Route[], method: string, path: string): Match => {
  for (const route of routes) {
    const params = route.method === method ? matchPath(route.path, path) : undefined;
    if (params !== undefined) return { route, params };
  }
  throw new HttpError(404, `No route for ${method} ${path}`);
};
