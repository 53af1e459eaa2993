const hash =
  /^\$(?:apr1|2[abxy]?|1|5|6|7|y|argon2(?:id?|d)|scrypt|pbkdf2[\w-]*)\$[\w./+=,$-]{16,}$|^\{S{0,2}SHA\d*\}[A-Za-z0-9+/]{27,}={0,2}$/;

/** A password as htpasswd, crypt and their like keep it: who has it can guess until it fits. */
export const isPasswordHash = (value: string): boolean => hash.test(value);
