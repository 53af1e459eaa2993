import { durationPattern, parseDuration } from '../../model/duration.ts';
import { GitopsError } from '../../model/errors.ts';
import type { PreviewDefaults } from '../../model/settings/preview-settings.ts';
import type { Service } from '../../workspace/services.ts';

interface Asked {
  readonly name?: string | undefined;
  readonly service?: string | undefined;
  readonly ttl?: string | undefined;
}

interface Previewable {
  readonly name: string;
  readonly only: Service | undefined;
  /** Milliseconds. */
  readonly ttl: number;
}

/** What a person asked for, checked: the name of the preview, the one service, how long. */
export function choosePreviewed(
  { name, service, ttl }: Asked,
  services: readonly Service[],
  preview: PreviewDefaults,
): Previewable {
  if (name === undefined) {
    throw new GitopsError('OPTIONS_INVALID', 'A preview needs a name', 'Pass --name, e.g. pr-12.');
  }
  if (ttl !== undefined && !durationPattern.test(ttl)) {
    throw new GitopsError(
      'OPTIONS_INVALID',
      `--ttl ${ttl} is no duration`,
      'Pass one such as 24h or 3d.',
    );
  }
  const only = services.find((one) => one.name === service || one.project === service);
  if (service === undefined || only !== undefined) {
    return { name, only, ttl: ttl === undefined ? preview.ttl : parseDuration(ttl) };
  }
  throw new GitopsError(
    'SERVICE_UNKNOWN',
    `The workspace has no service "${service}"`,
    `It has: ${services.map((one) => one.name).join(', ')}.`,
  );
}
