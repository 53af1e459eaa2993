import type { ConfigRepository } from '../../model/settings/parse-settings.ts';
import type { Service } from '../../workspace/services.ts';

/** An image that got another digest. */
export interface ImageUpdate {
  /** As the chart or the Dockerfile writes it. */
  readonly image: string;
  /** The tag that the digest was found under. */
  readonly tag: string;
  readonly before: string;
  readonly after: string;
  /** The file that pins it, relative to the workspace. */
  readonly file: string;
}

/** New texts of files, and what is new in them. */
export interface UpdatePlan {
  readonly updates: readonly ImageUpdate[];
  readonly files: ReadonlyMap<string, string>;
}

export interface UpdateImagesInput {
  readonly repository: ConfigRepository;
  /** The services whose Dockerfiles are looked at. */
  readonly services: readonly Service[];
  /** Only images of these names; undefined means all. */
  readonly only: readonly string[] | undefined;
}
