/** The registry of the platform speaks plain HTTP on loopback; the cache does not grow without end. */
export const formatBuildkitConfig = (
  registryPort: number,
): string => `[registry."127.0.0.1:${registryPort}"]
  http = true
  insecure = true

[worker.oci]
  gc = true
  maxUsedSpace = "10GB"
`;
