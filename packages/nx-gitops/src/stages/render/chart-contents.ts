import { join } from 'node:path';
import { findBytes, findText } from '../../io/files.ts';
import { parseChart } from '../../model/chart/chart-lock.ts';
import { hashBlob } from '../../model/build-key/hash-blob.ts';
import { readArchive } from '../../model/chart/read-tar.ts';
import { digestOf } from '../../model/render/render-record.ts';
import type { TemplateFile } from '../../model/render/template-facts.ts';
import type { ListedFiles } from './file-digests.ts';

type Files = ListedFiles['files'];

/** The name that a chart in `charts/` has in its Chart.yaml. */
export async function readChartName(folder: string, member: string): Promise<string | undefined> {
  const path = join(folder, 'charts', member);
  const text = member.endsWith('.tgz')
    ? readArchive((await findBytes(path)) ?? new Uint8Array())
        .get('Chart.yaml')
        ?.toString()
    : await findText(join(path, 'Chart.yaml'));
  const plain = /^name:[ \t]*([\w.-]+)[ \t]*$/m.exec(text ?? '')?.[1];
  return plain ?? (text === undefined ? undefined : parseChart(text, `${member}/Chart.yaml`).name);
}

/** An archive counts by what is in it: the same chart packed twice has other bytes. */
export async function digestContents(folder: string, files: Files): Promise<string> {
  const parts: string[] = [];
  for (const [path, digest] of files) {
    parts.push(path);
    if (!path.endsWith('.tgz')) parts.push(digest);
    else {
      const contents = readArchive((await findBytes(join(folder, path))) ?? new Uint8Array());
      for (const [name, content] of [...contents].sort(([a], [b]) => (a < b ? -1 : 1))) {
        parts.push(name, hashBlob(content));
      }
    }
  }
  return digestOf(parts);
}

/** All templates of a chart, those of the charts inside of it and of their archives included. */
export async function readTemplates(folder: string, files: Files): Promise<TemplateFile[]> {
  const templates: TemplateFile[] = [];
  for (const [path, digest] of files) {
    if (path.endsWith('.tgz'))
      addArchive(path, (await findBytes(join(folder, path))) ?? Buffer.of());
    else if (isTemplate(path)) {
      templates.push({ path, text: (await findText(join(folder, path))) ?? '', digest });
    }
  }
  return templates;

  function addArchive(archive: string, bytes: Uint8Array): void {
    for (const [path, content] of readArchive(bytes)) {
      const full = `${archive}/${path}`;
      if (path.endsWith('.tgz')) addArchive(full, content);
      else if (isTemplate(path)) {
        templates.push({ path: full, text: content.toString(), digest: hashBlob(content) });
      }
    }
  }
}

const isTemplate = (path: string): boolean => /(?:^|\/)templates\//.test(path);
