/** Reads the address of another service from the environment, e.g. CATALOG_URL. */
export const parseBaseUrl = (name: string, env: NodeJS.ProcessEnv): string => {
  const text = env[name] ?? '';
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) {
    throw new TypeError(`${name}: expected a URL like http://catalog, got "${text}"`);
  }
  return text.replace(/\/+$/, '');
};
