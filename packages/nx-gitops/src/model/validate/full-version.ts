/** kubeconform wants all three numbers. */
export const fullVersion = (version: string): string =>
  version.split('.').length === 2 ? `${version}.0` : version;
