/**
 * The flags of every build. They are part of the keys of Go's build cache: changing one compiles everything again.
 * Without debug information, and without inlining in the largest module, the control plane compiles in half the time.
 */
export const buildFlags: readonly string[] = [
  '-trimpath',
  '-gcflags=all=-dwarf=false',
  '-gcflags=k8s.io/kubernetes/...=-dwarf=false -l',
];

export const linkFlags = '-s -w';

/** `GOFLAGS` and `GOWORK` of the user must not change what is built. */
export const buildEnvironment = {
  CGO_ENABLED: '0',
  GOGC: '400',
  GOFLAGS: '-mod=readonly -buildvcs=false',
  GOWORK: 'off',
} as const;

/** runc is C in part, small, and in a module of its own. */
export const runcFlags: readonly string[] = ['-trimpath'];
