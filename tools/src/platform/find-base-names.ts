const nodeImage = /^((index\.)?docker\.io\/)?(library\/)?node(:[\w.-]+)?(@sha256:[0-9a-f]{64})?$/;

/** The Node.js images that the `FROM` lines of a Dockerfile name, as written, with the defaults of `ARG` filled in. */
export const findBaseNames = (dockerfile: string): string[] => {
  const defaults = new Map<string, string>();
  const names = new Set<string>();
  for (const line of dockerfile.replace(/\\\r?\n/g, ' ').split(/\r?\n/)) {
    const argument = /^\s*ARG\s+(\w+)=["']?([^"'\s]*)/i.exec(line);
    if (argument && names.size === 0) defaults.set(`${argument[1]}`, `${argument[2]}`);
    const from = /^\s*FROM\s+(?:--\S+\s+)*(\S+)/i.exec(line);
    const name = from && expand(`${from[1]}`, defaults);
    if (name && nodeImage.test(name)) names.add(name);
  }
  return [...names];
};

const expand = (name: string, defaults: ReadonlyMap<string, string>): string =>
  name.replace(
    /\$(?:\{(\w+)\}|(\w+))/g,
    (match, braced: string, bare: string) => defaults.get(braced ?? bare) ?? match,
  );
