import { textFile } from '../../../checks/open-text-file.ts';
import { secretManifests } from '../../../checks/secrets/secret-manifests.ts';
import { nameOf } from '../../../model/manifest/manifest.ts';
import { findSecretFaults } from '../../secrets/check-secrets.ts';
import type { Finding } from '../finding.ts';
import type { Rung, ValidateInput } from '../rung.ts';
import type { Snapshot } from '../snapshot.ts';

/** No Secret of the snapshot is plain, and the encrypted files are whole and for whom `.sops.yaml` says. */
export const secretsRung: Rung = {
  name: 'secrets',
  climb: async (snapshot, input, stage) => {
    const { files, faults } = await findSecretFaults(input.repository, stage);
    const encrypted = faults
      .filter(({ path }) => concerns(input, path))
      .map(({ path, line, rule, message }): Finding => ({
        ...{ rung: 'secrets', rule, severity: 'error', file: path, line, object: '', message },
      }));
    return {
      summary: `${files} encrypted`,
      findings: [...findPlain(snapshot), ...encrypted],
    };
  },
};

/** What belongs to another environment alone is that one's matter. */
const concerns = ({ repository, environment }: ValidateInput, path: string): boolean =>
  repository.environments
    .filter((other) => other !== environment && other.folder !== repository.root)
    .every(
      ({ folder, release }) => !path.startsWith(`${folder}/`) && !path.startsWith(`${release}/`),
    );

function* findPlain({ objects, file }: Snapshot): Iterable<Finding> {
  for (const object of objects) {
    for (const { line, message } of secretManifests(textFile(file, object.text))) {
      yield {
        ...{ rung: 'secrets', rule: 'secret-plain', severity: 'error', file, message },
        line: object.line + line - 1,
        object: nameOf(object),
      };
    }
  }
}
