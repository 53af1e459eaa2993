import { toJsonSchema } from '@valibot/to-json-schema';
import { expect, it } from 'vitest';
import { Settings } from './model/settings/settings.ts';

it('publishes the JSON schema of the settings that the plugin checks', async () => {
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'gitops.yaml',
    description: 'The settings of a config repository of nx-gitops.',
    // What a function checks has no words in JSON schema; the plugin says it when it reads the file.
    ...toJsonSchema(Settings, { ignoreActions: ['check'] }),
  };

  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(
    '../schemas/gitops.schema.json',
  );
});
