import * as v from 'valibot';

const text = (description: string) =>
  v.optional(v.pipe(v.string(), v.nonEmpty(), v.description(description)));

/** The part "publish" of `gitops.yaml`: how locks and snapshots get into Git. */
export const PublishSettings = v.strictObject({
  remote: text('The Git remote that is pushed to (default "origin").'),
  branch: text('The branch that is pushed to (default: the one that is checked out).'),
  repository: text(
    'URL, or path of a checkout, of the Git repository that the config repository lives in, where that is another one.',
  ),
  folder: text('Folder of the config repository in there (default: that of its only gitops.yaml).'),
  message: text(
    'Message of the commit; {services}, {environments} and {commit} are filled in (default "chore(release): publish {services}").',
  ),
  author: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^[^<>\n]+ <[^<>\s]+>$/, 'Expected "Name <mail@example.com>"'),
      v.description('Author of the commit (default: the user of Git).'),
    ),
  ),
  trailers: v.optional(
    v.pipe(
      v.record(v.pipe(v.string(), v.regex(/^[A-Za-z][-A-Za-z]*$/)), v.string()),
      v.description('Trailers of the message, filled in as the message is.'),
    ),
  ),
});
export type PublishSettings = v.InferOutput<typeof PublishSettings>;

/** The settings with every default filled in. */
export interface Publishing {
  readonly remote: string;
  readonly branch: string | undefined;
  /** Another Git repository that is published into; undefined means this one. */
  readonly repository: string | undefined;
  readonly folder: string | undefined;
  readonly message: string;
  readonly author: string | undefined;
  readonly trailers: Readonly<Record<string, string>>;
}

export const normalizePublishing = (settings: PublishSettings = {}): Publishing => ({
  remote: settings.remote ?? 'origin',
  branch: settings.branch,
  repository: settings.repository,
  folder: settings.folder,
  message: settings.message ?? 'chore(release): publish {services}',
  author: settings.author,
  trailers: settings.trailers ?? {},
});
