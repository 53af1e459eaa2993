import { buildEnvironment, buildFlags, linkFlags, runcFlags } from './build-flags.ts';
import type { Tool } from './tool-list.ts';
import { findVersion, type VersionTable } from './version-table.ts';

export interface Build {
  readonly tools: readonly Tool[];
  /** Folder of the Go module, relative to `tools/toolchain`. */
  readonly module: string;
  readonly flags: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** One `go build` per group, in the order of the list. */
export const planBuilds = (tools: readonly Tool[], table: VersionTable): Build[] =>
  [...new Set(tools.map(({ group }) => group))].map((group) => {
    const members = tools.filter((tool) => tool.group === group);
    const link = `-ldflags=${[linkFlags, ...members.flatMap((tool) => planStamps(tool, table))].join(' ')}`;
    return group === 'runc'
      ? {
          tools: members,
          module: members[0]?.module ?? '.',
          flags: [...runcFlags, link],
          environment: { ...buildEnvironment, CGO_ENABLED: '1' },
        }
      : {
          tools: members,
          module: members[0]?.module ?? '.',
          flags: [...buildFlags, link],
          environment: buildEnvironment,
        };
  });

/** Builds from a module do not know their version; the linker tells them. */
const planStamps = (tool: Tool, table: VersionTable): string[] => {
  const version = findVersion(table, tool)?.version;
  if (!version) return [];
  return (tool.stamps ?? []).flatMap((variable) =>
    variable.endsWith('.gitVersion')
      ? planKubernetesStamps(variable, version)
      : [stamp(variable, prefix(variable) + version)],
  );
};

const planKubernetesStamps = (variable: string, version: string): string[] => {
  const [major = '', minor = ''] = version.split('.');
  return [
    stamp(variable, `v${version}`),
    stamp(variable.replace('gitVersion', 'gitMajor'), major),
    stamp(variable.replace('gitVersion', 'gitMinor'), minor),
  ];
};

const stamp = (variable: string, value: string) => `-X ${variable}=${value}`;

/** Carvel's releases carry no `v`, the others do. */
const prefix = (variable: string) => (variable.startsWith('carvel.dev/') ? '' : 'v');
