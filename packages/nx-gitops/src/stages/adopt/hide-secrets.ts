import { checkSecrets } from '../../checks/check-secrets.ts';
import { textFile } from '../../checks/open-text-file.ts';

/** Whether the hooks would refuse this text. */
export const holdsSecret = (path: string, text: string): boolean =>
  checkSecrets(textFile(path, text)).some(({ level }) => level === 'error');
