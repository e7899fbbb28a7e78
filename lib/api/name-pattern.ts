/** Letters, digits, `_`, `-` and `.`, 3 to 32 of them; compared without regard to case. Apart from the schemas: pages need no schema library. */
export const NAME_PATTERN: RegExp = /^[A-Za-z0-9_.-]{3,32}$/;
