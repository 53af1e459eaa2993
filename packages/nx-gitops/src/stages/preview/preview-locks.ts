import { join } from 'node:path';
import { findText, listNames, writeAtomic } from '../../io/files.ts';
import type { KeyListing } from '../../model/build-key/build-key.ts';
import type { Environment } from '../../model/settings/environment.ts';
import { isLockPath, lockedService, lockIn } from '../../model/lock/lock-path.ts';
import type { ConfigRepository } from '../../model/settings/parse-settings.ts';
import type { Service } from '../../workspace/services.ts';
import { findStale, type JudgedService } from '../deploy/refuse-stale.ts';
import { lockService } from '../lock/lock-service.ts';
import { inParallel } from '../in-parallel.ts';
import type { StageContext } from '../stage-context.ts';

/** What identifies the sources of a service as they are. */
export interface KeyedService {
  readonly listing: KeyListing;
  /** Roots that the key covers, sorted. */
  readonly roots: readonly string[];
}

interface PreviewLocks {
  readonly repository: ConfigRepository;
  readonly base: Environment;
  readonly services: readonly JudgedService[];
  readonly keyOf: (service: Service) => KeyedService;
}

/** Writes the locks of a preview: of the base, but for services whose sources are others than those of its lock. */
export async function previewLocks(
  { base, services, keyOf }: PreviewLocks,
  folder: string,
  stage: StageContext,
): Promise<void> {
  const own = findStale(services);
  const ownNames = new Set(own.map(({ service }) => service.name));
  const names = await listNames(join(stage.root, base.lockFolder));
  for (const name of names.filter(isLockPath)) {
    if (ownNames.has(lockedService(name))) continue;
    const text = (await findText(join(stage.root, base.lockFolder, name))) ?? '';
    await writeAtomic(join(stage.root, folder, name), text);
  }
  await inParallel(own, ({ service }) =>
    lockService(
      { service, ...keyOf(service), paths: [lockIn(folder, service.name)] },
      { ...stage, report: stage.detail },
    ),
  );
}
