const words: readonly RegExp[] = [
  /^<[^<>]*>$/,
  /^\[[^\]]*\]$/,
  /^(.)\1*$/,
  /^[x*.#_-]+$/i,
  /^(?:0+|1234(?:5(?:6(?:7(?:89?0?)?)?)?)?|abc(?:123|def)?)$/i,
  /change[-_ ]?(?:me|this|it)/i,
  /replace[-_ ]?(?:me|this|with|it)|replaced?[-_ ]by/i,
  /^(?:to[-_ ]?do|tbd|fix[-_ ]?me|redacted|dummy|example|sample|placeholder|removed|hidden|masked|sanitized|filtered|scrubbed|todo|none|null|nil|empty|unset|undefined|default|required|optional|n\/a|secret here|insert|foo|bar|baz|foobar|test|fake|guest|anonymous)$/i,
  /^(?:to[-_ ]?do|tbd|fix[-_ ]?me|redacted|dummy|example|sample|placeholder|fake|insert|enter|your|put|set|add|fill|provide|specify|generate[d]?)[-_ :.]/i,
  /[-_ .](?:here|redacted|placeholder|example|goes[-_ ]here|todo|dummy)$/i,
  /^(?:my|your|the|some|a|an)[-_ ]?(?:own|super|very)?[-_ ]?(?:secret|password|passwd|token|key|api[-_ ]?key|access[-_ ]?key)[-_ ]?(?:here)?$/i,
  /x{4,}|\*{3,}|\.{3}$|…$|_{4,}/i,
  /EXAMPLE/,
  /0123456789abcdef/i,
  /^[Yy]our[A-Z]/,
  /not[-_ ]?(?:a[-_ ]?)?(?:real|secret|secure|used|set)|\bfake\b|\bdummy\b|placeholder|redacted/i,
  /^(?:secret|password|passwd|pass|token|key|apikey|api[-_]key|username|user|string)$/i,
  /^["'\s]*$/,
];

/** A value that stands where a real one will be put. */
export const isPlaceholder = (value: string): boolean =>
  value.length < 300 && words.some((expression) => expression.test(value.trim()));
