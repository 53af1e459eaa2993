/** One word of a name that says: whatever stands here is a password. */
export const passwords =
  /^(?:pass(?:w(?:or)?d|wd|wort|code|phrase)?s?|pwd|pw|psk|passwords?|requirepass|contrasena|mot de passe|(?:\w+)(?:password|passwd|passphrase|pwd)|(?:store|key|db|user|root|admin|smtp|mail|redis|mysql|pg|ssh|sudo|ldap|ftp|auth|login|cert|trust|become|proxy|http|basic|rabbit|mongo|sql|client|server|api|app|bot|wifi|vpn|bind|my)(?:pass|pw))$/;
