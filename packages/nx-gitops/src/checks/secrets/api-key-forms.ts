import { form, word, type TokenForm } from './token-form.ts';

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

/** Keys of interfaces: models, data stores, payment, mail, webhooks. */
export const apiKeyForms: readonly TokenForm[] = [
  form('sgp_', 'Sourcegraph token', '(?:(?:[0-9a-f]{16}|local)_)?[0-9a-f]{40}'),
  form('slk_', 'Sourcegraph licence key', '[0-9a-f]{64}'),
  ...['dt0c01.', 'dt0s01.', 'dt0s02.', 'dt0s08.', 'dt0s16.'].map((prefix) =>
    form(prefix, 'Dynatrace token', '[A-Z0-9]{8,24}\\.[A-Z0-9]{64}'),
  ),
  form('pat', 'Airtable token', '[A-Za-z0-9]{14}\\.[0-9a-f]{64}'),
  form('pat.', 'Harness token', `${word}{22}\\.[0-9a-f]{24}\\.[A-Za-z0-9]{20}`),
  form('EAA', 'Facebook token', '[A-Za-z0-9]{90,400}'),
  form('EAAA', 'Square token', `${word}{60}`),
  form('CFPAT-', 'Contentful token', `${word}{43}`),
  form('pplx-', 'Perplexity key', '[A-Za-z0-9]{48}'),
  form('xai-', 'xAI key', '[A-Za-z0-9]{70,90}'),
  form('r8_', 'Replicate token', '[A-Za-z0-9]{37}'),
  form('nvapi-', 'NVIDIA key', `${word}{60,70}`),
  form('pcsk_', 'Pinecone key', `${word}{50,80}`),
  ...['lsv2_pt_', 'lsv2_sk_'].map((prefix) =>
    form(prefix, 'LangSmith key', '[0-9a-f]{32}_[0-9a-f]{10}'),
  ),
  form('tvly-', 'Tavily key', `${word}{24,60}`),
  ...['FLWSECK-', 'FLWSECK_TEST-'].map((prefix) =>
    form(prefix, 'Flutterwave key', '[0-9a-zA-Z]{12,40}(?:-X)?'),
  ),
  form('CLOJARS_', 'Clojars token', '[0-9a-z]{60}'),
  form('phx_', 'PostHog key', '[A-Za-z0-9]{43,60}'),
  ...['shippo_live_', 'shippo_test_'].map((prefix) => form(prefix, 'Shippo token', '[0-9a-f]{40}')),
  form('cio', 'crates.io token', '[A-Za-z0-9]{32}'),
  form('oy2', 'NuGet key', '[a-z0-9]{43}'),
  form('K00', 'Backblaze key', '\\d[A-Za-z0-9/+]{27}'),
  form('lin_oauth_', 'Linear token', '[0-9a-f]{64}'),
  form('secret_', 'Notion token', '[A-Za-z0-9]{43}'),
  form('re_', 'Resend key', '[A-Za-z0-9]{8}_[A-Za-z0-9]{24}'),
  form('mlsn.', 'MailerSend key', '[0-9a-f]{64}'),
  form('sl.', 'Dropbox token', `${word}{130,1200}`),
  form('rnd_', 'Render key', '[A-Za-z0-9]{28,34}'),
  form('napi_', 'Neon key', '[a-z0-9]{64}'),
  form('sb_secret_', 'Supabase key', `${word}{30,42}`),
  form('sbv_', 'Supabase token', '[0-9a-f]{40}'),
  form('CCDB1_', 'CockroachDB key', '[A-Za-z0-9]{22}_[A-Za-z0-9]{40}'),
  form('mdb_sa_sk_', 'MongoDB Atlas secret', `${word}{40}`),
  form('cflt', 'Confluent secret', '[A-Za-z0-9+/]{60}'),
  ...['dbtc_', 'dbtu_'].map((prefix) => form(prefix, 'dbt token', `${word}{30,60}`)),
  ...['xaat-', 'xapt-'].map((prefix) => form(prefix, 'Axiom token', uuid)),
  ...['sdk-', 'api-'].map((prefix) =>
    form(
      prefix,
      'LaunchDarkly key',
      '[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}',
    ),
  ),
  ...['hcaik_', 'hcbik_', 'hcxik_', 'hcamk_'].map((prefix) =>
    form(prefix, 'Honeycomb key', '[a-z0-9]{26,70}'),
  ),
  form('API-', 'Octopus Deploy key', '[A-Z0-9]{26,32}'),
  form('aio_', 'Adafruit key', '[A-Za-z0-9]{28}'),
  form('access_token$production$', 'Braintree token', '[0-9a-z]{16}\\$[0-9a-f]{32}'),
  form('amzn.mws.', 'Amazon MWS token', uuid),
  form('amzn1.oa2-cs.v1.', 'Amazon OAuth secret', '[0-9a-f]{64}'),
  form('ABSK', 'Amazon Bedrock key', '[A-Za-z0-9+/]{100,280}={0,2}'),
  form('live_', 'live API key', '[A-Za-z0-9]{30,40}'),
  ...['access-production-', 'access-development-', 'access-sandbox-'].map((prefix) =>
    form(prefix, 'Plaid token', uuid),
  ),
  form('pdl_live_apikey_', 'Paddle key', '[A-Za-z0-9_]{40,70}'),
  form('duffel_live_', 'Duffel token', `${word}{43}`),
  form('fio-u-', 'Frame.io token', `${word}{64}`),
  form('EZTK', 'EasyPost test key', '[A-Za-z0-9]{54}'),
  form('PMAT-', 'Postman token', '[0-9A-Z]{26}'),
  form('NRIQ-', 'New Relic query key', `${word}{32}`),
  ...['perm-', 'perm:'].map((prefix) =>
    form(
      prefix,
      'JetBrains token',
      '[A-Za-z0-9+/=]{4,100}\\.[A-Za-z0-9+/=]{4,100}\\.[A-Za-z0-9]{30,60}',
    ),
  ),
  ...['fm2_', 'fm1r_'].map((prefix) => form(prefix, 'Fly.io token', '[A-Za-z0-9+/=,_-]{80,900}')),
  form('hooks.zapier.com/hooks/catch/', 'Zapier webhook', '\\d{4,12}/[a-z0-9]{6,12}'),
];
