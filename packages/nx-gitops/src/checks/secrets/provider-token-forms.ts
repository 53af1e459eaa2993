import { hasCrcSuffix } from './crc-suffix.ts';
import { apiKeyForms } from './api-key-forms.ts';
import { serviceTokenForms } from './service-token-forms.ts';
import { form, word, type TokenForm } from './token-form.ts';

const githubLike = (prefix: string, kind: string): TokenForm =>
  form(prefix, kind, '[A-Za-z0-9]{36}', hasCrcSuffix);

const awsId = '[A-Z2-7]{16}';

export const tokenForms: readonly TokenForm[] = [
  githubLike('ghp_', 'GitHub personal access token'),
  githubLike('gho_', 'GitHub OAuth token'),
  githubLike('ghu_', 'GitHub user token'),
  form('ghs_', 'GitHub app token', '[A-Za-z0-9]{36,255}'),
  form('ghr_', 'GitHub refresh token', '[A-Za-z0-9]{36,76}'),
  form('github_pat_', 'GitHub fine-grained token', '[A-Za-z0-9]{22}_[A-Za-z0-9]{59}'),
  form('glpat-', 'GitLab access token', '[\\w-]{20,60}(?:\\.[\\w.]{9,30})?'),
  ...[
    'gldt-',
    'glrt-',
    'glptt-',
    'glcbt-',
    'glft-',
    'glsoat-',
    'glimt-',
    'glagent-',
    'gloas-',
    'glffct-',
    'GR1348941',
  ].map((prefix) => form(prefix, 'GitLab token', '[\\w.-]{20,100}')),
  githubLike('npm_', 'npm access token'),
  ...['AKIA', 'ASIA', 'ABIA', 'ACCA'].map((prefix) => form(prefix, 'AWS access key', awsId)),
  form('AIza', 'Google API key', `${word}{35}`),
  form('GOCSPX-', 'Google OAuth client secret', `${word}{28}`),
  form('ya29.', 'Google OAuth access token', `${word}{30,400}`),
  form('1//0', 'Google refresh token', `${word}{30,200}`),
  ...[
    'xoxb-',
    'xoxp-',
    'xoxa-',
    'xoxr-',
    'xoxs-',
    'xoxo-',
    'xoxe-',
    'xoxe.xoxp-',
    'xoxe.xoxb-',
  ].map((prefix) => form(prefix, 'Slack token', '[\\w-]{20,260}')),
  form('xapp-', 'Slack app token', '\\d-[A-Z0-9]{8,14}-\\d{8,15}-[a-f0-9]{40,80}'),
  form(
    'hooks.slack.com/',
    'Slack webhook',
    '(?:services|workflows|triggers)/[A-Z0-9]{8,14}/[A-Z0-9]{8,14}/[A-Za-z0-9]{20,48}',
  ),
  ...['sk_live_', 'rk_live_', 'sk_test_', 'rk_test_', 'sk_org_live_'].map((prefix) =>
    form(prefix, 'Stripe secret key', '[A-Za-z0-9]{16,250}'),
  ),
  form('whsec_', 'webhook signing secret', '[A-Za-z0-9+/=]{24,80}'),
  // A bot of Discord: the beginning is a number in base64.
  ...['MD', 'MT', 'Mj', 'Mz', 'ND', 'NT', 'Nj', 'Nz', 'OD', 'OT'].map((prefix) =>
    form(prefix, 'Discord bot token', `[A-Za-z0-9]{20,26}\\.${word}{6}\\.${word}{27,38}`),
  ),
  form('SG.', 'SendGrid API key', `${word}{16,32}\\.${word}{32,64}`),
  form('SK', 'Twilio API key', '[0-9a-f]{32}'),
  form('key-', 'Mailgun API key', '[0-9a-f]{32}'),
  form('dop_v1_', 'DigitalOcean token', '[0-9a-f]{64}'),
  form('doo_v1_', 'DigitalOcean OAuth token', '[0-9a-f]{64}'),
  form('dor_v1_', 'DigitalOcean refresh token', '[0-9a-f]{64}'),
  ...['hvs.', 'hvb.', 'hvr.'].map((prefix) => form(prefix, 'Vault token', `${word}{24,300}`)),
  form('dapi', 'Databricks token', '[0-9a-f]{32}(?:-\\d)?'),
  form('dckr_pat_', 'Docker Hub access token', `${word}{24,40}`),
  form('dckr_oat_', 'Docker organisation token', `${word}{24,40}`),
  form('pypi-AgEIcHlwaS5vcmc', 'PyPI token', `${word}{50,300}`),
  form('pypi-AgENdGVzdC5weXBpLm9yZw', 'TestPyPI token', `${word}{50,300}`),
  form('rubygems_', 'RubyGems key', '[0-9a-f]{48}'),
  form('AGE-SECRET-KEY-', 'age identity', '(?:PQ-)?1[02-9AC-HJ-NP-Z]{58,100}'),
  form(
    'webhook.office.com/webhookb2/',
    'Teams webhook',
    '[\\w-]{36}@[\\w-]{36}/IncomingWebhook/[0-9a-f]{32}/[\\w-]{36}(?:/[\\w-]+)?',
  ),
  form('discord.com/api/webhooks/', 'Discord webhook', '\\d{17,20}/[\\w-]{60,80}'),
  form('discordapp.com/api/webhooks/', 'Discord webhook', '\\d{17,20}/[\\w-]{60,80}'),
  ...serviceTokenForms,
  ...apiKeyForms,
  form('eyJ', 'JSON web token', `${word}{10,4000}\\.eyJ${word}{8,4000}\\.${word}{20,1200}`),
  form('eyJhdXRoc', 'registry credentials in base64', '[A-Za-z0-9+/]{30,4000}={0,2}'),
];
