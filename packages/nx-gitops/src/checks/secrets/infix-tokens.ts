interface InfixForm {
  readonly mark: string;
  readonly kind: string;
  readonly token: () => RegExp;
}

/** No token has more on either side of its mark. */
const longestSide = 260;

const infix = (before: string, mark: string, after: string, kind: string): InfixForm => {
  let compiled: RegExp | undefined;
  const source = `(?<![\\w.~+/-])${before}${mark.replace(/[.+]/g, '\\$&')}${after}(?![\\w~+/=-])`;
  return { mark, kind, token: () => (compiled ??= new RegExp(source, 'g')) };
};

/** Tokens that their providers made recognisable by a mark in the middle. */
const forms: readonly InfixForm[] = [
  infix('(?:bot)?\\d{8,10}', ':AA', '[\\w-]{33}', 'Telegram bot token'),
  infix('[\\w~.-]{3}\\d', 'Q~', '[\\w~.-]{31,34}', 'Entra client secret'),
  infix('[A-Za-z0-9]{14}', '.atlasv1.', '[\\w-]{60,70}', 'Terraform token'),
  infix('[\\w-]{11}', ':APA91b', '[\\w-]{120,150}', 'Firebase server key'),
  infix('[0-9a-f]{32}', '-us', '\\d{1,2}', 'Mailchimp key'),
  infix('[A-Za-z0-9]{76}', 'AZDO', '[A-Za-z0-9]{4}', 'Azure DevOps token'),
  infix('[A-Za-z0-9]{52}', 'JQQJ99', '[A-Za-z0-9]{26}', 'Azure key'),
  infix('[\\w+/]{76}', '+ASt', '[\\w+/]{5}[AQgw]==', 'Azure storage key'),
  infix('[\\w+/]{76}', 'ACDb', '[\\w+/]{5}[AQgw]==', 'Azure Cosmos DB key'),
  infix('[\\w+/]{76}', '+ABa', '[\\w+/]{5}[AQgw]==', 'Azure batch key'),
  infix('[\\w-]{44}', 'AzFu', '[\\w-]{5}[AQgw]==', 'Azure function key'),
  infix('[A-Za-z0-9]{42}', 'AzSe', '[A-D][A-Za-z0-9]{5}', 'Azure search key'),
  infix('[\\w+/]{33}', 'AzCa', '[A-P][\\w+/]{5}=', 'Azure cache key'),
  infix('[\\w+/]{42}', '+ACR', '[A-D][\\w+/]{5}', 'Azure registry password'),
  infix('[\\w+/]{33}', '+ASb', '[A-P][\\w+/]{5}=', 'Azure service bus key'),
  infix('[\\w+/]{33}', '+AEh', '[A-P][\\w+/]{5}=', 'Azure event hub key'),
  infix('[\\w+/]{33}', '+ARm', '[A-P][\\w+/]{5}=', 'Azure relay key'),
  infix('[\\w+/]{33}', 'AIoT', '[A-P][\\w+/]{5}=', 'Azure IoT key'),
];

export interface InfixToken {
  readonly token: string;
  readonly kind: string;
  readonly offset: number;
}

export function* findInfixTokens(text: string): Iterable<InfixToken> {
  for (const { mark, kind, token } of forms) {
    for (let at = text.indexOf(mark); at !== -1; at = text.indexOf(mark, at + mark.length)) {
      const start = Math.max(0, at - longestSide);
      for (const match of text.slice(start, at + longestSide).matchAll(token())) {
        const offset = start + match.index;
        if (offset <= at && at < offset + match[0].length) yield { token: match[0], kind, offset };
      }
    }
  }
}
