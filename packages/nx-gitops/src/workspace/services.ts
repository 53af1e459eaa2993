import { posix } from 'node:path';
import { GitopsError } from '../model/errors.ts';
import { parseKbld, type ImageSource } from '../model/lock/kbld.ts';
import type { Sources } from './sources.ts';

/** A project whose images the config repository deploys. */
export interface Service {
  /** Short name: that of the project without its scope. The lock is named after it. */
  readonly name: string;
  /** Name of the Nx project; where no file gives it one, that of its (first) image, as the seed names locks. */
  readonly project: string;
  /** Whether Nx takes the name from a file; otherwise the plugin has to give it. */
  readonly isNamed: boolean;
  readonly root: string;
  readonly kbldFile: string;
  readonly images: readonly ImageSource[];
}

/** The services of a workspace, sorted by name. `files` are the paths of all `kbld.yaml`. */
export async function readServices(
  files: readonly string[],
  { readText, yaml }: Pick<Sources, 'readText' | 'yaml'>,
): Promise<readonly Service[]> {
  const services = await Promise.all(
    files.map(async (file) => {
      const images = parseKbld((await readText(file)) ?? '', file, yaml?.parse);
      return readService(file, images, readText);
    }),
  );
  services.sort((a, b) => (a.name < b.name ? -1 : 1));
  refuseTwins(services);
  return services;
}

async function readService(
  file: string,
  images: Service['images'],
  readText: Sources['readText'],
): Promise<Service> {
  const root = posix.dirname(file);
  const named = await readProjectName(root, readText);
  const project = named ?? lastPart(images[0]?.image ?? root);
  const name = lastPart(project);
  return { name, project, isNamed: named !== undefined, root, kbldFile: file, images };
}

const lastPart = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** As Nx does it: project.json comes before package.json. */
export async function readProjectName(
  root: string,
  readText: Sources['readText'],
): Promise<string | undefined> {
  const project = parseJson(await readText(posix.join(root, 'project.json')));
  const manifest = parseJson(await readText(posix.join(root, 'package.json')));
  return [project?.name, manifest?.nx?.name, manifest?.name].find((name) => name !== undefined);
}

function parseJson(
  text: string | undefined,
): { name?: string; nx?: { name?: string } } | undefined {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as { name?: string });
  } catch {
    return undefined;
  }
}

/** Images first: services that no file names are named after them. */
function refuseTwins(services: readonly Service[]): void {
  const images = new Map<string, Service>();
  for (const service of services) {
    for (const { image } of service.images) {
      const other = images.get(image);
      if (other) {
        throw new GitopsError(
          'IMAGE_DUPLICATE',
          `${other.kbldFile} and ${service.kbldFile}: Both build the image "${image}"`,
          'Give each image a name of its own in Sources and ImageDestinations.',
        );
      }
      images.set(image, service);
    }
  }
  const names = new Map<string, Service>();
  for (const service of services) {
    const twin = names.get(service.name);
    if (twin) {
      throw new GitopsError(
        'SERVICE_DUPLICATE',
        `${twin.kbldFile} and ${service.kbldFile}: Both are the service "${service.name}"`,
        'Rename one of the projects: a lock is named after its service.',
      );
    }
    names.set(service.name, service);
  }
}
