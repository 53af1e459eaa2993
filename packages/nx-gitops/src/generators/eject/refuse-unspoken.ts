import { GitopsError } from '../../model/errors.ts';
import type { Environment } from '../../model/settings/environment.ts';

/** What a few lines of shell cannot do in the same bytes. */
export function refuseUnspoken(environment: Environment, names: readonly string[]): void {
  const { name, overlays, registry, restartOnSecretChange, labelPods, unpinned } = environment;
  const isOverlay = (file: string): boolean =>
    /^(kustomization\.ya?ml|Kustomization|ytt|.*\.ytt\.ya?ml)$/.test(file);
  const hasSecrets = names.some((file) => /\.sops\.(ya?ml|json)$/.test(file));
  const [problem] = [
    names.includes('values.sops.yaml') && 'encrypted Helm values',
    (overlays.shared.length > 0 || (overlays.own?.length ?? 0) > 0 || names.some(isOverlay)) &&
      'overlays',
    registry !== undefined && 'a registry of its own',
    hasSecrets && restartOnSecretChange && 'restartOnSecretChange: set it to false first',
    !labelPods && 'labelPods: false',
    unpinned.length > 0 && 'images without a digest: pin them first',
  ].filter((one) => one !== false);
  if (problem === undefined) return;
  throw new GitopsError(
    'OPTIONS_INVALID',
    `A script cannot give the same bytes for ${name}: it has ${problem}`,
    'What lies in .release is plain YAML all the same: "kapp deploy -f" takes it, after "sops decrypt" of the encrypted objects.',
  );
}
