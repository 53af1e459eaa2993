import { checkSopsFile } from '../../checks/sops/check-sops-file.ts';
import { openSopsTree } from '../../checks/sops/open-sops-tree.ts';
import { openTextFile } from '../../checks/open-text-file.ts';
import { splitDocuments } from '../../model/manifest/documents.ts';
import { isEncrypted, sopsVersionOf } from '../../model/secret/encrypted-document.ts';
import { GitopsError } from '../../model/errors.ts';

/** What can be known of an encrypted file without a key has to be right before it is used. */
export async function verifyEncrypted(path: string, text: string): Promise<void> {
  const documents = splitDocuments(text);
  if (!documents.some(isEncrypted)) {
    throw new GitopsError(
      'SECRET_UNENCRYPTED',
      `${path} is not encrypted`,
      `Its name says that sops encrypts it: sops encrypt -i ${path}. Was it committed already, then its values are to be replaced.`,
    );
  }
  const version = documents.map(sopsVersionOf).find((one) => !/^[0-3]\.\d+\.\d+/.test(one));
  if (version !== undefined) {
    throw new GitopsError(
      'SECRET_INVALID',
      `${path} was written by sops "${version}", which is not known here`,
      'Known are the versions up to 3: update nx-gitops, or encrypt the file again.',
    );
  }
  const file = openTextFile(path, Buffer.from(text));
  const tree = await openSopsTree(file);
  const findings = tree ? await checkSopsFile(file, tree) : [];
  const wrong = findings.filter(({ level }) => level === 'error');
  if (wrong.length === 0) return;
  const plain = wrong.some(({ rule }) => rule === 'sops-plain-value');
  throw new GitopsError(
    plain ? 'SECRET_UNENCRYPTED' : 'SECRET_INVALID',
    `${path} is not as sops writes it\n${wrong.map(({ line, message }) => `  ${path}:${line} ${message}`).join('\n')}`,
    wrong[0]?.hint ?? 'Restore it from Git, or encrypt it again.',
  );
}
